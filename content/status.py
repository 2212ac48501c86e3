"""The status of a page, in words: whether visitors see it, since when or from when, and whose turn it is.

Everything in the admin that shows a status takes it from here: lists, the editor, choosers and reports. Wagtail's own
``live`` is not the same: a post whose date is still to come is live and not public.

``get_statuses`` reads any number of pages in a fixed number of queries; ``status_q`` is the same as a filter.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, WorkflowState

from .approvers import get_approvers
from .visibility import is_restricted

StatusKey = Literal["draft", "scheduled", "waiting", "refused", "live", "changes", "withdrawn"]
#: For filters: each key with its name.
STATUS_CHOICES = [
    ("live", gettext_lazy("Live")),
    ("changes", gettext_lazy("Live, changes waiting")),
    ("scheduled", gettext_lazy("Scheduled")),
    ("waiting", gettext_lazy("Waits for approval")),
    ("refused", gettext_lazy("Refused")),
    ("draft", gettext_lazy("Draft")),
    ("withdrawn", gettext_lazy("Withdrawn")),
]


@dataclass(frozen=True)
class Status:
    """``text`` is the whole status in words. ``at`` is when it changes by itself, if a time is set.

    ``of_live`` and ``of_draft`` are the words for one version: the live one, and a draft that is newer than it.
    """

    key: StatusKey
    text: str
    is_public: bool = False
    at: datetime | None = None
    of_live: str = ""
    of_draft: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass
class Facts:
    """What the database knows about one page, beyond its own row."""

    go_live_at: datetime | None = None
    hidden_until: datetime | None = None
    approvers: str = ""
    refusal: str | None = None
    is_private: bool = False


def say_when(moment: datetime) -> str:
    """Return a time in the site's zone: “Tuesday 3 February at 09:00”, with the year if it is not this one."""
    local = timezone.localtime(moment)
    days = "l j F" if local.year == timezone.localtime().year else "l j F Y"
    return _("%(day)s at %(time)s") % {"day": date_format(local, days), "time": date_format(local, "H:i")}


def get_status(page: Page) -> Status:
    """Return the status of one page. For several use ``get_statuses``."""
    return get_statuses([page])[page.pk]


def get_statuses(pages: Iterable[Page]) -> dict[int, Status]:
    """Return the statuses of pages by their ids, with at most nine queries for all of them."""
    pages = [page for page in pages if page.pk]
    facts: dict[int, Facts] = defaultdict(Facts)
    if pages:
        add_schedules(pages, facts)
        add_workflows(pages, facts)
        add_failures(facts)
        add_visibility([page for page in pages if page.live], facts)
    return {page.pk: describe(page, facts[page.pk]) for page in pages}


def add_schedules(pages: list[Page], facts: dict[int, Facts]) -> None:
    pages = [page for page in pages if getattr(page, "_approved_schedule", True)]  # set by annotate_approved_schedule
    if not pages:
        return
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=get_object_ids(pages))
    for object_id, go_live_at in scheduled.values_list("object_id", "approved_go_live_at"):
        facts[int(object_id)].go_live_at = go_live_at


def add_workflows(pages: list[Page], facts: dict[int, Facts]) -> None:
    # Set by prefetch_workflow_states.
    pages = [page for page in pages if getattr(page, "_current_workflow_states", True)]
    if not pages:
        return
    states = (
        get_workflow_states()
        .filter(object_id__in=get_object_ids(pages))
        .select_related("current_task_state__task", "current_task_state__finished_by")
        .defer("current_task_state__revision")
    )
    waiting = [state for state in states if state.current_task_state]
    approvers = get_approvers(
        [state.current_task_state.task for state in waiting if state.status == WorkflowState.STATUS_IN_PROGRESS]
    )
    for state in waiting:
        fact = facts[int(state.object_id)]
        if state.status == WorkflowState.STATUS_IN_PROGRESS:
            fact.approvers = approvers[state.current_task_state.task_id]
        else:
            fact.refusal = get_refusal(state.current_task_state)


def get_refusal(task_state: Any) -> str:
    if task_state.comment:
        return task_state.comment
    name = task_state.finished_by and (task_state.finished_by.get_full_name() or task_state.finished_by.get_username())
    return _("changes were asked for by %(name)s") % {"name": name} if name else _("changes were asked for")


def add_failures(facts: dict[int, Facts]) -> None:
    """Add why a scheduled publication was refused. A page stays scheduled then, so others need no look-up."""
    scheduled = [pk for pk, fact in facts.items() if fact.go_live_at]
    if not scheduled:
        return
    failures = apps.get_model("content", "ScheduleFailure").objects
    for failure in failures.filter(page__in=scheduled, revision__isnull=False):
        facts[failure.page_id].refusal = failure.text


