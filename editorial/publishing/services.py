"""Publish, schedule, submit, approve or send back the latest version of a page, in one transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from content.actions import lock_version, publish_built_page
from content.models import BasePage
from content.publishing import Question
from editorial.review.requests import asking

from .panel import Action


class PageChangedError(Exception):
    """Somebody saved another version after the one that was to be published."""


@transaction.atomic
def carry_out(
    action: Action,
    page: BasePage,
    revision: Revision,
    user: Any,
    *,
    go_live_at: datetime | None = None,
    expire_at: datetime | None = None,
    comment: str = "",
    due_on: date | None = None,
    answers: Iterable[tuple[Question, bool]] = (),
) -> None:
    """Do ``action`` with the latest version of a page, which goes out at ``go_live_at``; None is now.

    ``page`` is what ``revision.as_object()`` returned after the page was locked: ``editorial.saving.guard`` locks it
    before each view that changes pages. It is not built again here, which is most of what publishing would cost.
    ``comment`` goes with a submission, an approval or a return, ``due_on`` is when a submission asks for an answer.
    ``answers`` are kept before it is done, as they may change what happens. Raises ``PageChangedError`` if the version
    is no longer the latest, and ``PublicationRefusedError`` if a check refuses it.
    """
    if not lock_version(revision):
        raise PageChangedError
    if action == Action.SEND_BACK:
        decide(page, user, "reject", comment)
        return
    revision = save_schedule(page, revision, user, go_live_at, expire_at)
    for question, answer in answers:
        question.keep(revision, answer)
    if action == Action.SUBMIT:
        with asking(due_on, comment):
            submit(page, user)
    elif action == Action.APPROVE:
        decide(page, user, "approve", comment)
    else:
        publish_built_page(page, revision, user)


def save_schedule(
    page: BasePage, revision: Revision, user: Any, go_live_at: datetime | None, expire_at: datetime | None
) -> Revision:
    """Return a version of the page with these times: the given one if it has them already, else a new one.

    ``page`` gets the times, too. It never bears a date after the one on which it goes out: it would stay hidden until
    then.
    """
    bears_later_date = page.visible_from and page.visible_from > get_public_from(go_live_at)
    if (page.go_live_at, page.expire_at) == (go_live_at, expire_at) and not bears_later_date:
        return revision
    page.go_live_at, page.expire_at, page.expired = go_live_at, expire_at, False
    if bears_later_date:
        page.set_date(get_public_from(go_live_at))
    return page.save_revision(user=user, log_action=True, clean=False)


def get_public_from(go_live_at: datetime | None) -> datetime:
    return go_live_at or timezone.now()


def submit(page: BasePage, user: Any) -> None:
    """Start the workflow of a page, or resume it where changes were asked for."""
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def decide(page: BasePage, user: Any, name: str, comment: str) -> None:
    """Approve a page in its workflow, or ask for changes (“reject”)."""
    task_state = page.current_workflow_task_state
    task_state.task.specific.on_action(task_state, user, name, comment=comment)
