"""Changes of a post that its readers are told of: corrections, updates, withdrawal, and the day of the last change."""

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import ChoiceBlock, StreamBlock, StreamValue, StructBlock, StructValue, TextBlock

from content.body.search_text import join_lines, stream_text
from content.saving import changes_draft_only
from core.dates.blocks import DateBlock
from core.fields import StreamField

#: A change of so many words, counted where they went and where they came, is one to tell readers of.
SUBSTANTIAL_CHANGE = 25
CORRECTION, UPDATE = "correction", "update"
KINDS = {CORRECTION: _("Correction"), UPDATE: _("Update")}

withdrawal_panel = FieldPanel(
    "withdrawn_because",
    help_text=_(
        "Only to take back what the post says: its address and title stay, this reason is shown, and its text is "
        "hidden everywhere."
    ),
)


class CorrectionValue(StructValue):
    """A line on what was changed after publication."""

    @property
    def kind(self) -> str:
        return self.get("kind") or CORRECTION

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def date(self) -> date:
        return self["date"]

    @property
    def text(self) -> str:
        return self.get("text") or ""


class CorrectionBlock(StructBlock):
    kind = ChoiceBlock(label=_("Kind"), choices=list(KINDS.items()), default=CORRECTION)
    date = DateBlock(label=_("Date"), default=timezone.localdate, help_text=_("The day of the change."))
    text = TextBlock(
        label=_("What was changed"),
        max_length=1000,
        rows=2,
        help_text=_("E.g. “An earlier version gave the number of empty homes as 4,000. It is 400.”"),
    )

    class Meta:
        icon = "edit"
        label = _("Correction or update")
        label_format = "{kind} {date}: {text}"
        value_class = CorrectionValue


class CorrectionStreamBlock(StreamBlock):
    line = CorrectionBlock()


if TYPE_CHECKING:
    from content.models import BasePage as _Base
else:
    _Base = models.Model


class CorrectedMixin(_Base):
    """A page that tells its readers what was changed. ``correction_list`` has the lines."""

    corrections = StreamField(
        CorrectionStreamBlock(),
        verbose_name=_("corrections and updates"),
        blank=True,
        default=list,
        db_default=models.Value([], models.JSONField()),
    )
    withdrawn_because = models.TextField(
        _("withdrawn, because"), max_length=1000, blank=True, default="", db_default=""
    )
    #: When the last substantial change of the live words was published.
    updated_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    #: The live words, as they were loaded.
    published_wording: "Wording | None" = None

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        page = super().from_db(db, field_names, values)
        if {"title", "strapline", "body", "live"} <= set(field_names) and page.live:
            page.published_wording = page.get_wording()
        return page

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_published = self.live and not changes_draft_only(kwargs.get("update_fields"))
        if self.pk and is_published:
            self.note_substantial_change()
        super().save(*args, **kwargs)
        if is_published:
            self.published_wording = self.get_wording()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        page = super().with_content_json(content)
        page.published_wording, page.updated_at = self.published_wording, self.updated_at
        return page

    @property
    def correction_list(self) -> list[CorrectionValue]:
        """The corrections and updates, newest first. Those of an unfinished draft that have no date are left out."""
        lines = [line.value for line in self.corrections if line.value.get("date")]
        return sorted(lines, key=lambda line: line.date, reverse=True)

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_because)

    @property
    def updated_on(self) -> date | None:
        """The day of the last change that readers are told of, if it is after the date that the post bears."""
        days = [line.date for line in self.correction_list]
        days += [timezone.localdate(self.updated_at)] if self.updated_at else []
        last = max(days, default=None)
        return last if last and last > timezone.localdate(self.date) else None

    def get_wording(self) -> "Wording":
        return Wording(self.title, self.strapline, self.body)

    def note_substantial_change(self) -> None:
        """Set ``updated_at`` if the live words are about to change by much; else keep what the stored page has.

        A version was made before it is published: what it says of the last change may be out of date.
        """
        if self.published_wording is None:
            stored = type(self).objects.filter(pk=self.pk, live=True).first()
            if stored is None:
                return
            self.published_wording, self.updated_at = stored.published_wording, stored.updated_at
        if self.get_wording().differs_much(self.published_wording):
            self.updated_at = timezone.now()


class Wording(NamedTuple):
    """The words of a post."""

    title: str
    strapline: str
    body: StreamValue

    def get_counts(self) -> Counter[str]:
        return Counter(re.findall(r"\w+", join_lines(self.title, self.strapline, stream_text(self.body))))

    def differs_much(self, other: "Wording") -> bool:
        if self.body.get_prep_value() == other.body.get_prep_value():
            return False
        new, old = self.get_counts(), other.get_counts()
        return (old - new).total() + (new - old).total() >= SUBSTANTIAL_CHANGE