def add_visibility(pages: list[Page], facts: dict[int, Facts]) -> None:
    """Add what keeps live pages from the public: a date to come, or a view restriction."""
    now = timezone.now()
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        if type(page) is not Page and hasattr(page, "visible_from"):
            if page.visible_from and page.visible_from > now:
                facts[page.pk].hidden_until = page.visible_from
        elif getattr(page, "is_dated_later", True) and page.cached_content_type and page.specific_class:
            ids[page.specific_class].append(page.pk)
    for page_class, pks in ids.items():
        if (visible := getattr(page_class, "visible_q", lambda now: Q())(now)) != Q():
            for page in page_class.objects.filter(pk__in=pks).exclude(visible).defer_streamfields():
                facts[page.pk].hidden_until = page.visible_from
    unknown = []
    for page in pages:
        if hasattr(page, "restricted"):  # annotated
            facts[page.pk].is_private = page.restricted
        else:
            unknown.append(page.pk)
    if unknown:
        for pk in Page.objects.filter(is_restricted(), pk__in=unknown).values_list("pk", flat=True):
            facts[pk].is_private = True


def describe(page: Page, facts: Facts) -> Status:
    if page.expired or (page.expire_at and page.expire_at <= timezone.now() and page.live):
        has_next_version = facts.go_live_at or facts.approvers or facts.refusal is not None
        if not has_next_version or page.live:
            return Status("withdrawn", _("Withdrawn"))
    if page.live:
        return describe_live(page, facts)
    status = describe_hidden(page, facts)
    return replace(status, of_draft=status.text)


def describe_hidden(page: Page, facts: Facts) -> Status:
    if facts.refusal is not None:
        return Status("refused", _("Refused: %(reason)s") % {"reason": facts.refusal}, at=facts.go_live_at)
    if facts.go_live_at:
        return Status("scheduled", _("Goes live %(when)s") % {"when": say_when(facts.go_live_at)}, at=facts.go_live_at)
    if facts.approvers:
        return Status("waiting", _("Waits for %(approvers)s") % {"approvers": facts.approvers})
    if page.first_published_at:
        return Status("withdrawn", _("Withdrawn"))
    return Status("draft", _("Draft"))


def describe_live(page: Page, facts: Facts) -> Status:
    if facts.hidden_until:
        text = _("Goes live %(when)s") % {"when": say_when(facts.hidden_until)}
        return Status("scheduled", text, at=facts.hidden_until, of_live=text)
    live = _("Live, but private") if facts.is_private else _("Live")
    changes, key, at = "", "live", page.expire_at
    if facts.refusal is not None:
        key, changes = "refused", _("changes refused: %(reason)s") % {"reason": facts.refusal}
    elif facts.go_live_at:
        key, at = "scheduled", facts.go_live_at
        changes = _("changes go live %(when)s") % {"when": say_when(facts.go_live_at)}
    elif facts.approvers:
        key, changes = "waiting", _("changes wait for %(approvers)s") % {"approvers": facts.approvers}
    elif page.has_unpublished_changes:
        key, changes = "changes", _("changes waiting")
    text = _("%(live)s, %(changes)s") % {"live": live, "changes": changes} if changes else live
    is_public = not facts.is_private
    return Status(key, text, is_public, at, of_live=live, of_draft=capfirst(changes))  # type: ignore[arg-type]


def get_workflow_states():
    """Return the states of the workflows of pages in which somebody is expected to act."""
    active = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    return WorkflowState.objects.filter(base_content_type=get_page_content_type(), status__in=active)


def get_page_content_type():
    return apps.get_model("contenttypes", "ContentType").objects.get_for_model(Page)


def get_object_ids(pages: Iterable[Page]) -> list[str]:
    return [str(page.pk) for page in pages]


def status_q(key: str, page_class: Any = Page) -> Q:
    """Return the filter of a queryset of ``page_class`` by one of ``STATUS_CHOICES``; it agrees with ``get_status``."""
    now = timezone.now()
    pk = Cast(OuterRef("pk"), WorkflowState._meta.get_field("object_id"))
    states = get_workflow_states().filter(object_id=pk, current_task_state__isnull=False)
    in_progress = Q(Exists(states.filter(status=WorkflowState.STATUS_IN_PROGRESS)))
    failures = apps.get_model("content", "ScheduleFailure").objects.filter(page=OuterRef("pk"), revision__isnull=False)
    refused = Q(Exists(states.filter(status=WorkflowState.STATUS_NEEDS_CHANGES))) | Q(Exists(failures))
    going_live = Q(Exists(Revision.page_revisions.filter(object_id=pk, approved_go_live_at__isnull=False)))
    visible = getattr(page_class, "visible_q", lambda now: Q())(now)
    dated_later = Q(live=True) & ~visible if visible else Q(pk__in=[])
    overdue = Q(live=True, expire_at__lte=now)
    gone = overdue | (Q(live=False, expired=True) & ~(going_live | in_progress | refused))
    next_version = refused | going_live | in_progress
    rest = {
        "draft": Q(live=False, first_published_at=None) & ~next_version,
        "withdrawn": Q(live=False, first_published_at__isnull=False) & ~next_version,
        "refused": refused & ~dated_later,
        "scheduled": dated_later | (going_live & ~refused),
        "waiting": in_progress & ~refused & ~going_live & ~dated_later,
        "changes": Q(live=True, has_unpublished_changes=True) & ~next_version & ~dated_later,
        "live": Q(live=True, has_unpublished_changes=False) & ~next_version & ~dated_later,
    }
    return gone | rest[key] if key == "withdrawn" else rest[key] & ~gone
