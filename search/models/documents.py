"""The public search index, in the site's own PostgreSQL: a row for each thing that can be a result."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Site

#: The text search configurations that the migrations make: English stems, and names as they are written.
STEM_CONFIG = "roundtable"
NAMES_CONFIG = "roundtable_names"

#: The two kinds of row that are not pages of their own.
QUOTE, DOCUMENT = "quote", "document"


@cache
def _get_visibility_condition() -> tuple[str, list]:
    """Return the SQL condition of ``visible``, and the parameters at its end; those at its beginning are per search.

    It is compiled once: Django takes longer to compile it than PostgreSQL to apply it, and each search uses it several
    times. View restrictions are read once a statement, not once a row, and where there are none, no path is compared.
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


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def visible(self, site: Site, now: datetime | None = None):
        """Return the rows that visitors of ``site`` may see, by the same rule as ``published()``."""
        now = now or timezone.now()
        condition, parameters = _get_visibility_condition()
        values = [f"{site.root_page.path}%", now, now, *parameters]
        return self.filter(RawSQL(condition, values, output_field=models.BooleanField()))  # noqa: S611

    def pages(self):
        """Return the rows of pages, not of quotes and files, without the columns that lists do not show."""
        rows = self.filter(anchor="", document=None).select_related("page")
        return rows.defer("body", "vector", "names_vector")

    def most_recent(self):
        """Return the rows of what has happened, the last first. Events to come are left out."""
        return self.filter(date__lte=timezone.now()).order_by(F("date").desc(), "-page_id")


class SearchDocument(models.Model):
    """A row of the search index: what is searched of a page, a quote or a linked file, and what its result shows.

    ``page`` is where the result leads. A quote has the ``anchor`` of its place on that page, its speaker in
    ``people`` and the speaker's role of that day in ``summary``. A file has its ``document``, and as ``page`` one of
    the pages that link to it: it is as visible as that page is, unless its own collection is private. Without such a
    page it is not found.

    ``vector`` weighs title A, people and topics B, strapline, summary and headings C, body D; ``names_vector`` holds
    title (A), people (B) and topics (C) without stemming. The texts of both pass ``tokenizer.to_index_text``.
    ``person_ids`` and ``topic_ids`` are page ids. ``packed_facet_ids`` holds both as bytes, so that thousands of rows
    are counted quickly: four bytes an id, those of people negative (``retrieval.facet_counts``). ``kind_number`` is
    ``kind`` as a number, by which thousands of rows are grouped in half the time (``search.result_types``). ``length``
    counts words. ``day`` is that of ``date`` as the page shows it, in the time zone of the site or of the event, and
    ``year`` that of the day.

    ``live``, ``path`` and ``visible_until`` repeat the page's own, so that a search need not read the pages of all rows
    that match. A trigger of the database keeps them equal, whatever changes the page.
    """

    # The order of the columns matters: a search reads the first of them in every row that matches.
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
    packed_facet_ids = models.GeneratedField(
        expression=models.Func("topic_ids", "person_ids", function="search_pack_facet_ids"),
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
    names_vector = SearchVectorField(null=True)
    vector = SearchVectorField(null=True)

    objects = SearchDocumentQuerySet.as_manager()
    #: A row of the index must not keep a page or file from being deleted because it is “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "anchor"], condition=Q(document__isnull=True), name="search_one_row_a_place"
            ),
        ]
        indexes = [
            # Words and years together, so that the newest of thousands are found without reading the others.
            GinIndex(fields=["vector", "year"], name="search_vector_gin", fastupdate=False),
            GinIndex(fields=["names_vector"], name="search_names_gin", fastupdate=False),
            # People and topics that a query names are found first, however many rows have the name in their title.
            *(
                GinIndex(fields=[field], name=name, fastupdate=False, condition=Q(kind__in=["person", "topic"]))
                for field, name in (("names_vector", "search_named_gin"), ("vector", "search_named_stems_gin"))
            ),
            GinIndex(fields=["topic_ids"], name="search_topics_gin"),
            GinIndex(fields=["person_ids"], name="search_people_gin"),
        ]

    def __str__(self) -> str:
        return self.title
