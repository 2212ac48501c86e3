"""The chooser of events: with date and state, a search by both, and a form for a new event: title, day and place."""

import calendar
import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Abs, Extract
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput
from wagtail.blocks import ChooserBlock

from content.admin_lists.words import MAX_WORDS, match_words
from content.body.choosers import BodyChooserMixin
from content.choosers import PageTypeChooserViewSet, WordSearchForm
from content.visibility import is_restricted
from core.wagtail_compat import ValidateInstanceMixin

from .labels import PLACE_FIELDS, describe_date, describe_state
from .models import EventIndexPage, EventPage
from .status import Status
from .times import get_end_of_day

TEXT_FIELDS = ("title", "draft_title", "series__title", *PLACE_FIELDS)
MIN_MONTH_LETTERS = 3


def get_date_condition(word: str) -> Q | None:
    """Return the condition that a word of a date puts on an event: a year, a month by name, a day; None for others."""
    if word.isascii() and word.isdigit():
        number = int(word[:5])
        if 1900 <= number <= 9999:
            return Q(starts_at__year=number)
        return Q(starts_at__day=number) if 1 <= number <= 31 else None
    months = [
        number
        for number, name in enumerate(calendar.month_name)
        if number and len(word) >= MIN_MONTH_LETTERS and name.lower().startswith(word.lower())
    ]
    return Q(starts_at__month__in=months) if months else None


def get_state_condition(word: str, now: datetime.datetime) -> Q | None:
    """Return the condition that a state puts on an event, e.g. “past” or “cancelled”; None for other words."""
    if word.lower() == "past":
        return Q(ends_at__lte=now)
    if word.lower() == "upcoming":
        return Q(ends_at__gt=now)
    statuses = [value for value, label in Status.choices if value and str(label).lower() == word.lower()]
    return Q(status__in=statuses) if statuses else None


class EventSearchForm(WordSearchForm):
    """Finds events of which each word is in the title or the place, or is a part of the date or the state."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("Title, place, date or state")

    def search(self, pages: QuerySet, words: str) -> QuerySet:
        now = timezone.now()
        for word in words.replace(",", " ").split()[:MAX_WORDS]:
            named = Q(pk__in=match_words(EventPage.objects.order_by(), word, TEXT_FIELDS).values("pk"))
            for condition in (get_date_condition(word), get_state_condition(word, now)):
                named |= condition or Q(pk__in=[])
            pages = pages.filter(named)
        return pages


class EventCreationForm(ValidateInstanceMixin, forms.ModelForm):
    """Title, day and place: an event of a whole day, until somebody writes its hours."""

    day = forms.DateField(label=_("Day"), widget=AdminDateInput, help_text=_("The hours can be added later."))

    class Meta:
        model = EventPage
        fields = ("title", "day", "place")

    field_order = ("title", "day", "place")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True
        self.fields["place"].label = capfirst(_("place"))
        self.fields["place"].help_text = _("E.g. “The reading room” or “Town Hall, Northgate”.")

    def validate_instance(self) -> None:
        """Validate the event only if the form has all it asks for: the event's errors name fields of its own form."""
        if not self.errors:
            super().validate_instance()

    def save(self, commit: bool = True) -> EventPage:
        event = super().save(commit=False)
        zone = ZoneInfo(settings.TIME_ZONE)
        event.all_day = True
        event.starts_at = datetime.datetime.combine(self.cleaned_data["day"], datetime.time.min, zone)
        event.ends_at = get_end_of_day(event.starts_at + datetime.timedelta(hours=12), settings.TIME_ZONE)
        return event


def nearest_first(events: QuerySet) -> QuerySet:
    """Sort events by how near to now they start: a post reports what was just held, or announces what comes next."""
    distance = ExpressionWrapper(F("starts_at") - timezone.now(), output_field=DurationField())
    return events.order_by(Abs(Extract(distance, "epoch")).asc(nulls_last=True), "pk")


class EventChooserViewSet(PageTypeChooserViewSet):
    model = EventPage
    index_model = EventIndexPage
    icon = "date"
    choose_one_text = _("Choose an event")
    choose_another_text = _("Choose another event")
    edit_item_text = _("Edit this event")
    search_tab_label = _("Events on this site")
    creation_tab_label = _("New event")
    creation_form_class = EventCreationForm
    filter_form_class = EventSearchForm
    extra_columns = [
        Column("when", label=_("Date"), accessor=describe_date),
        Column("state", label=_("State"), accessor=describe_state),
    ]

    def get_object_list(self) -> QuerySet:
        return nearest_first(EventPage.objects.for_listing())


event_chooser_viewset = EventChooserViewSet("event_chooser", url_prefix="events/chooser")


class EventChooserBlock(BodyChooserMixin, ChooserBlock):
    """Chooses an event. It is loaded with ``restricted`` and what a teaser shows, and without its own body."""

    target_model = "events.EventPage"

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(restricted=is_restricted()).for_listing()

    @property
    def widget(self) -> Any:
        return event_chooser_viewset.widget_class()

    class Meta:
        icon = "date"
