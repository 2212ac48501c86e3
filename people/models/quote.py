"""What the live pages of this site say of whom, kept as rows that follow the pages (``people.quote_index``)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.rich_text import RichText

from ..credits import Attribution
from ..querysets import QuoteQuerySet
from .person import PersonPage


class Quote(Attribution, models.Model):
    """A quote block of a live page.

    ``speaker`` xor ``name`` says who, or neither for somebody who is not to be named; ``role`` and ``organisation``
    are as they were that day. ``html`` is what the block stores, ``text`` its words. ``date`` is the day that the page
    bears. ``visible_from`` and ``topic_ids`` (page ids) are the page's, so that quotes of all types of page can be
    asked for in one query.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="quotes")
    block_id = models.TextField()
    position = models.PositiveIntegerField()
    speaker = models.ForeignKey(PersonPage, null=True, on_delete=models.SET_NULL, related_name="said")
    name = models.TextField(blank=True)
    role = models.TextField(blank=True)
    organisation = models.TextField(blank=True)
    text = models.TextField()
    html = models.TextField()
    source = models.TextField(blank=True)
    source_url = models.TextField(blank=True)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    date = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)

    objects = QuoteQuerySet.as_manager()
    #: Where a person is used is told by the pages themselves, not by what follows from them.
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
        """A live page names whom it quotes, unless they are not to be named."""
        return not self.is_named

    @cached_property
    def words(self) -> RichText:
        return RichText(self.html)

    @property
    def anchor(self) -> str:
        """The end of its address: it stays, however the page is edited or its blocks are reordered."""
        return f"#quote-{self.block_id}"


class Mention(models.Model):
    """A person whom the body of a live page names, in whatever block."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(PersonPage, on_delete=models.CASCADE, related_name="mentioned_in")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="one_mention_a_page")]

    def __str__(self) -> str:
        return f"{self.person} in {self.page}"
