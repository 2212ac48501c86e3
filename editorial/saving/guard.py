"""Guard of the admin's page views: one change of a page at a time, each once, and none over a newer version.

Wagtail's views load a page, check it and save it without a lock, so two requests at once overwrite each other, and a
form that was loaded yesterday overwrites what was saved since. ``guard`` is put around all of them (config.urls),
within the transaction of ``content.actions.save_all_or_nothing``.
"""

import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

from content.actions import lock_page
from editorial.history.models import Version

from .conflicts import compare_versions, describe_conflict
from .models import Submission
from .revisions import is_outdated

#: The views that save the editor's form. A request for them must come from the latest version.
FORM_VIEWS = {"edit", "revisions_revert"}
#: They get the form by POST, too, but only show it.
READING_VIEWS = {"preview_on_edit"}
#: The names under which the addresses of Wagtail's views have the page that they change.
PAGE_ARGUMENTS = ("page_id", "page_to_move_id")
#: Sent by the save queue in the browser (static/js/editor/save-queue.js): it wants to know where to go, as JSON.
QUEUE_HEADER = "x-save-queue"

View = Callable[..., HttpResponseBase]


def guard(view: View) -> View:
    """Return ``view`` with the page locked, repeated requests answered alike, and outdated ones refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method != "POST" or isinstance(request.user, AnonymousUser):
            return view(request, *args, **kwargs)
        response = run_once(request, lambda: run_locked(view, request, *args, **kwargs))
        return answer_queue(request, response)

    return guarded


def run_once(request: HttpRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Call ``run``, unless the request's token was used before: then return what was answered to that."""
    token = get_token(request)
    if token is None:
        return run()
    submission = Submission.objects.begin(token, request.user)
    if submission.user_id != request.user.pk:  # a token that somebody else has used
        return run()
    if submission.answer is not None:
        return submission.response
    response = run()
    if answer := get_successful_answer(response):
        submission.finish(answer)
    else:
        submission.delete()
    return response


def get_token(request: HttpRequest) -> uuid.UUID | None:
    with suppress(ValueError):
        return uuid.UUID(request.POST.get("submission", ""))
    return None


def get_successful_answer(response: HttpResponseBase) -> dict[str, Any] | None:
    if isinstance(response, HttpResponseRedirect):
        return {"redirect": response.url}
    if response.get("Content-Type") != "application/json":
        return None
    content = json.loads(response.content)  # type: ignore[attr-defined]  # a JsonResponse
    content.pop("html", None)  # the parts of the page that the answer brings up to date; large, and soon outdated
    return {"json": content} if content.get("success") else None


def run_locked(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
    """Run ``view`` with the page locked until the transaction ends."""
    page_id = next((kwargs[name] for name in PAGE_ARGUMENTS if name in kwargs), None)
    name = request.resolver_match.url_name if request.resolver_match else None
    if page_id is not None and name not in READING_VIEWS:
        lock_page(page_id)
    if name in FORM_VIEWS and (page := Page.objects.filter(pk=page_id).first()):
        refusal = refuse_outdated(request, page) or refuse_finished_task(request, page)
        if refusal:
            return refusal
    return view(request, *args, **kwargs)


def refuse_outdated(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Refuse a form that was loaded before the latest version. Its words go to the page that compares both."""
    if not is_outdated(page, request.POST) or not page.permissions_for_user(request.user).can_edit():
        return None
    if QUEUE_HEADER in request.headers or not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_code": "invalid_revision"} | describe_conflict(page))
    return compare_versions(request, page)


def refuse_finished_task(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Refuse to approve or reject what has been approved, rejected or withdrawn meanwhile.

    Wagtail would save the form instead, and say no more than that it did.
    """
    if not request.POST.get("action-workflow-action"):
        return None
    page = page.specific
    task = page.current_workflow_task
    actions = task.get_actions(page, request.user) if task else []
    if request.POST.get("workflow-action-name") in {name for name, *_rest in actions}:
        return None
    messages.warning(request, gettext("Nothing was done: this page no longer waits for your decision."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def answer_queue(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Answer the save queue with JSON and status 200, whatever the outcome.

    A redirect would be followed in the background, and the next page would lose its messages.
    """
    if QUEUE_HEADER not in request.headers:
        return response
    if isinstance(response, HttpResponseRedirect):
        return JsonResponse({"success": True, "redirect": response.url})
    if response.get("Content-Type") != "application/json":
        return response
    content = json.loads(response.content)  # type: ignore[attr-defined]  # a JsonResponse
    if content.get("success") and request.headers[QUEUE_HEADER] == "save":
        Version.objects.get_or_create(revision_id=content["revision_id"])
        title = Page.objects.values_list("draft_title", flat=True).get(pk=content["pk"])
        content["message"] = gettext("“%(title)s” has been saved.") % {"title": title}
    return JsonResponse(content)
