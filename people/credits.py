"""Who is named: a person of this site or a guest, with the role *as it was that day*.

Bylines, speakers and quotes share one rule: a ``PersonPage`` xor a name. The person gives the name (so that
correcting it corrects it everywhere); the role is stored where it is shown, so that a new job changes no old page.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from content.forms import PageForm

from .names import TITLES

BOTH_NAMED = _("Choose a person or type a name, not both.")
UNNAMED_AND_NAMED = _("Whoever is not to be named has neither a person nor a name here.")
NOBODY_NAMED = _("Choose a person, or type the name of a guest.")


class Attribution:
    """What is shown of whoever is named: a mixin for whatever has a person, a name and a role."""

    person = None
    name = role = organisation = url = ""

    #: Whether whoever spoke is not to be named.
    unnamed = False

    @property
    def is_named(self) -> bool:
        return bool(self.person or self.name)

    @property
    def display_name(self) -> str:
        if self.unnamed and not self.is_named:
            return gettext("A participant")
        return self.person.title if self.person else self.name

    @property
    def link(self) -> str:
        """Where to read more: the person's page if it is live, else a guest's own link, else nothing."""
        if self.person:
            return (self.person.url or "") if self.person.live else ""
        return self.url

    @property
    def portrait(self):
        return self.person.photo if self.person else None

    @property
    def initial(self) -> str:
        """The letter that stands in for a portrait: of the given name, past any title."""
        name = (self.person.given_name or self.person.family_name) if self.person else self.name
        words = [word for word in name.split() if word.rstrip(".") not in TITLES]
        return (words or [name])[0][:1]

    @property
    def description(self) -> str:
        return ", ".join(str(part) for part in (self.role, self.organisation) if part)


class Credit(Attribution, Orderable):
    """A byline or a speaker, in the editor's order."""

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
    url = models.URLField(_("guest's link"), blank=True, help_text=_("Where to read more about a guest."))

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

    def clean(self) -> None:
        super().clean()
        if self.person_id and self.name:
            raise ValidationError({"name": BOTH_NAMED})


def get_credit_model(page_model: type[models.Model], relation: str) -> type[Credit]:
    """Return the model of a page's bylines or speakers, e.g. of ``authors``."""
    return page_model._meta.get_field(relation).related_model


def prefetch_credits(pages: QuerySet, relation: str, *with_people: str) -> QuerySet:
    """Load the credits of pages and their people in one query; ``with_people`` are further relations to join."""
    credits = get_credit_model(pages.model, relation).objects.select_related("person", *with_people)
    return pages.prefetch_related(Prefetch(relation, credits))


def credited_to(pages: QuerySet, relation: str, person: models.Model) -> QuerySet:
    """Narrow pages to those that credit ``person``."""
    credits = get_credit_model(pages.model, relation).objects.filter(person=person)
    return pages.filter(pk__in=credits.values("page"))


class CreditedPageForm(PageForm):
    """A page form whose credits must each name somebody before the page is published."""

    credit_formsets = ("authors", "speakers")

    def is_valid(self) -> bool:
        return super().is_valid() and (self.is_deferred_validation or self._everybody_is_named())

    def _everybody_is_named(self) -> bool:
        nobody = [
            form
            for name in self.credit_formsets
            if name in self.formsets
            for form in self.formsets[name].forms
            if form not in self.formsets[name].deleted_forms
            and not (form.cleaned_data.get("person") or form.cleaned_data.get("name"))
        ]
        for form in nobody:
            form.add_error("person", NOBODY_NAMED)
        return not nobody
