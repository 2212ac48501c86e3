"""Who is named in a body, and what they are quoted with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue

from content.body.blocks import BodyPageChooserBlock
from content.body.rich_text import BodyRichText, linked_page_ids
from content.body.search_text import rich_text, rich_text_lines
from content.models import BasePage
from content.search_content import QuoteContent
from content.structured_data import drop_empty

from .credits import Attribution
from .models.quote import Quote


@dataclass
class NamedPeople:
    """Names as they are shown, and the ids of those who have a page; each once, in order."""

    names: list[str] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)

    def add(self, voice: Attribution) -> None:
        if voice.is_named and voice.display_name not in self.names:
            self.names.append(voice.display_name)
        if voice.person and voice.person.pk not in self.person_ids:
            self.person_ids.append(voice.person.pk)


def iter_attributions(body: StreamValue) -> Iterator[Attribution]:
    """Yield everybody whom quote, speaker and speakers blocks name, in reading order."""
    for block in body:
        if block.block_type in {"quote", "speaker"}:
            yield block.value
        elif block.block_type == "speakers":
            yield from block.value["people"]


def get_named_people(credits: Iterable[Attribution], body: StreamValue) -> NamedPeople:
    """Return everybody named in a byline or list of speakers, and in the body."""
    voices = NamedPeople()
    for voice in [*credits, *iter_attributions(body)]:
        voices.add(voice)
    return voices


def iter_quotes(page: BasePage) -> Iterator[tuple[str, Attribution]]:
    """Yield the quotes of a page as it is in memory, each with its anchor, in reading order."""
    for body in page.get_bodies():
        for block in body:
            if block.block_type == "quote":
                yield f"#quote-{block.id}", block.value


def get_quote_contents(page: BasePage) -> list[QuoteContent]:
    """Return the quotes of a page as the search index wants them: one an anchor.

    A body that a program put together may hold an id twice. An address leads to the first of them.
    """
    found = {}
    for anchor, quote in iter_quotes(page):
        content = QuoteContent(
            anchor=anchor,
            text=rich_text_lines(quote.words.source),
            speaker=quote.display_name,
            role=quote.description,
            person_id=quote.person.pk if quote.person else None,
        )
        found.setdefault(anchor, content)
    return list(found.values())


def get_quotation_nodes(page: BasePage) -> list[dict]:
    """Return the quotes of a page as ``Quotation`` of schema.org, with whoever said it and as what."""
    address = page.full_url or ""
    whole = {"@type": "WebPage", "@id": address, "url": address, "name": page.title}
    return [
        drop_empty(
            {
                "@type": "Quotation",
                "@id": address + anchor,
                "url": address + anchor,
                "text": rich_text(quote.words.source),
                "creator": speaker_node(quote) if quote.is_named else None,
                "isPartOf": whole,
            }
        )
        for anchor, quote in iter_quotes(page)
    ]


def speaker_node(voice: Attribution) -> dict:
    """Return whoever is named as ``Person`` of schema.org, in the role of that day; of the unnamed, no name."""
    person = voice.person if voice.person and voice.person.live else None
    organisation = {"@type": "Organization", "name": voice.organisation} if voice.organisation else None
    return drop_empty(
        {
            "@type": "Person",
            "@id": person and person.full_url,
            "name": voice.display_name if voice.is_named else "",
            "url": person.full_url if person else voice.url,
            "jobTitle": voice.role,
            "affiliation": organisation,
        }
    )


def prefetch_links(quotes: Iterable[Quote]) -> None:
    """Look up the pages that the words of ``quotes`` link to, all at once."""
    ids = {pk for quote in quotes for pk in linked_page_ids(quote.html)}
    linked = BodyPageChooserBlock().load(ids) if ids else {}
    for quote in quotes:
        quote.words = BodyRichText(quote.html, linked)
