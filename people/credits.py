"""Credits: authors and speakers, each a person of this site or a guest, with the role *as it was that day*.

Bylines, speakers and quotes share one rule: a ``PersonPage`` xor a name. The name comes from the person's page, so that
a correction there shows everywhere; the role is stored with the credit, so that a new job changes no old page.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from content.forms import PageForm
from content.visibility import is_restricted
from core.fields import WebAddressField
from core.wagtail_compat import is_draft_validation

from .names import TITLES

if TYPE_CHECKING:
    from .models import PersonPage

BOTH_NAMED = _("Choose a person or type a name, not both.")
UNNAMED_AND_NAMED = _("Whoever is not to be named has neither a person nor a name here.")
NOBODY_NAMED = _("Choose a person, or type the name of a guest.")


class Attribution:
    """How a named person is shown: a mixin for models and blocks with a person, a name and a role."""

    @property
    def person(self) -> "PersonPage | None":
        return None

    @property
    def name(self) -> str:
        """The name of a guest."""
        return ""

    @property
    def role(self) -> str:
        return ""

    @property
    def organisation(self) -> str:
        return ""

    @property
    def url(self) -> str:
        """The link of a guest."""
        return ""

    @property
    def unnamed(self) -> bool:
        """Whether the speaker must stay unnamed."""
        return False

    @property
    def is_named(self) -> bool:
        return bool(self.person or self.name)

    @property
    def display_name(self) -> str:
        if self.unnamed and not self.is_named:
            return gettext("A participant")
        return self.person.title if self.person else self.name

    @property
    def public_person(self) -> "PersonPage | None":
        """The person, if visitors may see their page. Of others only the name is shown (decision 55)."""
        person = self.person
        if person and hasattr(self, "person_restricted"):
            person.restricted = self.person_restricted  # type: ignore[attr-defined]  # read by ``is_published``
        return person if person and person.is_published else None

    @property
    def link(self) -> str:
        """The URL of the person's page if visitors may see it, or a guest's own link; empty if there is none."""
        if self.person:
            return (self.public_person and self.public_person.url) or ""
        return self.url

    @property
    def portrait(self):
        return self.public_person and self.public_person.photo

    @property
    def initial(self) -> str:
        """The letter to show instead of a portrait: the first one of the given name, without titles."""
        name = (self.person.given_name or self.person.family_name) if self.person else self.name
        words = [word for word in name.split() if word.rstrip(".") not in TITLES]
        return (words or [name])[0][:1]

    @property
    def description(self) -> str:
        return ", ".join(str(part) for part in (self.role, self.organisation) if part)


class Credit(Attribution, Orderable):
    """An author or a speaker of a page, in the editor's order."""

    person = models.ForeignKey(
        "people.PersonPage",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Choose a person, or create one on the spot."),
    )
    name = models.CharField(
        _("guest's name"),
        max_length=255,
        blank=True,
        help_text=_("For somebody who has no page here, e.g. “Dr Mina Ahlberg”."),
    )
    role = models.CharField(
        _("role that day"),
        max_length=255,
        blank=True,
        help_text=_("As it was at the time, e.g. “Director of Housing”. It stays as written here."),
    )
    organisation = models.CharField(
        _("organisation that day"),
        max_length=255,
        blank=True,
        help_text=_("For whom they spoke, e.g. “Northgate Council”. It stays as written here."),
    )
    url = WebAddressField(_("guest's link"), blank=True, help_text=_("Where to read more about a guest."))

    panels = [
        FieldPanel("person"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_named(self) -> bool:
        return bool(self.person_id or self.name)

    def clean(self) -> None:
        super().clean()
        if self.person_id and self.name:
            raise ValidationError({"name": BOTH_NAMED})


def get_credit_model(page_model: type[models.Model], relation: str) -> type[Credit]:
    """Return the model behind a page type's relation to its authors or speakers, e.g. ``authors``."""
    credit_model: Any = page_model._meta.get_field(relation).related_model
    return credit_model


def with_person_visibility(attributions: QuerySet, relation: str = "person") -> QuerySet:
    """Annotate credits or quotes so that ``public_person`` needs no query. ``relation`` leads to the person."""
    return attributions.annotate(person_restricted=is_restricted(f"{relation}__path"))


def prefetch_credits(pages: QuerySet, relation: str, *with_people: str) -> QuerySet:
    """Load the credits of pages, with their people, in one query. ``with_people`` names further relations to join."""
    credits = get_credit_model(pages.model, relation).objects.select_related("person", *with_people)
    return pages.prefetch_related(Prefetch(relation, with_person_visibility(credits)))


def credited_to(pages: QuerySet, relation: str, person: models.Model) -> QuerySet:
    """Filter pages by those that credit ``person``."""
    credits = get_credit_model(pages.model, relation).objects.filter(person=person)
    return pages.filter(pk__in=credits.values("page"))


class CreditedPageForm(PageForm):
    """A page form in which each credit must name somebody before the page is published."""

    credit_formsets = ("authors", "speakers")

    def is_valid(self) -> bool:
        return super().is_valid() and (is_draft_validation(self) or self._everybody_is_named())

    def _everybody_is_named(self) -> bool:
        empty_forms = [
            form
            for name in self.credit_formsets
            if name in self.formsets
            for form in self.formsets[name].forms
            if form not in self.formsets[name].deleted_forms
            and not (form.cleaned_data.get("person") or form.cleaned_data.get("name"))
        ]
        for form in empty_forms:
            form.add_error("person", NOBODY_NAMED)
        return not empty_forms
