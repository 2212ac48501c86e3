"""Building the results of one page: reads their texts and marks the hits in them."""

import datetime
import math
import re
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import Site

from content.models import BasePage
from content.serving.urls import get_full_url
from search.models.documents import DOCUMENT, QUOTE, SearchDocumentQuerySet
from search.result_types import get_result_types

from ..db.sql import fetch_all, select_columns
from ..query.clauses import AnalysedClause
from .highlighting import Highlighter, Hit, highlight
from .snippets import build_snippet
from .text_fragments import build_text_fragment
from .types import Result

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
    date: datetime.datetime | None
    day: datetime.date | None
    file: str | None
    url_path: str
    content_type_id: int

    def get_url(self, site: Site) -> str:
        """Return the absolute address of the page, of the place of a quote on it, or of the file."""
        if self.kind != DOCUMENT:
            return get_full_url(self.url_path) + (f"#{self.anchor}" if self.anchor else "")
        url = get_document_model()(pk=self.document_id, file=self.file).url
        return site.root_url + url if url.startswith("/") else url


def build_results(
    ids: list[int],
    clauses: list[AnalysedClause],
    site: Site,
    visible: SearchDocumentQuerySet,
    by_meaning: frozenset[int] = frozenset(),
) -> list[Result]:
    """Return the results of the rows ``ids``, in this order. Rows that are gone meanwhile are left out.

    Of the topics of each only those that are among the ``visible`` rows are named. Those ``by_meaning`` say so.
    """
    by_id = {row.id: row for row in _fetch_rows(ids, visible)}
    rows = [by_id[pk] for pk in ids if pk in by_id]
    texts = [text for row in rows for text in (row.title, row.summary, row.body, *row.people)]
    highlighter = _build_highlighter(clauses, texts)
    types, labels = get_result_types(), _get_status_labels(rows)
    type_labels = {kind: str(types.get(kind, kind)) for kind in {row.kind for row in rows}}
    return [
        replace(
            _build_result(row, highlighter, type_labels[row.kind], labels.get(row.page_id, ""), row.get_url(site)),
            by_meaning=row.id in by_meaning,
        )
        for row in rows
    ]


def _fetch_rows(ids: list[int], visible: SearchDocumentQuerySet) -> list[_Row]:
    """Return the rows of these ids, each with the topics that visitors may see at this moment.

    In plain SQL: Django takes longer to compile it than PostgreSQL to answer.
    """
    topics, parameters = select_columns(visible.filter(kind="topic"), "page_id", "title")
    rows = fetch_all(
        f"""
        SELECT shown.id, shown.page_id, shown.document_id, shown.kind, shown.anchor, shown.title, shown.summary,
               shown.body, shown.people,
               ARRAY(
                   SELECT topic.title FROM ({topics}) AS topic
                   WHERE topic.page_id = ANY(shown.topic_ids) AND topic.page_id <> shown.page_id ORDER BY topic.title
               ),
               shown.date, shown.day, file.file,
               page.url_path, page.content_type_id
        FROM search_searchdocument AS shown JOIN wagtailcore_page AS page ON page.id = shown.page_id
        LEFT JOIN {get_document_model()._meta.db_table} AS file ON file.id = shown.document_id
        WHERE shown.id = ANY(%s::bigint[])
        """,  # noqa: S608 - names of ours, and an inner query of Django's
        [*parameters, ids],
    )
    return [_Row(*row) for row in rows]


def _get_status_labels(rows: list[_Row]) -> dict[int, str]:
    """Return what must be seen now beside the titles of some pages, by page id, in one query for each type."""
    ids: defaultdict[type[BasePage], set[int]] = defaultdict(set)
    for row in rows:
        model = ContentType.objects.get_for_id(row.content_type_id).model_class()
        assert model is not None
        assert issubclass(model, BasePage)
        ids[model].add(row.page_id)
    return {pk: label for model, some in ids.items() for pk, label in model.get_status_labels(some).items()}


def _build_highlighter(clauses: list[AnalysedClause], texts: list[str]) -> Highlighter:
    weights: dict[str, float] = {}
    prefixes: set[str] = set()
    phrases: list[str] = []
    for clause in clauses:
        if clause.is_excluded:
            continue
        terms = (*clause.clause.terms, *clause.synonyms)
        quoted = [term.text for term in terms if term.is_phrase]
        phrases += quoted
        if len(quoted) < len(terms):
            stems = {**clause.stems, **({} if quoted else clause.synonym_stems)}
            weights |= {stem.strip("'"): 1 / math.log(2 + count) for stem, count in stems.items() if count}
            prefixes |= set(_PREFIX.findall(clause.tsquery))
    return Highlighter(weights, prefixes, phrases, texts)


def _build_result(row: _Row, highlighter: Highlighter, type_label: str, label: str, url: str) -> Result:
    title_hits, hits = highlighter.find_hits(row.title), highlighter.find_hits(row.body)
    is_quote, is_file = row.kind == QUOTE, row.kind == DOCUMENT
    speaker = row.people[0] if is_quote and row.people else ""
    role = row.summary if is_quote else ""
    if is_quote or is_file:
        snippet = build_snippet(row.body, hits)
    else:
        snippet = build_snippet(*_put_together(row, highlighter.find_hits(row.summary), hits))
    return Result(
        title=row.title,
        url=url,
        type=row.kind,
        type_label=type_label,
        date=row.date,
        day=row.day,
        title_html=highlight(row.title, title_hits),
        snippet=snippet,
        people=row.people,
        topics=row.topics,
        label="" if is_file else label,
        match_count=len(hits),
        first_match_url="" if is_file else _get_first_match_url(url, row.body, hits),
        speaker=speaker,
        role=role,
        speaker_html=highlight(speaker, highlighter.find_hits(speaker)),
        role_html=highlight(role, highlighter.find_hits(role)),
        page_id=row.page_id,
        document_id=row.document_id,
    )


def _put_together(row: _Row, summary_hits: list[Hit], body_hits: list[Hit]) -> tuple[str, list[Hit]]:
    """Return the text of which passages are shown, with its hits: the summary, and the body where it has some."""
    if not row.summary:
        return row.body, body_hits
    if not body_hits:
        return row.summary, summary_hits
    start = len(row.summary) + 1
    moved = [hit._replace(start=hit.start + start, end=hit.end + start) for hit in body_hits]
    return f"{row.summary}\n{row.body}", [*summary_hits, *moved]


def _get_first_match_url(url: str, text: str, hits: list[Hit]) -> str:
    if not hits:
        return ""
    return url + ("" if "#" in url else "#") + build_text_fragment(text, hits[0])
