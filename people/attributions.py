"""The people who are named in a body, and their quotes: for pages, the search index and structured data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wagtail.blocks import StreamValue

from content.body.search_text import plain_text, plain_text_lines
from content.models import BasePage
from content.search_content import QuoteContent
from content.structured_data import drop_empty, make_reference
from core.languages import get_language_tag

from .credits import Attribution
from .names import is_institution

if TYPE_CHECKING:
    from .blocks import QuoteValue


@dataclass
class NamedPeople:
    """Names as they are shown, and the ids of the people who have a page; each once, in order."""

    names: list[str] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)

    def add(self, attribution: Attribution) -> None:
        if attribution.is_named and attribution.display_name not in self.names:
            self.names.append(attribution.display_name)
        if attribution.person and attribution.person.pk not in self.person_ids:
            self.person_ids.append(attribution.person.pk)


def iter_attributions(body: StreamValue) -> Iterator[Attribution]:
    """Yield the attributions of quote, speaker and speakers blocks, in reading order."""
    for block in body:
        if block.block_type in {"quote", "speaker"}:
            yield block.value
        elif block.block_type == "speakers":
            yield from block.value["people"]


def get_named_people(credits: Iterable[Attribution], body: StreamValue) -> NamedPeople:
    """Return the people who are named in ``credits`` (a byline or list of speakers) and in the body."""
    people = NamedPeople()
    for attribution in [*credits, *iter_attributions(body)]:
        people.add(attribution)
    return people


def iter_quotes(page: BasePage) -> Iterator[tuple[str, "QuoteValue"]]:
    """Yield the anchor and the value of each quote block of a page, as it is in memory, in reading order."""
    for body in page.get_bodies():
        for block in body:
            if block.block_type == "quote":
                yield f"#quote-{block.id}", block.value


def get_quote_contents(page: BasePage) -> list[QuoteContent]:
    """Return the quotes of a page for the search index, one for each anchor.

    A body that was made by code may contain a block id twice. A link with that anchor leads to the first block.
    """
    found: dict[str, QuoteContent] = {}
    for anchor, quote in iter_quotes(page):
        content = QuoteContent(
            anchor=anchor,
            text=plain_text_lines(quote.words.source),
            speaker=quote.display_name,
            role=quote.description,
            person_id=quote.person.pk if quote.person else None,
        )
        found.setdefault(anchor, content)
    return list(found.values())


def get_quotation_nodes(page: BasePage) -> list[dict]:
    """Return the quotes of a page as schema.org ``Quotation`` nodes, with the speaker and their role."""
    address, whole = page.full_url or "", make_reference(page)
    return [
        drop_empty(
            {
                "@type": "Quotation",
                "@id": address + anchor,
                "url": address + anchor,
                "text": plain_text(quote.words.source),
                "creator": get_person_node(quote) if quote.is_named else None,
                "inLanguage": get_language_tag(quote.language) if quote.language else None,
                "isPartOf": whole,
            }
        )
        for anchor, quote in iter_quotes(page)
    ]


def get_person_node(attribution: Attribution) -> dict:
    """Return an attribution as a schema.org ``Person`` node, with the role of that day, and no name for the unnamed.

    A guest who is an institution is an ``Organization``, which has neither a role nor an affiliation.
    """
    person = attribution.public_person
    if attribution.person is None and is_institution(attribution.name):
        return drop_empty({"@type": "Organization", "name": attribution.name, "url": attribution.url})
    organisation = {"@type": "Organization", "name": attribution.organisation} if attribution.organisation else None
    return drop_empty(
        {
            "@type": "Person",
            "@id": person and person.full_url,
            "name": attribution.display_name if attribution.is_named else "",
            "url": person.full_url if person else attribution.url,
            "jobTitle": attribution.role,
            "affiliation": organisation,
        }
    )


def get_mention_nodes(body: StreamValue) -> list[dict]:
    """Return whoever is named in a body, each once and without the role, which may differ from place to place."""
    found: dict[str, dict] = {}
    for attribution in iter_attributions(body):
        if attribution.is_named:
            node = get_person_node(attribution)
            who = {name: value for name, value in node.items() if name not in {"jobTitle", "affiliation"}}
            found.setdefault(attribution.display_name, who)
    return list(found.values())
