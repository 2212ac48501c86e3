"""The public search index: one row a page, in the site's own PostgreSQL."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, Site

from content.querysets import is_restricted, not_expired

#: The text search configuration that migration 0001 makes: English stems, accents folded.
CONFIG = "roundtable"


class SearchDocumentQuerySet(models.QuerySet):
    def visible(self, site: Site, now: datetime | None = None):
        """The rule of ``published()``, asked of the index: what a visitor of ``site`` may know of."""
        now = now or timezone.now()
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=now),
            not_expired(now, "page__"),
            ~is_restricted("page__path"),
            page__live=True,
            page__path__startswith=site.root_page.path,
        )

    def matching(self, words: str):
        """Rows that hold all words, best first. Understands "phrases", -without and OR; never fails."""
        query = SearchQuery(words, config=CONFIG, search_type="websearch")
        return (
            self.filter(vector=query)
            .annotate(rank=SearchRank(F("vector"), query, normalization=1))
            .order_by("-rank", F("date").desc(nulls_last=True), "pk")
        )


class SearchDocument(models.Model):
    """What is searched of a page, and what a result shows of it.

    ``vector`` weighs title A, people and topics B, strapline, summary and headings C, body D.
    ``person_ids`` and ``topic_ids`` are page ids. Whether a visitor may see the row is asked of the page
    at each search, so that a new view restriction or an expiry needs no re-indexing.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    people = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    date = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)
    vector = SearchVectorField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_vector_gin"),
            GinIndex(fields=["topic_ids"], name="search_topics_gin"),
            GinIndex(fields=["person_ids"], name="search_people_gin"),
        ]

    def __str__(self) -> str:
        return self.title
