"""Page actions as single transactions: publish, schedule, unpublish, expire, move, copy and delete.

Wagtail changes a page, sends signals, and writes the page's history in separate statements. A process that ends in
between leaves a page that is live without a line in its history, or rows of the search index that nobody removes. All
callers use Wagtail's action classes in the end: the editor's views, bulk actions, approvals in a workflow, the schedule
and code. So the actions themselves are made atomic here, rather than each caller (docs/decisions/0051).

The views of the editor do more than run an action: they save the form and a revision first. ``save_all_or_nothing``
makes each request that changes a page one transaction as well.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from wagtail.actions.base import BaseAction
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from core.wagtail_compat_saving import PublishBuiltPageAction

from .models import BasePage
from .publishing import PublicationRefusedError, get_publication_errors

#: Each class has an ``execute`` of its own, and Wagtail runs it without a transaction.
ACTIONS: list[type[BaseAction]] = [
    ConvertAliasPageAction,
    CopyPageAction,
    DeletePageAction,
    MovePageAction,
    PublishRevisionAction,
    UnpublishAction,
    UnpublishPageAction,
]


def wrap_actions() -> None:
    """Make Wagtail's actions atomic, and check pages when they are published. Call it once."""
    # Of pages first, while it is still the method of Wagtail: one transaction is enough.
    replace_execute(PublishPageRevisionAction, publish_if_allowed(PublishPageRevisionAction.execute))
    for action in ACTIONS:
        replace_execute(action, transaction.atomic(action.execute))
    replace_execute(CopyPageAction, complete_copies(CopyPageAction.execute))


def replace_execute(action: type[BaseAction], execute: Callable) -> None:
    setattr(action, "execute", execute)  # noqa: B010 - mypy refuses to assign to a method


def publish_if_allowed(execute: Callable) -> Callable:
    """Return ``execute`` with the publication checks before it. They raise ``PublicationRefusedError``."""

    @wraps(execute)
    @transaction.atomic
    def check_and_execute(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
        self.check(skip_permission_checks=skip_permission_checks)
        if not lock_page(self.object.pk):
            raise PublicationRefusedError(self.object, [gettext("It was deleted meanwhile.")])
        refuse_what_is_wrong(self.object)
        return execute(self, skip_permission_checks=True)  # they were done above

    return check_and_execute


def refuse_what_is_wrong(page: Page) -> None:
    """Raise ``PublicationRefusedError`` if a publication check finds a reason against the page."""
    if reasons := get_publication_errors(page):
        raise PublicationRefusedError(page, reasons)


def publish_built_page(page: BasePage, revision: Revision, user: Any) -> None:
    """Publish a version as Wagtail's action does, with the object that the caller has built from ``revision``.

    The caller has a transaction of its own, has locked the page in it, and has built the object after that. To build it
    again would take a dozen queries and a fifth of the time of a publication.
    """
    action = PublishBuiltPageAction(page, revision, user)
    action.check()
    refuse_what_is_wrong(page)
    action.publish()


def complete_copies(execute: Callable) -> Callable:
    """Return ``execute`` of the action that copies pages with ``BasePage.complete_copy`` of each copy after it.

    What ``can_be_copied_live`` forbids is copied as a draft, whatever the caller asks for.
    """

    @wraps(execute)
    @transaction.atomic
    def copy_and_complete(self: CopyPageAction, skip_permission_checks: bool = False) -> Page:
        if not getattr(self.page.specific_class, "can_be_copied_live", True):
            self.keep_live = False
        copy = execute(self, skip_permission_checks=skip_permission_checks)
        for page in copy.get_descendants(inclusive=True).specific().iterator(chunk_size=100):
            if isinstance(page, BasePage):
                page.complete_copy()
        return copy

    return copy_and_complete


def lock_page(page_id: int, *, skip_locked: bool = False) -> bool:
    """Lock the row of a page until the transaction ends. Everything that publishes locks the page before its revisions.

    Returns False if there is no such page, or if ``skip_locked`` and another transaction holds it.
    """
    rows = Page.objects.select_for_update(skip_locked=skip_locked, no_key=True).filter(pk=page_id)
    return rows.values_list("pk", flat=True).first() is not None


def lock_version(revision: Revision) -> bool:
    """Lock the row of a page until the transaction ends, if ``revision`` is its latest version; else return False."""
    rows = Page.objects.select_for_update(no_key=True).filter(pk=revision.object_id, latest_revision=revision)
    return rows.order_by().values_list("pk", flat=True).first() is not None


def save_all_or_nothing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Run a view that changes pages in one transaction.

    If a publication is refused, what was saved before it is kept as a draft: the editor's text must not be lost.
    """

    def save(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            try:
                return view(request, *args, **kwargs)
            except PublicationRefusedError as error:
                refusal = error
                if request.resolver_match and request.resolver_match.url_name == "add":
                    # Wagtail saves a new page as live before it publishes the revision.
                    UnpublishPageAction(Page.objects.get(pk=error.page.pk).specific, log_action=False).execute()
        raise refusal

    return save
