"""Quotes and mentions of people on live pages, as records that are derived from the pages (``people.quote_index``)."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.rich_text import RichText

from content.body.choosers import BodyPageChooserBlock
from content.body.rich_text import BodyRichText, linked_page_ids
from core.fields import PrintableAddressTextField

from ..credits import Attribution
from ..querysets import QuoteQuerySet
from .person import PersonPage


class Quote(Attribution, models.Model):
    """A quote block of a live page.

    ``speaker`` xor ``name`` says who spoke; neither is set for somebody who stays unnamed. ``role`` and
    ``organisation`` are those of that day. ``html`` is the stored text of the block, ``text`` the same as plain text.
    ``date``, ``visible_from`` and ``topic_ids`` (page ids) are copied from the page, so that one query can find quotes
    on pages of all types.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="quotes")
    block_id = models.TextField()
    position = models.PositiveIntegerField()
    speaker = models.ForeignKey(PersonPage, null=True, on_delete=models.SET_NULL, related_name="spoken_quotes")
    name = models.TextField(blank=True)
    role = models.TextField(blank=True)
    organisation = models.TextField(blank=True)
    text = models.TextField()
    html = models.TextField()
    source = models.TextField(blank=True)
    source_url = PrintableAddressTextField(blank=True)
    language = models.TextField(blank=True)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    date = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)

    objects = QuoteQuerySet.as_manager()
    #: The usage of a person is found in the pages themselves, not in records that are derived from them.
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["speaker", "-date"], name="quotes_of_speaker"),
            models.Index(fields=["-date", "-page", "position"], name="quotes_newest_first"),
            GinIndex(fields=["topic_ids"], name="quotes_of_topic"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def person(self) -> PersonPage | None:
        return self.speaker

    @property
    def unnamed(self) -> bool:
        """Whether the speaker stays unnamed: on a live page, every other quote has a speaker or a name."""
        return not self.is_named

    @cached_property
    def words(self) -> RichText:
        return RichText(self.html)

    @property
    def anchor(self) -> str:
        """The fragment of its URL. It stays the same when the page is edited or its blocks are reordered."""
        return f"#quote-{self.block_id}"


class Mention(models.Model):
    """A person, or a guest without a page, who is named in the body of a live page, in any block."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(PersonPage, null=True, on_delete=models.CASCADE, related_name="mentioned_in")
    guest = models.CharField(max_length=255, default="", db_default="")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="unique_mention_of_person")]

    def __str__(self) -> str:
        return f"{self.person or self.guest} in {self.page}"


def prefetch_links(quotes: Iterable[Quote]) -> None:
    """Load the pages that the texts of ``quotes`` link to, all at once."""
    ids = {pk for quote in quotes for pk in linked_page_ids(quote.html)}
    linked = BodyPageChooserBlock().load(ids) if ids else {}
    for quote in quotes:
        quote.words = BodyRichText(quote.html, linked)
