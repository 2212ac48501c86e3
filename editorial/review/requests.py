"""Requests for review: who asks whom for what until when, and who sent a page back and why."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState

from .models import ReviewRequest

WORKING_DAYS = 3


def get_default_due_date(today: date | None = None) -> date:
    """Return the third working day from today on."""
    day = today or timezone.localdate()
    for _working_day in range(WORKING_DAYS):
        day += timedelta(days=1)
        while day.weekday() > 4:  # Saturday and Sunday
            day += timedelta(days=1)
    return day


def say_day(day: date) -> str:
    return date_format(day, "l j F" if day.year == timezone.localdate().year else "l j F Y")


#: While a page is submitted: until when an answer is asked for, and the message. Wagtail's workflow takes neither.
_asked: ContextVar[dict[str, Any] | None] = ContextVar("asked", default=None)


@contextmanager
def asking(due_on: date | None, message: str) -> Iterator[None]:
    """Have what is submitted meanwhile ask for an answer by that day, with that message."""
    token = _asked.set({"due_on": due_on or get_default_due_date(), "message": message, "reminded_at": None})
    try:
        yield
    finally:
        _asked.reset(token)


def store_request(state: WorkflowState) -> ReviewRequest:
    """Store and return what is asked for. A submission that says nothing asks for an answer in three working days."""
    asked = _asked.get()
    if asked is None:
        return ReviewRequest.objects.get_or_create(workflow_state=state, defaults={"due_on": get_default_due_date()})[0]
    return ReviewRequest.objects.update_or_create(workflow_state=state, defaults=asked)[0]


@dataclass(frozen=True)
class Review:
    """What an editor is asked: by whom, since when, until when, and with which words."""

    requester: str
    submitted_at: datetime
    due_on: date | None
    message: str
    is_overdue: bool

    @property
    def sentence(self) -> str:
        if self.due_on is None:
            return _("%(name)s asks you to approve this") % {"name": self.requester}
        words = {"name": self.requester, "day": say_day(self.due_on)}
        return _("%(name)s asks you to approve this by %(day)s") % words

    @property
    def text(self) -> str:
        return f"{self.sentence}: “{self.message}”" if self.message else self.sentence


def get_request(state: WorkflowState) -> ReviewRequest | None:
    return ReviewRequest.objects.filter(workflow_state=state).first()


def get_review(page: Page) -> Review | None:
    """Return what is asked of those who approve ``page``; None if it does not wait for approval."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return None
    return make_review(state, get_request(state))


def make_review(state: WorkflowState, request: ReviewRequest | None) -> Review:
    requester = get_user_display_name(state.requested_by) if state.requested_by else _("Somebody")
    started_at = state.current_task_state.started_at
    if request is None:
        return Review(requester, started_at, None, "", is_overdue=False)
    return Review(requester, started_at, request.due_on, request.message, request.is_overdue)


def get_reviews(task_states: Iterable[TaskState]) -> dict[int, Review]:
    """Return what is asked by the ids of task states, in two queries."""
    states = WorkflowState.objects.filter(pk__in=[state.workflow_state_id for state in task_states])
    found = list(states.select_related("requested_by", "current_task_state"))
    requests = {
        request.workflow_state_id: request for request in ReviewRequest.objects.filter(workflow_state__in=found)
    }
    return {state.current_task_state_id: make_review(state, requests.get(state.pk)) for state in found}


@dataclass(frozen=True)
class SentBack:
    """A page that an editor sent back: who did, when and why."""

    editor: str
    at: datetime | None
    comment: str

    @property
    def sentence(self) -> str:
        return _("%(name)s sent this back") % {"name": self.editor}

    @property
    def text(self) -> str:
        return f"{self.sentence}: “{self.comment}”" if self.comment else self.sentence


def get_sent_back(page: Page) -> SentBack | None:
    """Return who asked for changes of ``page``; None if nobody waits for them."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES or state.current_task_state is None:
        return None
    task_state: Any = state.current_task_state
    editor = get_user_display_name(task_state.finished_by) if task_state.finished_by else _("Somebody")
    return SentBack(editor, task_state.finished_at, task_state.comment)
