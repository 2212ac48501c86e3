"""What a page tells the search index."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class QuoteContent:
    """A quote on a page, for the search index: plain text, who said it as the page shows it, and where.

    ``anchor`` is ``#quote-<block id>``; ``person_id`` is the speaker's page, if they have one.
    """

    anchor: str
    text: str
    speaker: str
    role: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class SearchContent:
    """What a page tells the search index.

    ``headings`` and ``body`` are plain text, the body a line for each paragraph or other piece; ``people`` and
    ``topics`` are the names that the page shows; ``person_ids`` and ``topic_ids`` are page ids, for filters. Each of
    ``quotes`` can be found by itself.
    """

    body: str = ""
    strapline: str = ""
    headings: str = ""
    people: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)
    topic_ids: list[int] = field(default_factory=list)
    quotes: list[QuoteContent] = field(default_factory=list)
