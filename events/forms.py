"""The filters of the list of events."""

from django import forms
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from content.listings import ListingForm
from people.models import PersonPage
from topics.models import TopicPage

IN_PERSON, ONLINE = "in_person", "online"


class EventFilterForm(ListingForm):
    """Filters of the list of events. Each offers only what finds any event."""

    topic: forms.ModelChoiceField = forms.ModelChoiceField(
        TopicPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Topic"),
        empty_label=_("All topics"),
    )
    series: forms.ModelChoiceField = forms.ModelChoiceField(
        None, to_field_name="slug", required=False, label=_("Series"), empty_label=_("All series")
    )
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        PersonPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Speaker"),
        empty_label=_("Everybody"),
    )
    mode = forms.ChoiceField(
        choices=[("", _("Anywhere")), (IN_PERSON, _("In person")), (ONLINE, _("Online"))],
        required=False,
        label=_("Where"),
    )
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        events = events.order_by()
        ids = events.values("pk")
        # By the relation: the models' module needs this form.
        series = events.model._meta.get_field("series").related_model
        topics = TopicPage.objects.published().filter(events__in=ids).distinct()
        self.offer("topic", topics)
        self.offer("series", series.objects.published().filter(events__in=ids).distinct())
        people = PersonPage.objects.published().filter(pk__in=events.shown_person_ids()).by_family_name()
        self.offer("person", people)
        years = events.past().order_by().values(year=ExtractYear("starts_at")).annotate(count=Count("pk"))
        self.years = self.keep("years", lambda: list(years.order_by("-year")))
        self.fields["year"].choices = [
            ("", _("All years")),
            *((row["year"], row["year"]) for row in self.years),
        ]

    def narrow(self, events):
        """Return the events that match all filters but the year, which applies to past events only."""
        chosen = self.filters
        if topic := chosen.get("topic"):
            events = events.about(topic.subtree_ids)
        if series := chosen.get("series"):
            events = events.filter(series=series)
        if person := chosen.get("person"):
            events = events.spoken_at_by(person)
        if mode := chosen.get("mode"):
            events = events.in_person() if mode == IN_PERSON else events.online()
        return events
