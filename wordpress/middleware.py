"""Old addresses that Wagtail's redirects cannot answer: those by number (``/?p=12``), parts of others, and files.

``/?p=12`` is the home page to Wagtail, which asks for a redirect only where it finds nothing. Files of the old site
(``/wp-content/uploads/2019/hall-300x200.jpg``) lead to a document, or to a rendition of an image, which is made when
it is first asked for.
"""

import re
from urllib.parse import unquote, urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from events.models import EventIndexPage

from .importing.addresses import CATEGORY_BASES, DATE_ARCHIVE, PAGE_NUMBER, TAIL
from .importing.redirects import known_as
from .importing.uploads import full_size, uncopied
from .models import ImportedItem

# Parameters by which WordPress knows what is asked for. This site uses none of them with these values.
OLD_PARAMETERS = (
    *("p", "page_id", "attachment_id", "attachment", "cat", "tag", "author", "m", "feed", "tribe_events"),
    *("s", "paged"),
)
LISTS = ("s", "paged")
# A year, or a year and a month, or a day, of which there is no list here.
DATE = re.compile(r"(\d{4})(\d\d)?(?:\d\d)?")
NUMBERED = ("p", "attachment_id")
LONGEST_PATH = 500
# On which the front page of a blog goes on.
FRONT_PAGE = re.compile(r"/page/\d+")
IMAGE_SIZE = "max-1600x1600"
MOST_EDITED = 20


class OldAddressMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        name = next((name for name in OLD_PARAMETERS if request.GET.get(name)), None)
        if name and (target := find_by_parameter(request, name)):
            return HttpResponsePermanentRedirect(target)
        response = self.get_response(request)
        if response.status_code == 404 and (
            target := find_file(request.path) or find_long(request) or find_whole(request)
        ):
            return HttpResponsePermanentRedirect(target)
        return response


def find_by_parameter(request: HttpRequest, name: str) -> str | None:
    """Return where what WordPress knew by a parameter of the query string is now."""
    value = request.GET[name]
    if len(value) > 200 or "\x00" in value:
        return None
    base = f"/{request.path.lstrip('/')}".removesuffix("index.php")
    for old_path in _paths_of(base, name, value):
        if redirect := get_redirect(request, Redirect.normalise_path(old_path, decode_unicode=False)):
            return redirect.link
    if name in NUMBERED and value.isdecimal():
        item = ImportedItem.objects.filter(key=f"post:{value}", kind="attachment").first()
        return item and file_address(item)
    if name == "attachment":
        item = ImportedItem.objects.filter(page_path=f"{base}?{urlencode({name: value})}").first()
        return item and file_address(item)
    if name in LISTS and base == "/" and ImportedItem.objects.exists():
        return f"{reverse('search')}?{urlencode({'q': value})}" if name == "s" else find_blog(request)
    return None


def _paths_of(base: str, name: str, value: str) -> list[str]:
    """Return the paths by which redirects may know the same."""
    paths = [f"{base}?{urlencode({name: value})}"]
    if name == "m" and (date := DATE.fullmatch(value)):
        paths.append(base + "/".join(filter(None, date.groups())))
    return [*paths, f"{base}feed"] if name == "feed" else paths


def find_blog(request: HttpRequest) -> str | None:
    blog = BlogIndexPage.objects.published().first()
    return blog and blog.get_url(request)


def find_long(request: HttpRequest) -> str | None:
    """Return where a path leads that is longer than the table of redirects holds."""
    path = Redirect.normalise_path(request.get_full_path())
    name = known_as(path)
    redirect = get_redirect(request, name) if name != path else None
    return redirect and redirect.link


def find_whole(request: HttpRequest) -> str | None:
    """Return where the post or archive is now of which a part or another form was asked for, such as its page 2."""
    path = f"/{request.path.strip('/')}"
    if len(path) > LONGEST_PATH or "\x00" in path:
        return None
    if FRONT_PAGE.fullmatch(path) and ImportedItem.objects.exists():
        return find_blog(request)
    # The database of WordPress made no difference between great and small letters.
    if path != path.lower() and (redirect := get_redirect(request, _encoded(path.lower()))):
        return redirect.link
    category = _as_category(path)
    if category and (redirect := get_redirect(request, category)):
        return redirect.link
    while (shorter := _without_tail(path)) not in ("", path):
        path = shorter
        if redirect := get_redirect(request, Redirect.normalise_path(path, decode_unicode=False)):
            return redirect.link
        if address := find_where_it_was(request, path):
            return address
    return None


def find_where_it_was(request: HttpRequest, path: str) -> str | None:
    """Return the address of an imported page, or of the list of events, that has the path here that it had there."""
    root = Site.find_for_request(request).root_page
    page = Page.objects.live().filter(url_path=f"{root.url_path[:-1]}{path}/").first()
    if page is None:
        return None
    lists_events = issubclass(page.specific_class or Page, EventIndexPage)
    known = ImportedItem.objects.filter(Q(kind="tribe_events") if lists_events else Q(page=page))
    return page.get_url(request) if known.exists() else None


def _encoded(path: str) -> str:
    return Redirect.normalise_path(path, decode_unicode=False)


def _as_category(path: str) -> str:
    """Return the path by which a redirect knows a category whose archive had a word of its own before it."""
    parts = _without_tail(path).strip("/").split("/")
    is_category = len(parts) > 1 and parts[0].lower() in CATEGORY_BASES
    return Redirect.normalise_path(f"/category/{parts[-1]}", decode_unicode=False) if is_category else ""


def _without_tail(path: str) -> str:
    shorter = TAIL.sub("", path)
    if shorter == path and not DATE_ARCHIVE.search(path):
        # Parts of a post are numbered, and so are days, of which there may be none.
        shorter = PAGE_NUMBER.sub("", path)
    return shorter


def find_file(path: str) -> str | None:
    """Return where a file of the old site, or the page that showed it, is now."""
    path = unquote(path)
    if len(path) > LONGEST_PATH or "\x00" in path:
        return None
    items = ImportedItem.objects.select_related("image", "document")
    paths = {path, uncopied(path), full_size(path), path.rstrip("/")} - {""}
    item = items.filter(upload_path__in=paths).first() or items.filter(page_path__in=paths).first()
    item = item or _edited_later(items, full_size(path))
    return item and file_address(item)


def _edited_later(items: QuerySet, path: str) -> ImportedItem | None:
    """Return the picture that was made of the one at ``path`` in the old media library, and is shown instead."""
    stem, dot, _extension = path.rpartition(".")
    edited = items.filter(upload_path__startswith=f"{stem}-e").order_by("-upload_path")[:MOST_EDITED] if dot else ()
    return next((item for item in edited if full_size(item.upload_path) == path), None)


def file_address(item: ImportedItem) -> str | None:
    if item.document:
        return item.document.url
    if item.image:
        try:
            return item.image.get_rendition(IMAGE_SIZE).url
        except (SourceImageIOError, InvalidFilterSpecError):
            return None
    return None
