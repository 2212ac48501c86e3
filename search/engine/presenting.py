"""What is shown of the results of one page, and of no others."""

import math
import re
from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.models import Site

from content.serving.urls import get_full_url
from search.kinds import kinds
from search.models.documents import DOCUMENT, QUOTE

from .analysis import Part
from .marking import Hit, Marker, marked, snippet, text_fragment
from .results import Result

_PREFIX = re.compile(r"'([^']+)':\*")


class _Row(NamedTuple):
    """What is read of a row of the index, and of its page."""

    id: int
    page_id: int
    document_id: int | None
    kind: str
    anchor: str
    title: str
    summary: str
    body: str
    people: list[str]
    topics: list[str]
    date: datetime | None
    day: date | None
    file: str | None
    url_path: str
    content_type_id: int

    def url(self, site: Site) -> str:
        """The absolute address of the page, of the place of a quote on it, or of the file."""
        if self.kind != DOCUMENT:
            return get_full_url(self.url_path) + (f"#{self.anchor}" if self.anchor else "")
        url = get_document_model()(pk=self.document_id, file=self.file).url
        return site.root_url + url if url.startswith("/") else url


def present(ids: list[int], parts: list[Part], site: Site) -> list[Result]:
    """Return what is shown of the rows ``ids``, in this order. Rows that are gone meanwhile are left out."""
    by_id = {row.id: row for row in _rows(ids)}
    rows = [by_id[pk] for pk in ids if pk in by_id]
    marker = _marker(parts, [text for row in rows for text in (row.title, row.summary, row.body, *row.people)])
    named, labels = kinds(), _labels(rows)
    types = {kind: str(named.get(kind, kind)) for kind in {row.kind for row in rows}}
    return [_result(row, marker, types[row.kind], labels.get(row.page_id, ""), row.url(site)) for row in rows]


def _rows(ids: list[int]) -> list[_Row]:
    """Return the rows of these ids. In plain SQL: Django takes longer to put it together than PostgreSQL to answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT shown.id, shown.page_id, shown.document_id, shown.kind, shown.anchor, shown.title, shown.summary,
                   shown.body, shown.people, shown.topics, shown.date, shown.day, file.file,
                   page.url_path, page.content_type_id
            FROM search_searchdocument AS shown JOIN wagtailcore_page AS page ON page.id = shown.page_id
            LEFT JOIN {get_document_model()._meta.db_table} AS file ON file.id = shown.document_id
            WHERE shown.id = ANY(%s::bigint[])
            """,  # noqa: S608 - a name of ours
            [ids],
        )
        return [_Row(*row) for row in cursor.fetchall()]


def _labels(rows: list[_Row]) -> dict[int, str]:
    """Return what must be seen now beside the titles of some pages, by page id, in a query a type that has any."""
    ids = defaultdict(set)
    for row in rows:
        ids[ContentType.objects.get_for_id(row.content_type_id).model_class()].add(row.page_id)
    return {pk: label for model, some in ids.items() for pk, label in model.get_status_labels(some).items()}


def _marker(parts: list[Part], texts: list[str]) -> Marker:
    wanted = [part for part in parts if not part.clause.excluded]
    weights, prefixes, phrases = {}, set(), []
    for part in wanted:
        quoted = [term.text for term in (*part.clause.terms, *part.others) if term.phrase]
        phrases += quoted
        if len(quoted) < len(part.clause.terms) + len(part.others):
            stems = {**part.stems, **({} if quoted else part.other_stems or {})}
            weights |= {stem.strip("'"): 1 / math.log(2 + count) for stem, count in stems.items() if count}
            prefixes |= set(_PREFIX.findall(part.match))
    return Marker(weights, prefixes, phrases, texts)


def _result(row: _Row, marker: Marker, type_label: str, label: str, url: str) -> Result:
    title_hits, hits = marker.hits(row.title), marker.hits(row.body)
    quote, file = row.kind == QUOTE, row.kind == DOCUMENT
    speaker = row.people[0] if quote and row.people else ""
    role = row.summary if quote else ""
    shows_summary = not (hits or quote or file) and row.summary
    return Result(
        title=row.title,
        url=url,
        type=row.kind,
        type_label=type_label,
        date=row.date,
        day=row.day,
        title_html=marked(row.title, title_hits),
        snippet=marked(row.summary, marker.hits(row.summary)) if shows_summary else snippet(row.body, hits),
        people=row.people,
        topics=row.topics,
        label="" if file else label,
        matches=len(hits),
        first_match_url="" if file else _first_match_url(url, row.body, hits),
        speaker=speaker,
        role=role,
        speaker_html=marked(speaker, marker.hits(speaker)),
        role_html=marked(role, marker.hits(role)),
        page_id=row.page_id,
        document_id=row.document_id,
    )


def _first_match_url(url: str, text: str, hits: list[Hit]) -> str:
    if not hits:
        return ""
    return url + ("" if "#" in url else "#") + text_fragment(text, hits[0])
