"""Admin report of past events that lack a post or a recording."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.page_visibility import get_visible_q
from events.models import EventPage

from .models import BlogPage


def get_events_to_follow_up(user: Any) -> Any:
    """Return the past events that ``user`` may know of and that lack a write-up or a recording."""
    written_up = Exists(BlogPage.objects.live().filter(event_reported=OuterRef("pk")))
    events = EventPage.objects.live().filter(get_visible_q(user)).going_ahead().past()
    return events.annotate(is_written_up=written_up).filter(Q(is_written_up=False) | Q(recording_url=""))


class EventsToFollowUpView(ReportView):
    """Past events without a write-up or a recording, the latest first."""

    page_title = _("Past events to follow up")
    header_icon = "date"
    model = EventPage
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = ["add", "change", "publish"]
    index_url_name = "events_to_follow_up"
    index_results_url_name = "events_to_follow_up_results"
    columns = [
        TitleColumn("title", label=_("Event"), url_name="wagtailadmin_pages:edit"),
        Column("first_day", label=_("Took place")),
        Column("write_up", label=_("Write-up")),
        Column("record", label=_("Recording")),
    ]
    list_export = ["title", "first_day", "write_up", "record", "full_url"]
    export_headings = {
        "title": _("Event"),
        "first_day": _("Took place"),
        "write_up": _("Write-up"),
        "record": _("Recording"),
        "full_url": _("Address"),
    }

    def get_base_queryset(self):
        return get_events_to_follow_up(self.request.user).for_listing()

    def decorate_paginated_queryset(self, object_list):
        for event in object_list:
            event.write_up = gettext("Published") if event.is_written_up else gettext("Missing")
            event.record = gettext("Linked") if event.recording_url else gettext("Missing")
        return object_list
