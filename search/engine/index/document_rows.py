"""Rows of the index: what is stored of a page, of a quote and of a file."""

from datetime import date

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import RawSQL

from content.body.search_text import join_lines
from content.body.stream import MAX_SEARCHABLE_LENGTH
from content.models import BasePage
from content.search_content import QuoteContent, SearchContent
from search.models import NAMES_CONFIG, STEM_CONFIG, SearchDocument
from search.models.documents import DOCUMENT, QUOTE
from search.result_types import get_kind_number
from search.tokenizer import to_index_text


def build_page_rows(page: BasePage) -> list[SearchDocument]:
    """Return the rows of a page as it is published: its own first, then one for each quote."""
    content = page.get_search_content()
    return [_build_page_row(page, content), *(_build_quote_row(page, content, quote) for quote in content.quotes)]


def _build_page_row(page: BasePage, content: SearchContent) -> SearchDocument:
    return SearchDocument(
        **_get_visibility_fields(page),
        **_get_kind_fields(page.kind),
        title=_clean(page.title),
        summary=_clean(page.description),
        body=_clean(join_lines(content.strapline, content.body)),
        people=content.people,
        topics=content.topics,
        person_ids=content.person_ids,
        topic_ids=content.topic_ids,
        **_get_vector_fields(
            title=page.title,
            people=content.people,
            topics=content.topics,
            headings=" ".join([content.strapline, page.description, content.headings, _spell_out(page.local_date)]),
            body=content.body,
        ),
    )


def _build_quote_row(page: BasePage, content: SearchContent, quote: QuoteContent) -> SearchDocument:
    return SearchDocument(
        **_get_visibility_fields(page),
        **_get_kind_fields(QUOTE),
        anchor=quote.anchor.removeprefix("#"),
        title=_clean(page.title),
        summary=_clean(quote.role),
        body=_clean(quote.text),
        people=[quote.speaker] if quote.speaker else [],
        topics=content.topics,
        person_ids=[quote.person_id] if quote.person_id else [],
        topic_ids=content.topic_ids,
        # The page's title and topics lead to the page; a quote is found by who said it, and what.
        **_get_vector_fields(title="", people=[quote.speaker], topics=[], headings=quote.role, body=quote.text),
    )


def build_document_row(document_id: int, title: str, filename: str, text: str) -> SearchDocument:
    """Return the row of a file that is not attached to a page yet."""
    return SearchDocument(
        document_id=document_id,
        **_get_kind_fields(DOCUMENT),
        title=_clean(title),
        summary=_clean(filename),
        body=_clean(text),
        **_get_vector_fields(title=title, people=[], topics=[], headings=filename, body=text),
    )


def _get_kind_fields(kind: str) -> dict:
    return {"kind": kind, "kind_number": get_kind_number(kind)}


def _clean(text: str) -> str:
    """Return a text that PostgreSQL can store: without NUL, and not longer than what is searched."""
    return text[:MAX_SEARCHABLE_LENGTH].replace("\x00", "").strip()


def _get_visibility_fields(page: BasePage) -> dict:
    """Return the fields that say when and where the rows of a page can be seen."""
    return {
        "page_id": page.pk,
        "live": page.live,
        "path": page.path,
        "visible_from": page.visible_from,
        "visible_until": page.expire_at,
        "date": page.display_date,
        "day": page.local_date,
        "year": page.local_date and page.local_date.year,
    }


def _spell_out(day: date | None) -> str:
    """Return a day as visitors remember it, in the language of the index: “3 May 2026”."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _get_vector_fields(*, title: str, people: list[str], topics: list[str], headings: str, body: str) -> dict:
    """Return the fields by which a row is found."""
    parts = (title, "\n".join(people), "\n".join(topics), headings)
    title_text, people_text, topics_text, headings_text = (to_index_text(part)[0] for part in parts)
    body_text, length = to_index_text(body[:MAX_SEARCHABLE_LENGTH])
    return {
        "names_vector": _build_vector(NAMES_CONFIG, A=title_text, B=people_text, C=topics_text),
        "vector": _build_vector(
            STEM_CONFIG, A=title_text, B=f"{people_text} {topics_text}", C=headings_text, D=body_text
        ),
        "length": length,
    }


def _build_vector(config: str, **weighted: str) -> RawSQL:
    """Return the expression of a vector: the texts in the order of their weights, A to D."""
    pieces = [f"setweight(to_tsvector('{config}', %s), '{weight}')" for weight in weighted]
    return RawSQL(" || ".join(pieces), list(weighted.values()), output_field=SearchVectorField())  # noqa: S611
