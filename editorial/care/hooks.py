"""Wagtail hooks of the care list and of pages due for review."""

from datetime import date
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from content.models import BasePage
from editorial.review.requests import say_day

from .documents import DocumentIndexView
from .reviews import REVIEW_PLANNED, PageReviewView, ReviewsView
from .views import CareView


@hooks.register("register_admin_urls")
def register_care_urls():
    # The list of documents stands before Wagtail's own, which keeps its name.
    return [
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
        path("care/", CareView.as_view(), name="care"),
        path("pages/<int:page_id>/review-date/", PageReviewView.as_view(), name="review_page"),
        path("reports/reviews/", ReviewsView.as_view(), name="page_reviews"),
        path("reports/reviews/results/", ReviewsView.as_view(results_only=True), name="page_reviews_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_reviews_menu_item():
    return MenuItem(gettext_lazy("Pages to review"), reverse("page_reviews"), icon_name="calendar-check", order=30)


def review_button(page: Any, user: Any):
    if isinstance(page, BasePage) and page.pk and page.permissions_for_user(user).can_edit():
        url = reverse("review_page", args=[page.pk])
        yield Button(_("Plan a review"), url=url, icon_name="calendar-check", priority=8)


@hooks.register("register_page_header_buttons")
def review_button_in_header(page, user, view_name, next_url=None):
    yield from review_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def review_button_in_listing(page, user, next_url=None):
    yield from review_button(page, user)


@hooks.register("register_log_actions")
def register_review_log_action(actions):
    @actions.register_action(REVIEW_PLANNED)
    class ReviewPlanned(LogFormatter):
        label = gettext_lazy("Review planned")

        def format_message(self, log_entry):
            day = log_entry.data.get("due_on")
            if not day:
                return _("Planned no review any more")
            return _("Planned the next review for %(day)s") % {"day": say_day(date.fromisoformat(day))}
