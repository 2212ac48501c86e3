"""The rows of the index: what is kept of a page, of a quote and of a file."""

from datetime import date

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import RawSQL

from content.body.search_text import lines
from content.body.stream import MAX_SEARCHABLE_LENGTH
from content.models import BasePage
from content.search_content import QuoteContent, SearchContent
from search.kinds import kind_number
from search.models import CONFIG, NAMES_CONFIG, SearchDocument
from search.models.documents import DOCUMENT, QUOTE

from .text import searchable


def rows_of_page(page: BasePage) -> list[SearchDocument]:
    """Return the rows of a page as it is published: its own first, then one for each quote."""
    content = page.get_search_content()
    return [_page_row(page, content), *(_quote_row(page, content, quote) for quote in content.quotes)]


def _page_row(page: BasePage, content: SearchContent) -> SearchDocument:
    return SearchDocument(
        **_place(page),
        **_kind(page.kind),
        title=_clean(page.title),
        summary=_clean(page.description),
        body=_clean(lines(content.strapline, content.body)),
        people=content.people,
        topics=content.topics,
        person_ids=content.person_ids,
        topic_ids=content.topic_ids,
        **_found_by(
            title=page.title,
            people=content.people,
            topics=content.topics,
            headings=" ".join([content.strapline, page.description, content.headings, _in_words(page.local_date)]),
            body=content.body,
        ),
    )


def _quote_row(page: BasePage, content: SearchContent, quote: QuoteContent) -> SearchDocument:
    return SearchDocument(
        **_place(page),
        **_kind(QUOTE),
        anchor=quote.anchor.removeprefix("#"),
        title=_clean(page.title),
        summary=_clean(quote.role),
        body=_clean(quote.text),
        people=[quote.speaker] if quote.speaker else [],
        topics=content.topics,
        person_ids=[quote.person_id] if quote.person_id else [],
        topic_ids=content.topic_ids,
        # The page's title and topics lead to the page; a quote is found by who said it, and what.
        **_found_by(title="", people=[quote.speaker], topics=[], headings=quote.role, body=quote.text),
    )


def row_of_document(document_id: int, title: str, filename: str, text: str) -> SearchDocument:
    """Return the row of a file that is not tied to a page yet."""
    return SearchDocument(
        document_id=document_id,
        **_kind(DOCUMENT),
        title=_clean(title),
        summary=_clean(filename),
        body=_clean(text),
        **_found_by(title=title, people=[], topics=[], headings=filename, body=text),
    )


def _kind(kind: str) -> dict:
    return {"kind": kind, "kind_number": kind_number(kind)}


def _clean(text: str) -> str:
    """Return a text as PostgreSQL keeps it: without NUL, and not longer than what is searched."""
    return text[:MAX_SEARCHABLE_LENGTH].replace("\x00", "").strip()


def _place(page: BasePage) -> dict:
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


def _in_words(day: date | None) -> str:
    """Return a day as visitors remember it, in the language of the index: “3 May 2026”."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _found_by(title: str, people: list[str], topics: list[str], headings: str, body: str) -> dict:
    """Return the fields by which a row is found."""
    texts = (title, "\n".join(people), "\n".join(topics), headings)
    title, people, topics, headings = (searchable(text)[0] for text in texts)
    body, length = searchable(body[:MAX_SEARCHABLE_LENGTH])
    return {
        "names": _vector(NAMES_CONFIG, A=title, B=people, C=topics),
        "vector": _vector(CONFIG, A=title, B=f"{people} {topics}", C=headings, D=body),
        "length": length,
    }


def _vector(config: str, **weighted: str) -> RawSQL:
    """Return the expression of a vector: the texts in the order of their weights, A to D."""
    pieces = [f"setweight(to_tsvector('{config}', %s), '{weight}')" for weight in weighted]
    return RawSQL(" || ".join(pieces), list(weighted.values()), output_field=SearchVectorField())  # noqa: S611
