"""Data classes for the content of a page in the search index."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class QuoteContent:
    """A quote on a page, for the search index.

    ``text`` is plain; ``speaker`` and ``role`` are as the page shows them; ``anchor`` is ``#quote-<block id>``;
    ``person_id`` is the id of the speaker's page, if there is one.
    """

    anchor: str
    text: str
    speaker: str
    role: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class SearchContent:
    """The content of a page for the search index.

    ``headings`` and ``body`` are plain text, the body with one line for each paragraph or other part; ``people`` and
    ``topics`` are the names that the page shows; ``person_ids`` and ``topic_ids`` are page ids, for filters. Each of
    ``quotes`` becomes a search result of its own.
    """

    body: str = ""
    strapline: str = ""
    headings: str = ""
    people: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)
    topic_ids: list[int] = field(default_factory=list)
    quotes: list[QuoteContent] = field(default_factory=list)
