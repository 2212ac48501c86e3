"""The short form by which an editor creates a person in the middle of a post, and the filters of public lists."""

from django import forms
from django.db.models import F, Func, IntegerField
from django.db.models.functions import Left, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

from content.listings import ListingForm
from topics.models import TopicPage

from .models.person import PersonPage
from .names import NameParts, split_name

LIKE_NAMES_SHOWN = 5
SOMEBODY_NEW = "new"


class PersonCreationForm(forms.ModelForm):
    """Name, role and organisation are enough; the rest can follow on the person's own page.

    If there is somebody of this name, or nearly, the form asks whether it is them: ``same_person``.
    """

    class Meta:
        model = PersonPage
        fields = ("honorific", "given_name", "family_name", "post_nominals", "role", "organisation")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        alike = list(self._people_alike()) if self.is_bound else []
        if alike:
            self.fields = {"same_person": self._question(alike)} | self.fields

    def _people_alike(self):
        given, family = (str(self.data.get(self.add_prefix(name)) or "") for name in ("given_name", "family_name"))
        name = split_name(f"{given} {family}") if given else NameParts(family_name=family)
        return PersonPage.objects.similar_to(name.given_name, name.family_name)[:LIKE_NAMES_SHOWN]

    def _question(self, alike: list[PersonPage]) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("Is it one of them?"),
            help_text=_("Somebody of this name, or nearly, is on this site already."),
            choices=[
                *((str(person.pk), described(person)) for person in alike),
                (SOMEBODY_NEW, _("No: create a new person all the same")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the person, or say that this is somebody new.")},
        )

    @property
    def chosen_person(self) -> PersonPage | None:
        """Who was meant, if it is somebody who is there already."""
        chosen = self.cleaned_data.get("same_person", SOMEBODY_NEW)
        return None if chosen == SOMEBODY_NEW else PersonPage.objects.get(pk=chosen)


def described(person: PersonPage) -> str:
    """Return the name with what tells namesakes apart."""
    text = ", ".join(part for part in (person.title, person.position) if part)
    return text if person.live else f"{text} ({gettext('draft')})"


class PersonSearchForm(BaseFilterForm):
    """Finds people in a chooser by any part of their names, without regard to accents."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Any part of a name")}),
    )

    def filter(self, people):
        people = super().filter(people)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return people.matching_name(self.search_query) if self.is_searching else people


def topic_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        TopicPage.objects.none(), to_field_name="slug", required=False, label=_("Topic"), empty_label=_("All topics")
    )


class PersonFilterForm(ListingForm):
    """Filters of the list of people. Only letters, organisations and topics that somebody has are offered."""

    letter = forms.ChoiceField(required=False, label=_("Family name"))
    organisation = forms.ChoiceField(required=False, label=_("Organisation"))
    topic = topic_field()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people.annotate(letter=Upper(Left("sort_name", 1)))
        plain = self.people.select_related(None).prefetch_related(None).order_by()
        letters = plain.values_list("letter", flat=True).distinct().order_by("letter")
        self.fields["letter"].choices = [("", _("A to Z")), *((letter, letter) for letter in letters if letter)]
        names = plain.exclude(organisation="").values_list("organisation", flat=True).distinct()
        choices = [(name, name) for name in sorted(names, key=str.casefold)]
        self.fields["organisation"].choices = [("", _("All organisations")), *choices]
        topics = PersonPage.topics.through.objects.filter(personpage__in=plain).values("topicpage")
        self.fields["topic"].queryset = TopicPage.objects.published().filter(pk__in=topics)

    def chosen_people(self):
        chosen, people = self.filters, self.people
        if letter := chosen.get("letter"):
            people = people.filter(letter=letter)
        if organisation := chosen.get("organisation"):
            people = people.filter(organisation=organisation)
        if topic := chosen.get("topic"):
            people = people.with_topics(topic.branch_ids)
        return people


class QuoteFilterForm(ListingForm):
    """Filters of the list of quotes. Only speakers, topics and years that have quotes are offered."""

    person = forms.ModelChoiceField(
        PersonPage.objects.none(), to_field_name="slug", required=False, label=_("Speaker"), empty_label=_("Everybody")
    )
    topic = topic_field()
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))

    def __init__(self, *args, quotes, **kwargs):
        super().__init__(*args, **kwargs)
        self.quotes = quotes
        speakers = PersonPage.objects.published().filter(pk__in=quotes.values("speaker")).by_family_name()
        self.fields["person"].queryset = speakers
        topic_ids = Func(F("topic_ids"), function="unnest", output_field=IntegerField())
        self.fields["topic"].queryset = TopicPage.objects.published().filter(pk__in=quotes.values(each=topic_ids))
        years = [date.year for date in quotes.datetimes("date", "year", order="DESC")]
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]

    def chosen_quotes(self):
        chosen, quotes = self.filters, self.quotes
        if person := chosen.get("person"):
            quotes = quotes.said_by(person)
        if topic := chosen.get("topic"):
            quotes = quotes.about(topic.branch_ids)
        if year := chosen.get("year"):
            quotes = quotes.said_in(year)
        return quotes
