"""Wagtail hooks: the report of events to follow up."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import EventsToFollowUpView


@hooks.register("register_admin_urls")
def register_report_of_events():
    return [
        path("reports/events-to-follow-up/", EventsToFollowUpView.as_view(), name="events_to_follow_up"),
        path(
            "reports/events-to-follow-up/results/",
            EventsToFollowUpView.as_view(results_only=True),
            name="events_to_follow_up_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return MenuItem(_("Events to follow up"), reverse("events_to_follow_up"), icon_name="date", order=900)
