"""Forms of the person chooser: creating a person in the middle of a post, and searching for one."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

from .models.person import PersonPage
from .names import NameParts, split_name

MAX_SIMILAR_SHOWN = 5
NEW_PERSON = "new"


class PersonCreationForm(forms.ModelForm):
    """Name, role and organisation are enough; the rest can be added on the person's own page.

    If people with the same name or a similar one exist, the field ``same_person`` asks whether it is one of them.
    """

    class Meta:
        model = PersonPage
        fields = ("honorific", "given_name", "family_name", "post_nominals", "role", "organisation")

    def __init__(self, *args, people=None, **kwargs):
        """``people`` are those who may be named as similar; all of them if left out."""
        super().__init__(*args, **kwargs)
        self.people = PersonPage.objects.all() if people is None else people
        similar = list(self._find_similar()) if self.is_bound else []
        if similar:
            self.fields = {"same_person": self._make_same_person_field(similar)} | self.fields

    def _find_similar(self):
        given, family = (str(self.data.get(self.add_prefix(name)) or "") for name in ("given_name", "family_name"))
        name = split_name(f"{given} {family}") if given else NameParts(family_name=family)
        return self.people.similar_to(name.given_name, name.family_name)[:MAX_SIMILAR_SHOWN]

    def _make_same_person_field(self, similar: list[PersonPage]) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("Is it one of them?"),
            help_text=_("Somebody of this name, or nearly, is on this site already."),
            choices=[
                *((str(person.pk), get_choice_label(person)) for person in similar),
                (NEW_PERSON, _("No: create a new person all the same")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the person, or say that this is somebody new.")},
        )

    @property
    def chosen_person(self) -> PersonPage | None:
        """The existing person whom the editor has chosen; None for a new one."""
        chosen = self.cleaned_data.get("same_person", NEW_PERSON)
        return None if chosen == NEW_PERSON else PersonPage.objects.get(pk=chosen)


def get_choice_label(person: PersonPage) -> str:
    """Return the name with role, organisation and status, which tell namesakes apart."""
    text = ", ".join(part for part in (person.title, person.position) if part)
    return text if person.live else f"{text} ({gettext('draft')})"


class PersonSearchForm(BaseFilterForm):
    """Finds people in a chooser by any part of their names, ignoring accents."""

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
