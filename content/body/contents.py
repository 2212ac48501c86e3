"""The table of contents of a body, made from its headings, and how long it takes to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from .names import name_blocks

#: With fewer headings a text needs no table of contents.
MIN_HEADINGS = 3
#: Of adults who read English prose (Brysbaert, 2019: 238).
WORDS_PER_MINUTE = 238


@dataclass(frozen=True)
class ContentsEntry:
    anchor: str
    text: str
    level: str


def get_contents(body: Iterable) -> list[ContentsEntry]:
    """Return the sections and subsections of a body, if there are enough of them, with their anchors."""
    named = ((block, name) for block, name in name_blocks(body) if block.block_type == "heading" and name)
    entries = [
        ContentsEntry(name, block.value["text"], block.value.get("level") or "h2")
        for block, name in named
        if block.value.get("level") != "h4"
    ]
    return entries if len(entries) >= MIN_HEADINGS else []


def count_words(stored: Any) -> int:
    """Return the number of words in the stored value of a body or block. What is not text in it hardly counts."""
    if isinstance(stored, str):
        return len(strip_tags(stored).split())
    parts = stored.values() if isinstance(stored, dict) else stored if isinstance(stored, list) else ()
    return sum(count_words(part) for part in parts)


def get_reading_minutes(body: Any) -> int:
    """Return how many minutes a body takes to read, at least one."""
    return max(1, round(sum(count_words(block["value"]) for block in body.raw_data) / WORDS_PER_MINUTE))
