"""Wagtail hooks of approval by link: addresses, buttons at pages, a panel of the front page, and the history."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from content.models import BasePage

from . import services
from .panel import AnswersPanel, get_waiting_answers
from .views import AnswerView, ApprovalsView, RevokeView

#: What the history calls each action, and what it says of an entry.
LOG_WORDS = {
    services.ASKED: (_lazy("Approval asked for"), _lazy("Asked %(name)s to approve this version, by a link")),
    services.REVOKED: (_lazy("Approval link revoked"), _lazy("Revoked the link of %(name)s")),
    services.APPROVED: (_lazy("Approved by link"), _lazy("%(name)s approved this version, by a link")),
    services.COMMENTED: (_lazy("Comment by link"), _lazy("%(name)s commented, by a link: “%(text)s”")),
    services.REWORDED: (_lazy("Other wording"), _lazy("%(name)s would have a passage so: “%(text)s”")),
    services.TAKEN: (_lazy("Wording taken"), _lazy("Took the wording of %(name)s")),
}


@hooks.register("register_admin_urls")
def register_approval_urls():
    return [
        path("pages/<int:page_id>/approvals/", ApprovalsView.as_view(), name="approvals"),
        path("approvals/<int:link_id>/revoke/", RevokeView.as_view(), name="revoke_approval"),
        path(
            "approvals/answer/<int:answer_id>/take/",
            AnswerView.as_view(),
            {"action": "take"},
            name="take_approval_answer",
        ),
        path(
            "approvals/answer/<int:answer_id>/finish/",
            AnswerView.as_view(),
            {"action": "finish"},
            name="finish_approval_answer",
        ),
    ]


def approval_button(page: Any, user: Any):
    if isinstance(page, BasePage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Ask for approval by link"), url=reverse("approvals", args=[page.pk]), icon_name="mail", priority=7
        )


@hooks.register("register_page_header_buttons")
def approval_button_in_header(page, user, view_name, next_url=None):
    yield from approval_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def approval_button_in_listing(page, user, next_url=None):
    yield from approval_button(page, user)


@hooks.register("construct_homepage_panels")
def add_answers(request, panels):
    if get_waiting_answers(request.user).exists():
        panels.append(AnswersPanel())


@hooks.register("insert_global_admin_css")
def load_stylesheet_of_approvals():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-approvals.css"))


@hooks.register("register_log_actions")
def register_approval_log_actions(actions):
    class GuestFormatter(LogFormatter):
        sentence: Any = ""

        def format_message(self, log_entry):
            return str(self.sentence) % {"name": log_entry.data.get("name", ""), "text": log_entry.data.get("text", "")}

    for action, (label, sentence) in LOG_WORDS.items():
        actions.register_action(action)(type("Formatter", (GuestFormatter,), {"label": label, "sentence": sentence}))
