from django import forms
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from content.listings import ListingForm
from topics.models import TopicPage


class EventFilterForm(ListingForm):
    """Filters of the list of events. Only topics and years that have events are offered."""

    topic = forms.ModelChoiceField(
        TopicPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Topic"),
        empty_label=_("All topics"),
    )
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = TopicPage.objects.published().filter(events__in=events.order_by()).distinct()
        self.years = list(
            events.past().order_by().values(year=ExtractYear("starts_at")).annotate(count=Count("pk")).order_by("-year")
        )
        self.fields["year"].choices = [
            ("", _("All years")),
            *((row["year"], row["year"]) for row in self.years),
        ]
