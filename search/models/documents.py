"""The public search index, in the site's own PostgreSQL: a row for each thing that can be a result."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from content.querysets import is_restricted

#: The text search configurations that the migrations make: English stems, and names as they are written.
CONFIG = "roundtable"
NAMES_CONFIG = "roundtable_names"

#: The two kinds of row that are no page of their own.
QUOTE, DOCUMENT = "quote", "document"


class SearchDocumentQuerySet(models.QuerySet):
    def visible(self, site: Site, now: datetime | None = None):
        """The rule of ``published()``, asked of the index: what a visitor of ``site`` may know of."""
        now = now or timezone.now()
        documents = get_document_model().objects.published().filter(pk=OuterRef("document_id"))
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=now),
            Q(visible_until__isnull=True) | Q(visible_until__gt=now),
            ~is_restricted("path"),
            Q(document__isnull=True) | Exists(documents),
            page__isnull=False,
            live=True,
            path__startswith=site.root_page.path,
        )


class SearchDocument(models.Model):
    """What is searched of a page, of a quote on it or of a file that it links to, and what a result shows of it.

    ``page`` is where the result leads. A quote has the ``anchor`` of its place on that page, its speaker in
    ``people`` and the speaker's role of that day in ``summary``. A file has its ``document``, and as ``page`` one of
    the pages that link to it: it is as visible as that page is, unless its own collection is private. Nobody finds it
    without such a page.

    ``vector`` weighs title A, people and topics B, strapline, summary and headings C, body D; ``names`` holds title
    (A), people (B) and topics (C) without stemming. Both are made of ``engine.text.searchable``. ``person_ids`` and
    ``topic_ids`` are page ids; ``length`` counts words. ``day`` is that of ``date`` as the page shows it, on the clocks
    of the site or of an event's own place, and ``year`` that of the day.

    ``live``, ``path`` and ``visible_until`` repeat the page's own, so that a search need not read the pages of all
    that matches. A trigger of the database keeps them equal, whatever changes the page.
    """

    kind = models.CharField(max_length=20)
    # A file outlives the page that linked to it; the rows of the page itself are deleted with it (search.signals).
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    anchor = models.CharField(max_length=100, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    people = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    date = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    year = models.SmallIntegerField(null=True)
    length = models.IntegerField(default=0)
    live = models.BooleanField(default=False)
    path = models.CharField(max_length=255, blank=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    names = SearchVectorField(null=True)
    vector = SearchVectorField(null=True)

    objects = SearchDocumentQuerySet.as_manager()
    #: The index follows from the pages: it is no use of a page that would keep it from being deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "anchor"], condition=Q(document__isnull=True), name="search_one_row_a_place"
            ),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_vector_gin", fastupdate=False),
            GinIndex(fields=["names"], name="search_names_gin", fastupdate=False),
            # Whoever is named in a query is found first, however many rows have the name in their title.
            GinIndex(
                fields=["names"],
                name="search_named_gin",
                fastupdate=False,
                condition=Q(kind__in=["person", "topic"]),
            ),
            GinIndex(fields=["topic_ids"], name="search_topics_gin"),
            GinIndex(fields=["person_ids"], name="search_people_gin"),
        ]

    def __str__(self) -> str:
        return self.title
