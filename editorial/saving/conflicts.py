"""Views for an editor whose words meet a newer version: what is different, block by block, and their choice.

The same page serves a form that was refused because somebody else has saved since, and words that the browser kept when
the network or the session was gone. The form's data is sent as text (``data``), and so is the data that the form had
when it was loaded or last saved (``base_data``), so that it is known who has changed what.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, PageSubscription

from content.actions import lock_page
from content.models import BasePage

from .differences import BOTH, MINE, THEIRS, Comparison
from .revisions import get_latest_revision, is_outdated

#: Data of the form that is not of the page itself.
NOT_OF_THE_PAGE = ("csrfmiddlewaretoken", "next", "submission", "overwrite_revision_id", "base_data")


def describe_conflict(page: Page) -> dict[str, str]:
    """Return what the browser tells an editor whose form is outdated."""
    revision = get_latest_revision(page)
    name = get_user_display_name(revision.user) if revision and revision.user else gettext("Somebody")
    message = gettext("%(name)s has saved this page since you opened it.") % {"name": name}
    return {"error_message": message, "compare_url": reverse("compare_versions", args=[page.pk])}


def compare_versions(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Answer a form that came without the save queue and is outdated."""
    data = request.POST.copy()
    for name in NOT_OF_THE_PAGE:
        data.pop(name, None)
    return VersionsView.as_view()(request, page_id=page.pk, data=data.urlencode())


class VersionsView(View):
    """Shows the differences; with ``merge`` in the request, saves what was chosen as a draft.

    With ``check``, it only answers whether anything that the editor wrote is not saved (``is_missing``).
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int, data: str | None = None) -> HttpResponseBase:
        self.data = QueryDict(request.POST.get("data", "") if data is None else data)
        self.base_data = QueryDict(request.POST.get("base_data", ""))
        with transaction.atomic():
            lock_page(page_id)
            self.page = get_object_or_404(Page, pk=page_id)
            if not self.page.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
            if "merge" not in request.POST or is_outdated(self.page, request.POST) or self.mine.errors:
                return self.show()
            if (lock := self.theirs.get_lock()) and lock.for_user(request.user):
                messages.error(request, gettext("The page is locked. Your words are still kept in this browser."))
                return redirect("wagtailadmin_pages:edit", page_id)
            return self.save()

    @cached_property
    def theirs(self) -> BasePage:
        return self.page.get_latest_revision_as_object()

    @cached_property
    def mine(self):
        """The form with the editor's words, validated as a draft."""
        return self.get_form(self.data)

    def get_form(self, data: QueryDict):
        page = self.page.get_latest_revision_as_object()
        form_class = type(page).get_edit_handler().get_form_class()
        subscription = PageSubscription(page=self.page, user=self.request.user)
        form = form_class(
            data, instance=page, subscription=subscription, parent_page=page.get_parent(), for_user=self.request.user
        )
        form.defer_required_fields()
        try:
            form.is_valid()
        except (KeyError, ValueError) as error:  # Wagtail expects fields that its own scripts send
            raise SuspiciousOperation("This is no data of the editor's form.") from error
        return form

    @cached_property
    def comparison(self) -> Comparison:
        base = self.get_form(self.base_data) if self.base_data else None
        names = [*self.mine.fields, *self.mine.formsets]
        comparable = {field.name for field in self.theirs._meta.get_fields()} - {"wagtail_admin_comments"}
        return Comparison(
            self.mine.save(commit=False),
            self.theirs,
            base.save(commit=False) if base and not base.errors else None,
            [name for name in names if name in comparable],
        )

    def show(self) -> HttpResponseBase:
        differences = [] if self.mine.errors else self.comparison.get_differences()
        is_missing = bool(self.mine.errors) or any(found.changed_by in {MINE, BOTH} for found in differences)
        if "check" in self.request.POST:
            return JsonResponse({"is_missing": is_missing})
        if not is_missing:
            messages.success(self.request, gettext("Everything that you wrote is saved already."))
            return self.leave()
        return TemplateResponse(self.request, "editorial/versions.html", self.get_context(differences))

    def get_context(self, differences: list) -> dict[str, Any]:
        revision = get_latest_revision(self.page)
        return {
            "page": self.page,
            "title": self.theirs.get_admin_display_title(),
            "is_kept": "kept" in self.request.POST,
            "differences": differences,
            "errors": self.mine.errors,
            "revision": revision,
            "revision_created_at": revision.created_at.isoformat() if revision else "",
            "editor": get_user_display_name(revision.user) if revision and revision.user else gettext("Somebody"),
            "data": self.data.urlencode(),
            "base_data": self.base_data.urlencode(),
            "edit_url": self.edit_url,
        }

    @property
    def edit_url(self) -> str:
        """The editor, which then forgets the words that the browser has kept: the choice is made."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + "?resolved=1"

    def save(self) -> HttpResponse:
        choices = {
            difference.key: choice
            for difference in self.comparison.get_differences()
            if (choice := self.request.POST.get(f"choice:{difference.key}")) in {MINE, THEIRS, BOTH}
        }
        page = self.comparison.merge(choices)
        if not self.page.live:
            page.save()
        page.save_revision(user=self.request.user, log_action=True, clean=False)
        messages.success(
            self.request,
            gettext("Both versions are together in this draft, as you chose. Read it once more before you publish it."),
        )
        return self.leave()

    def leave(self) -> HttpResponseRedirect:
        return redirect(self.edit_url)
