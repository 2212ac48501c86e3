"""Filter forms of the public lists of people and of quotes.

They know the models only by the querysets that they get: the page that uses them is a model itself.
"""

from django import forms
from django.db.models import F, Func, IntegerField
from django.db.models.functions import Left, Upper
from django.utils.translation import gettext_lazy as _

from content.listings import ListingForm
from topics.models import TopicPage


def make_topic_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        TopicPage.objects.none(), to_field_name="slug", required=False, label=_("Topic"), empty_label=_("All topics")
    )


class PersonFilterForm(ListingForm):
    """Filters of the list of people. It offers only the letters, organisations and topics that are in use."""

    letter = forms.ChoiceField(required=False, label=_("Family name"))
    organisation = forms.ChoiceField(required=False, label=_("Organisation"))
    topic = make_topic_field()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people.annotate(letter=Upper(Left("sort_name", 1)))
        plain = self.people.select_related(None).prefetch_related(None).order_by()
        letters = self.keep(
            "letters", lambda: list(plain.values_list("letter", flat=True).distinct().order_by("letter"))
        )
        self.fields["letter"].choices = [("", _("A to Z")), *((letter, letter) for letter in letters if letter)]
        organisations = plain.exclude(organisation="").values_list("organisation", flat=True).distinct()
        names = self.keep("organisations", lambda: list(organisations))
        choices = [(name, name) for name in sorted(names, key=str.casefold)]
        self.fields["organisation"].choices = [("", _("All organisations")), *choices]
        topics = people.model.topics.through.objects.filter(personpage__in=plain).values("topicpage")
        self.offer("topic", TopicPage.objects.published().filter(pk__in=topics))

    def filter_people(self):
        chosen, people = self.filters, self.people
        if letter := chosen.get("letter"):
            people = people.filter(letter=letter)
        if organisation := chosen.get("organisation"):
            people = people.filter(organisation=organisation)
        if topic := chosen.get("topic"):
            people = people.with_topics(topic.subtree_ids)
        return people


class QuoteFilterForm(ListingForm):
    """Filters of the list of quotes. It offers only the speakers, topics and years that have quotes.

    ``people`` are the published people, from whom the speakers are taken.
    """

    person: forms.ModelChoiceField = forms.ModelChoiceField(
        None, to_field_name="slug", required=False, label=_("Speaker"), empty_label=_("Everybody")
    )
    topic = make_topic_field()
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))

    def __init__(self, *args, quotes, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.quotes = quotes
        speakers = people.filter(pk__in=quotes.values("speaker")).by_family_name()
        self.offer("person", speakers)
        topic_ids = Func(F("topic_ids"), function="unnest", output_field=IntegerField())
        topics = TopicPage.objects.published().filter(pk__in=quotes.values(each=topic_ids))
        self.offer("topic", topics)
        years = self.keep("years", lambda: [date.year for date in quotes.datetimes("date", "year", order="DESC")])
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]

    def filter_quotes(self):
        chosen, quotes = self.filters, self.quotes
        if person := chosen.get("person"):
            quotes = quotes.by_speaker(person)
        if topic := chosen.get("topic"):
            quotes = quotes.about(topic.subtree_ids)
        if year := chosen.get("year"):
            quotes = quotes.in_year(year)
        return quotes
