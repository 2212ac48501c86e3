"""The editor's form of a publication, and the filters of the public list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.listings import ListingForm
from people.credits import CreditedPageForm
from people.models import PersonPage
from topics.models import TopicPage

from .querysets import PublicationPageQuerySet


class PublicationPageForm(CreditedPageForm):
    """Authors and editors must each name somebody, and there must be a file or a text (``publications.checks``)."""

    credit_formsets = ("authors", "editors")

    def _post_clean(self) -> None:
        # The checks are asked now, but the files that were sent reach the page when it is saved.
        self.instance.will_have_files = self._has_files()
        super()._post_clean()

    def _has_files(self) -> bool:
        formset = self.formsets["files"]
        if not formset.is_valid():
            return True  # what is wrong with them is said beside them
        return any(form.cleaned_data.get("document") for form in formset.forms if form not in formset.deleted_forms)


class PublicationFilterForm(ListingForm):
    """Filters of the list of publications. Only values that some publication of the list has are offered."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(required=False, label=_("Kind"))
    topic = forms.ModelChoiceField(
        TopicPage.objects.none(), to_field_name="slug", required=False, label=_("Topic"), empty_label=_("All topics")
    )
    author: forms.ModelChoiceField = forms.ModelChoiceField(
        PersonPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Author or editor"),
        empty_label=_("All people"),
    )
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))

    def __init__(self, *args: Any, publications: PublicationPageQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.publications = publications
        listed = publications.order_by()
        kinds = dict(listed.model.PublicationType.choices)
        used = self.keep("kinds", lambda: list(listed.values_list("publication_type", flat=True).distinct()))
        self.fields["kind"].choices = [
            ("", _("All kinds")),
            *((key, name) for key, name in kinds.items() if key in used),
        ]
        topics = TopicPage.objects.published().filter(publications__in=listed).distinct()
        self.offer("topic", topics)
        people = listed.values("authors__person").union(listed.values("editors__person"))
        authors = PersonPage.objects.published().filter(pk__in=people).by_family_name()
        self.offer("author", authors)
        years = self.keep("years", lambda: [day.year for day in listed.dates("date", "year", order="DESC")])
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]

    @property
    def chosen_publications(self) -> PublicationPageQuerySet:
        """The publications that pass the valid filters."""
        chosen, found = self.filters, self.publications
        if kind := chosen.get("kind"):
            found = found.filter(publication_type=kind)
        if topic := chosen.get("topic"):
            found = found.about([topic.pk])
        if author := chosen.get("author"):
            found = found.by_person(author)
        if year := chosen.get("year"):
            found = found.filter(date__year=year)
        return found
