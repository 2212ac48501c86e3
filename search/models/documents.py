"""The public search index, in the site's own PostgreSQL: a row for each thing that can be a result."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Site

#: The text search configurations that the migrations make: English stems, and names as they are written.
CONFIG = "roundtable"
NAMES_CONFIG = "roundtable_names"

#: The two kinds of row that are no page of their own.
QUOTE, DOCUMENT = "quote", "document"


@cache
def _rule() -> tuple[str, list]:
    """Return the SQL condition of ``visible``, and the parameters at its end; those at its beginning are its own.

    It is put together once: Django takes longer to compile it than PostgreSQL to apply it, and each search asks for it
    several times. What hides is read once a statement, and not once a row, and where nothing does, no path is compared.
    """
    below = Concat("page__path", Value("%"), output_field=models.CharField())
    restricted, paths = PageViewRestriction.objects.values(below=below).query.sql_with_params()
    documents, collections = get_document_model().objects.published().values("pk").query.sql_with_params()
    row = "search_searchdocument"
    condition = f"""
        {row}.live AND {row}.page_id IS NOT NULL AND {row}.path LIKE %s
        AND ({row}.visible_from IS NULL OR {row}.visible_from <= %s)
        AND ({row}.visible_until IS NULL OR {row}.visible_until > %s)
        AND (NOT EXISTS ({restricted}) OR NOT {row}.path LIKE ANY (ARRAY({restricted})))
        AND ({row}.document_id IS NULL OR {row}.document_id IN ({documents}))
    """
    return condition, [*paths, *paths, *collections]


class SearchDocumentQuerySet(models.QuerySet):
    def visible(self, site: Site, now: datetime | None = None):
        """The rule of ``published()``, asked of the index: what a visitor of ``site`` may know of."""
        now = now or timezone.now()
        condition, parameters = _rule()
        values = [f"{site.root_page.path}%", now, now, *parameters]
        return self.filter(RawSQL(condition, values, output_field=models.BooleanField()))  # noqa: S611


class SearchDocument(models.Model):
    """What is searched of a page, of a quote on it or of a file that it links to, and what a result shows of it.

    ``page`` is where the result leads. A quote has the ``anchor`` of its place on that page, its speaker in
    ``people`` and the speaker's role of that day in ``summary``. A file has its ``document``, and as ``page`` one of
    the pages that link to it: it is as visible as that page is, unless its own collection is private. Nobody finds it
    without such a page.

    ``vector`` weighs title A, people and topics B, strapline, summary and headings C, body D; ``names`` holds title
    (A), people (B) and topics (C) without stemming. Both are made of ``engine.text.searchable``. ``person_ids`` and
    ``topic_ids`` are page ids, and ``packed`` has both in a form of which thousands are counted at once: four bytes
    each, those of people less than nought (``engine.retrieval``). ``kind_number`` is ``kind`` as a number, by which
    thousands are grouped in half the time (``search.kinds``). ``length`` counts words. ``day`` is
    that of ``date`` as the page shows it, on the clocks of the site or of an event's own place, and ``year`` that of
    the day.

    ``live``, ``path`` and ``visible_until`` repeat the page's own, so that a search need not read the pages of all
    that matches. A trigger of the database keeps them equal, whatever changes the page.
    """

    # In the order in which the columns stand: a search reads the first of them of all that matches.
    # A file outlives the page that linked to it; the rows of the page itself are deleted with it (search.signals).
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    date = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    length = models.IntegerField(default=0)
    day = models.DateField(null=True)
    year = models.IntegerField(null=True)
    kind_number = models.IntegerField()
    live = models.BooleanField(default=False)
    packed = models.GeneratedField(
        expression=models.Func("topic_ids", "person_ids", function="search_packed"),
        output_field=models.BinaryField(),
        db_persist=True,
    )
    path = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=20)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    topic_ids = ArrayField(models.BigIntegerField(), default=list)
    anchor = models.CharField(max_length=100, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    people = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)
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
            # Words and years together, so that the newest of thousands are found without a look at the others.
            GinIndex(fields=["vector", "year"], name="search_vector_gin", fastupdate=False),
            GinIndex(fields=["names"], name="search_names_gin", fastupdate=False),
            # Who or what is named in a query is found first, however many rows have the name in their title.
            *(
                GinIndex(fields=[field], name=name, fastupdate=False, condition=Q(kind__in=["person", "topic"]))
                for field, name in (("names", "search_named_gin"), ("vector", "search_named_stems_gin"))
            ),
            GinIndex(fields=["topic_ids"], name="search_topics_gin"),
            GinIndex(fields=["person_ids"], name="search_people_gin"),
        ]

    def __str__(self) -> str:
        return self.title
