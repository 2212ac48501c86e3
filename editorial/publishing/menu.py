"""The button that leads to the publish panel: the main one of the editor, visible at all times, beside *Save draft*."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.action_menu import (
    ActionMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page

from content.models import BasePage

from .panel import Action, get_action
from .views import get_label

#: The name of the button. Wagtail saves the form as a draft then; ``open_panel`` goes on.
OPEN_PANEL = "action-open-publish-panel"


class PublishPanelMenuItem(ActionMenuItem):
    name = OPEN_PANEL
    template_name = "editorial/publish_button.html"
    icon_name = "upload"

    def __init__(self, action: Action, page: Page | None, is_scheduled: bool):
        super().__init__(order=-1)
        self.label, self.page, self.is_scheduled = get_label(action), page, is_scheduled

    def get_url(self, context: dict[str, Any]) -> str | None:
        """Lead to the panel directly where there is nothing to save: a scheduled page cannot be edited."""
        return reverse("publish_page", args=[self.page.pk]) if self.page and self.is_scheduled else None

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"is_revision": context["view"] == "revisions_revert"}


def replace_publishing_actions(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put one button in the place of Wagtail's actions to publish, submit and approve."""
    page = context.get("page")
    if page is not None and not isinstance(page, BasePage):
        return
    action = get_menu_action(items, page, request, context)
    if action is None:
        return
    items[:] = [item for item in items if not is_replaced(item)]
    is_scheduled = isinstance(context.get("lock"), ScheduledForPublishLock)
    items.insert(0, PublishPanelMenuItem(action, page, is_scheduled))


def get_menu_action(
    items: list[ActionMenuItem], page: Any, request: HttpRequest, context: dict[str, Any]
) -> Action | None:
    if page is None or not page.pk:
        can_publish = any(isinstance(item, PublishMenuItem) for item in items)
        can_submit = any(isinstance(item, SubmitForModerationMenuItem) for item in items)
        return Action.PUBLISH if can_publish else Action.SUBMIT if can_submit else None
    return get_action(page, request.user)


def is_replaced(item: ActionMenuItem) -> bool:
    approves = isinstance(item, WorkflowMenuItem) and item.name == "approve"
    kinds = SaveDraftMenuItem | PublishMenuItem | SubmitForModerationMenuItem | RestartWorkflowMenuItem
    return approves or isinstance(item, kinds)


def open_panel(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead on to the panel, once Wagtail has saved the draft."""
    return redirect("publish_page", page.pk) if request.POST.get(OPEN_PANEL) else None
