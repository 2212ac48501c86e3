"""Bulk actions that treat each page in a transaction of its own and say of each what happened.

Wagtail's own actions treat all pages in one transaction: one draft that may not be published takes back all others, and
its error is a server error. Here a page that is refused stays as it is, with the reason in the report.
"""

import logging
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction, UnpublishBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from .actions import lock_page
from .models import BasePage
from .schedule_failures import get_reasons

logger = logging.getLogger(__name__)

#: More outcomes than these get a report of their own, also if all went well.
MAX_IN_MESSAGE = 5


@dataclass(frozen=True)
class Outcome:
    """What happened to one page: whether it was done, and a sentence about it."""

    page: Page
    done: bool
    text: str


class RefusedError(Exception):
    """An action has nothing to do on a page, or may not do it. The text is for the report."""


def describe_error(page: Page, error: Exception) -> str:
    """Return why a page could not be changed, with the names of its fields as editors know them."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, PermissionDenied):
        return gettext("You may not do this here.")
    if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
        return " ".join(get_reasons(error))
    return " ".join(
        text if name == NON_FIELD_ERRORS else f"{get_field_label(page, name)}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    )


def get_field_label(page: Page, name: str) -> str:
    try:
        return capfirst(str(page._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # every field has one
    except FieldDoesNotExist:
        return name


class PageByPageAction(PageBulkAction):
    """A bulk action on pages. Subclasses define ``change``."""

    report_template_name = "editors/bulk_report.html"
    #: The heading of the report.
    report_title: Any = ""

    @abstractmethod
    def change(self, page: BasePage) -> str:
        """Do it to one specific page, and return what happened. Raise ``RefusedError`` or a ``ValidationError``."""

    def get_pages(self, chosen: list[Page]) -> Iterator[Page]:
        """Return the specific pages that are changed, in the order of the report."""
        for page in chosen:
            yield page.specific

    def change_in_transaction(self, page: Page) -> Outcome:
        try:
            with transaction.atomic():
                return Outcome(page, True, self.change(page))
        except (RefusedError, PermissionDenied, ValidationError) as error:
            return Outcome(page, False, describe_error(page, error))
        except Exception as error:  # of one page, which must not hide what happened to the others
            logger.exception("The action “%s” failed on page %s", self.action_type, page.pk)
            return Outcome(page, False, describe_error(page, error))

    def form_valid(self, form) -> HttpResponseBase:
        self.cleaned_form = form
        chosen, others = self.get_actionable_objects()
        for hook in hooks.get_hooks("before_bulk_action"):
            answer = hook(self.request, self.action_type, chosen, self)
            if isinstance(answer, HttpResponseBase):
                return answer
        outcomes = [self.change_in_transaction(page) for page in self.get_pages(chosen)]
        outcomes += [
            Outcome(page, False, gettext("You may not do this here.")) for page in others["items_with_no_access"]
        ]
        for hook in hooks.get_hooks("after_bulk_action"):
            answer = hook(self.request, self.action_type, chosen, self)
            if isinstance(answer, HttpResponseBase):
                return answer
        return self.report(outcomes)

    def report(self, outcomes: list[Outcome]) -> HttpResponseBase:
        """Return to the list with a message if all went well, else show a report of each page."""
        if 0 < len(outcomes) <= MAX_IN_MESSAGE and all(outcome.done for outcome in outcomes):
            sentences = [f"“{outcome.page.get_admin_display_title()}”: {outcome.text}" for outcome in outcomes]
            messages.success(self.request, " ".join(sentences))
            return redirect(self.next_url)
        context = {
            "title": self.report_title,
            "outcomes": outcomes,
            "done": sum(outcome.done for outcome in outcomes),
            "next": self.next_url,
        }
        return TemplateResponse(self.request, self.report_template_name, context)


class PublishAction(PageByPageAction, PublishBulkAction):
    aria_label = _("Publish the chosen pages")
    report_title = _("Publishing")

    def get_pages(self, chosen: list[Page]) -> Iterator[Page]:
        below = self.cleaned_form.cleaned_data["include_descendants"]
        for page in chosen:
            yield page.specific
            if below:
                yield from (draft for draft in page.get_descendants().not_live().specific() if self.check_perm(draft))

    def change(self, page: BasePage) -> str:
        user = self.request.user
        revision = page.get_latest_revision() or page.save_revision(user=user)
        revision.publish(user=user)
        page.refresh_from_db(fields=["live", "has_unpublished_changes"])
        if page.live and not page.has_unpublished_changes:
            return gettext("Published.")
        return gettext("It goes live at the time for which it is scheduled.")


class UnpublishAction(PageByPageAction, UnpublishBulkAction):
    aria_label = _("Take the chosen pages offline")
    report_title = _("Taking pages offline")

    def get_pages(self, chosen: list[Page]) -> Iterator[Page]:
        below = self.cleaned_form.cleaned_data["include_descendants"]
        for page in chosen:
            yield page.specific
            if below:
                yield from (child for child in page.get_descendants().live().specific() if self.check_perm(child))

    def change(self, page: BasePage) -> str:
        page.unpublish(user=self.request.user)
        return gettext("Taken offline.")


def change_newest_version(page: BasePage, user, change) -> str:
    """Apply ``change`` to the newest version of a page, and publish it if nothing else waits in it.

    ``change`` gets the page with its draft. A page that is live without other changes is published again; where a draft
    waits, the change waits with it. Returns what happened.
    """
    lock_page(page.pk)
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        raise RefusedError(gettext("You may not edit it, or it is locked."))
    was_live, changes_wait = page.live, page.has_unpublished_changes
    newest = page.get_latest_revision_as_object()
    change(newest)
    revision = newest.save_revision(user=user, log_action=True, clean=False)
    if not was_live:
        return gettext("Changed in the draft.")
    if changes_wait:
        return gettext("Changed in the draft. Visitors see it when the changes that wait there are published.")
    if not permissions.can_publish():
        return gettext("Changed in a draft, which somebody else has to publish.")
    revision.publish(user=user)
    return gettext("Changed and published.")
