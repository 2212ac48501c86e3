"""E-mails of the workflow: who asks whom for what, who approved or sent back what, and what is overdue.

They take the place of Wagtail's own, which name neither who acted nor what was said, and go out after the transaction.
Everybody chooses in the settings of their account which of them they get.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from content.status import get_status
from core.jobs import every
from core.mail import enqueue
from editorial.notices import make_notice
from users.models import User

from .models import ReviewRequest
from .requests import say_day, store_request


def filter_reachable(users: Iterable[User], notification: str) -> list[User]:
    """Return those who can get e-mails and want those of that kind: “submitted”, “approved” or “rejected”."""
    active = [user for user in users if user.is_active and user.email]
    return [user for user in active if getattr(UserProfile.get_for_user(user), f"{notification}_notifications")]


def get_reviewers(task_state: TaskState) -> list[User]:
    """Return the members of the groups that approve, but for whoever submitted it."""
    task = task_state.task.specific
    if not isinstance(task, GroupApprovalTask):
        return []
    members = User.objects.filter(groups__in=task.groups.all()).distinct().order_by("pk")
    return list(members.exclude(pk=task_state.workflow_state.requested_by_id))


def get_page(state: WorkflowState) -> Page | None:
    model = state.content_type.model_class()
    return Page.objects.filter(pk=state.object_id).first() if model and issubclass(model, Page) else None


def get_email(user: Any) -> str:
    return user.email if user else ""


@receiver(task_submitted)
def ask_reviewers(instance: TaskState, **kwargs: Any) -> None:
    state = instance.workflow_state
    page = get_page(state)
    if page is None:
        return
    words = {"name": get_name(state.requested_by), "title": page.get_admin_display_title()}
    send_request(instance, page, _("%(name)s asks you to approve “%(title)s”") % words, store_request(state))


def send_request(task_state: TaskState, page: Page, sentence: str, request: ReviewRequest) -> None:
    requester = task_state.workflow_state.requested_by
    details = [_("Please answer by %(day)s.") % {"day": say_day(request.due_on)}]
    link = (_("Read it, compare it, approve it or send it back"), reverse("publish_page", args=[page.pk]))
    enqueue(
        make_notice(
            user,
            sentence,
            link=link,
            quote=request.message,
            details=details,
            reply_to=get_email(requester),
        )
        for user in filter_reachable(get_reviewers(task_state), "submitted")
    )


def get_name(user: Any) -> str:
    return get_user_display_name(user) if user else _("Somebody")


@receiver(workflow_approved)
def tell_of_approval(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    page = get_page(instance)
    if page is not None:
        sentence = _("%(name)s approved “%(title)s”")
        details = [f"{get_status(page).text}."]
        tell_requester(instance, page, user, "approved", sentence, details, _("Open it"))


@receiver(workflow_rejected)
def tell_of_return(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    page = get_page(instance)
    if page is not None:
        sentence = _("%(name)s sent back “%(title)s”")
        tell_requester(instance, page, user, "rejected", sentence, [], _("Change it, and submit it again"))


def tell_requester(
    state: WorkflowState, page: Page, user: Any, notification: str, sentence: str, details: list[str], label: str
) -> None:
    """Tell whoever submitted a page what ``user`` did with it, in the words of their comment."""
    requester = state.requested_by
    if requester is None or requester == user:
        return
    last = state.task_states.exclude(finished_at=None).order_by("-finished_at").first()
    words = {"name": get_name(user), "title": page.get_admin_display_title()}
    enqueue(
        make_notice(
            reached,
            sentence % words,
            link=(label, reverse("wagtailadmin_pages:edit", args=[page.pk])),
            quote=last.comment if last else "",
            details=details,
            reply_to=get_email(user),
        )
        for reached in filter_reachable([requester], notification)
    )


@every(timedelta(hours=1))
@transaction.atomic
def remind_of_overdue() -> None:
    """Remind those who approve, once, of what they were to answer by yesterday."""
    waiting = ReviewRequest.objects.filter(
        due_on__lt=timezone.localdate(),
        reminded_at=None,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    for request in waiting.select_related("workflow_state__current_task_state", "workflow_state__requested_by"):
        request.reminded_at = timezone.now()
        request.save(update_fields=["reminded_at"])
        task_state, page = request.workflow_state.current_task_state, get_page(request.workflow_state)
        if task_state is not None and page is not None:
            words = {"name": get_name(request.workflow_state.requested_by), "title": page.get_admin_display_title()}
            send_request(task_state, page, _("%(name)s still waits for your answer: “%(title)s”") % words, request)
