"""Who is named in a body, and what they are quoted with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue

from .credits import NamedVoice


@dataclass
class Voices:
    """Names as they are shown, and the ids of those who have a page; each once, in order."""

    names: list[str] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)

    def add(self, voice: NamedVoice) -> None:
        if voice.display_name and voice.display_name not in self.names:
            self.names.append(voice.display_name)
        if voice.person and voice.person.pk not in self.person_ids:
            self.person_ids.append(voice.person.pk)


@dataclass(frozen=True)
class QuoteInBody:
    """A quote block: its value, and the anchor by which a page links to it."""

    quote: NamedVoice
    anchor: str


def voices_in_body(body: StreamValue) -> Iterator[NamedVoice]:
    """Yield everybody whom quote, speaker and speakers blocks name, in reading order."""
    for block in body:
        if block.block_type in {"quote", "speaker"}:
            yield block.value
        elif block.block_type == "speakers":
            yield from block.value["people"]


def quotes_in_body(body: StreamValue, person=None, limit: int | None = None) -> list[QuoteInBody]:
    """Return the quotes of a body in reading order: all, or those of ``person``; the first ``limit`` of them.

    Only those that are returned are converted, and the given person is not looked up again.
    """
    block = body.stream_block.child_blocks["quote"]
    raw_quotes = [item for item in body.raw_data if item["type"] == "quote"]
    if person is not None:
        raw_quotes = [item for item in raw_quotes if item["value"].get("person") == person.pk]
    quotes = []
    for item in raw_quotes[:limit]:
        value = block.to_python(item["value"] | ({"person": None} if person else {}))
        if person is not None:
            value["person"] = person
        quotes.append(QuoteInBody(value, f"#quote-{item['id']}"))
    return quotes


def named_in(credits: Iterable[NamedVoice], body: StreamValue) -> Voices:
    """Return everybody named in a byline or list of speakers, and in the body."""
    voices = Voices()
    for voice in [*credits, *voices_in_body(body)]:
        voices.add(voice)
    return voices
