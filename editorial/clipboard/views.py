"""The addresses behind pasting: copied blocks, and the HTML of other programs, become blocks of the page in hand.

Both take and return JSON, and store nothing: the editor's JavaScript adds the blocks to the form.
"""

import json
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from conversion.convert import convert_html
from conversion.findings import DROPPED

from .blocks import Pasted, read_copied_blocks, read_stored_blocks
from .context import PasteContext, TooSlowError
from .pasted_html import count_pictures, make_plain

#: Characters of HTML; a long report has a tenth of that.
MAX_HTML = 1_000_000
#: Few words go without saying, such as the “said” before what became a quote.
ENOUGH_WORDS = 0.98


@require_POST
@require_admin_access
def paste_blocks(request: HttpRequest) -> JsonResponse:
    """``{"path", "field", "blocks"}``: blocks as they were copied."""
    data = read_request(request)
    stream = find_stream(request, data)
    try:
        return respond(read_copied_blocks(stream, data.get("blocks"), request.user))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadRequest("These are no copied blocks.") from error


@require_POST
@require_admin_access
def paste_html(request: HttpRequest) -> JsonResponse:
    """``{"path", "field", "html"}``: what was copied in Word, Google Docs or a web page."""
    data = read_request(request)
    stream = find_stream(request, data)
    html = data.get("html")
    if not isinstance(html, str) or len(html) > MAX_HTML:
        return refuse(_("This is too long to be pasted at once. Paste it in parts."))
    try:
        conversion = convert_html(make_plain(html), PasteContext(request, "pasted"))
    except (TooSlowError, RecursionError):
        return refuse(_("This is too much to be pasted at once. Paste it in parts."))
    pasted = read_stored_blocks(stream, conversion.blocks)
    for finding in conversion.findings:
        if finding.outcome == DROPPED and finding.kind == "link":
            pasted.add_note(_("The link to %(what)s came off: %(reason)s.") % vars(finding))
    if pictures := count_pictures(html):
        pasted.notes.insert(0, describe_pictures(pictures))
    if conversion.words.share_kept < ENOUGH_WORDS:
        words = " ".join(conversion.words.dropped[:20])
        pasted.add_note(_("Some words were left out: %(words)s …") % {"words": words})
    return respond(pasted)


def describe_pictures(number: int) -> str:
    return ngettext(
        "%(number)d picture was not pasted. Save it as a file, and add it with an image block.",
        "%(number)d pictures were not pasted. Save them as files, and add them with image blocks.",
        number,
    ) % {"number": number}


def respond(pasted: Pasted) -> JsonResponse:
    return JsonResponse({"blocks": pasted.blocks, "notes": pasted.notes})


def refuse(reason: str) -> JsonResponse:
    return JsonResponse({"blocks": [], "notes": [reason]}, status=413)


def read_request(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body)
    except RequestDataTooBig as error:
        raise BadRequest("The request is too big.") from error
    except ValueError as error:
        raise BadRequest("The request is no JSON.") from error
    if not isinstance(data, dict):
        raise BadRequest("The request is no object.")
    return data


def find_stream(request: HttpRequest, data: dict[str, Any]) -> StreamBlock:
    """Return the stream that is pasted into: that of ``field`` of the page whose editor stands at ``path``.

    ``PermissionDenied`` unless the user may edit the page, or add it.
    """
    page_class = get_edited_class(request.user, str(data.get("path", "")))
    names = [field.name for field in page_class._meta.get_fields() if isinstance(field, StreamField)]
    if data.get("field") not in names:
        raise BadRequest("The page has no such body.")
    return page_class._meta.get_field(data["field"]).stream_block


def get_edited_class(user, path: str) -> type[Page]:
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise BadRequest("This is not the address of an editor.") from error
    values = [*match.args, *match.kwargs.values()]
    if match.view_name == "wagtailadmin_pages:edit":
        page = Page.objects.filter(pk=values[0]).first()
        if page and page.specific_class and page.permissions_for_user(user).can_edit():
            return page.specific_class
    elif match.view_name == "wagtailadmin_pages:add":
        *names, parent_id = values
        parent = Page.objects.filter(pk=parent_id).first()
        if parent and parent.specific_class and parent.permissions_for_user(user).can_add_subpage():
            for model in parent.specific_class.creatable_subpage_models():
                if [model._meta.app_label, model._meta.model_name] == names:
                    return model
    raise PermissionDenied
