"""What is shown of the results of one page, and of no others."""

import math
import re
from collections import defaultdict

from wagtail.models import Site

from search.kinds import kinds
from search.models import SearchDocument
from search.models.documents import DOCUMENT, QUOTE

from .analysis import Part
from .marking import Hit, Marker, marked, snippet, text_fragment
from .results import Result

#: What is read of a row, and of its page.
SHOWN = [
    *("kind", "anchor", "title", "summary", "body", "people", "topics", "date", "day", "document", "document__file"),
    *("page__url_path", "page__path", "page__slug", "page__locale", "page__content_type"),
]
_PREFIX = re.compile(r"'([^']+)':\*")


def present(ids: list[int], parts: list[Part], site: Site) -> list[Result]:
    """Return what is shown of the rows ``ids``, in this order. Rows that are gone meanwhile are left out."""
    rows = SearchDocument.objects.filter(pk__in=ids, page__isnull=False).select_related("page", "document")
    by_id = rows.only(*SHOWN).in_bulk()
    documents = [by_id[pk] for pk in ids if pk in by_id]
    texts = [(row.title, row.summary, row.body, *row.people) for row in documents]
    marker = _marker(parts, [text for some in texts for text in some])
    types, labels = kinds(), _labels(documents)
    return [
        _result(document, marker, str(types.get(document.kind, document.kind)), labels.get(document.page_id, ""), site)
        for document in documents
    ]


def _labels(documents: list[SearchDocument]) -> dict[int, str]:
    """Return what must be seen now beside the titles of some pages, by page id, in a query a type that has any."""
    ids = defaultdict(set)
    for document in documents:
        ids[document.page.specific_class].add(document.page_id)
    return {pk: label for model, some in ids.items() for pk, label in model.labels_of(some).items()}


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


def _result(document: SearchDocument, marker: Marker, type_label: str, label: str, site: Site) -> Result:
    title_hits, hits = marker.hits(document.title), marker.hits(document.body)
    quote, file = document.kind == QUOTE, document.kind == DOCUMENT
    if file:
        url = site.root_url + document.document.url if document.document.url.startswith("/") else document.document.url
    else:
        url = (document.page.full_url or "") + (f"#{document.anchor}" if document.anchor else "")
    speaker = document.people[0] if quote and document.people else ""
    role = document.summary if quote else ""
    shows_summary = not (hits or quote or file) and document.summary
    return Result(
        title=document.title,
        url=url,
        type=document.kind,
        type_label=type_label,
        date=document.date,
        day=document.day,
        title_html=marked(document.title, title_hits),
        snippet=marked(document.summary, marker.hits(document.summary))
        if shows_summary
        else snippet(document.body, hits),
        people=document.people,
        topics=document.topics,
        label="" if file else label,
        matches=len(hits),
        first_match_url="" if file else _first_match_url(url, document.body, hits),
        speaker=speaker,
        role=role,
        speaker_html=marked(speaker, marker.hits(speaker)),
        role_html=marked(role, marker.hits(role)),
        page_id=document.page_id,
        document_id=document.document_id,
    )


def _first_match_url(url: str, text: str, hits: list[Hit]) -> str:
    if not hits:
        return ""
    return url + ("" if "#" in url else "#") + text_fragment(text, hits[0])
