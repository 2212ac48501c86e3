"""The list of events in the admin: when and in which state, and where."""

import datetime

from django import forms
from django.db.models import Case, DateTimeField, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget

from content.admin_lists.columns import TextColumn
from content.admin_lists.filters import PageFilterSet, WordsFilter
from content.admin_lists.registry import PageList, register_page_list
from topics.admin_filters import TopicFilter

from .labels import PLACE_FIELDS, describe_date, describe_place, describe_state
from .models import EventPage
from .status import Status

#: After an event that has no date yet, so that what still needs work stands first.
LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class StateFilter(ChoiceFilter):
    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        if value == "upcoming":
            return qs.filter(ends_at__gt=timezone.now())
        if value == "past":
            return qs.filter(ends_at__lte=timezone.now())
        if value == "undated":
            return qs.filter(starts_at=None)
        return qs.filter(status=value) if value else qs


class EventFilterSet(PageFilterSet):
    state = StateFilter(
        label=_("State"),
        choices=[
            ("upcoming", _("Upcoming")),
            ("past", _("Past")),
            ("undated", _("No date yet")),
            (Status.CANCELLED.value, Status.CANCELLED.label),
            (Status.POSTPONED.value, Status.POSTPONED.label),
        ],
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )
    starts_at = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    place = WordsFilter(label=_("Place"), fields=PLACE_FIELDS)
    topics = TopicFilter()


@register_page_list
class EventList(PageList):
    model = EventPage
    name = "events"
    label = _("Events")
    add_label = _("Announce an event")
    icon = "date"
    menu_order = 120
    default_ordering = "-when"
    search_fields = ("title", "draft_title", "strapline", "speakers__person__title", "speakers__name", *PLACE_FIELDS)
    filterset_class = EventFilterSet
    columns = [
        TextColumn("when", label=_("Date"), accessor=describe_date, sort_key="when", width="13%"),
        TextColumn("state", label=_("State"), accessor=describe_state, width="9%"),
        TextColumn("place_name", label=_("Place"), accessor=describe_place, width="15%"),
    ]
    sort_expressions = {
        "when": Case(When(starts_at=None, then=Value(LAST)), default=F("starts_at"), output_field=DateTimeField())
    }

    def get_queryset(self) -> QuerySet:
        return EventPage.objects.for_listing()
