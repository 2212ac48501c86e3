"""Custom fields that hold words: what templates, and plugins such as ACF, showed beside a body or in place of it."""

import re
from collections.abc import Collection, Iterator

from conversion.account import words_of
from conversion.findings import DROPPED, Finding, shorten
from conversion.html.autop import autop

from ..reading.records import Item
from .fields import RANK_MATH_ROBOTS, SEO_DESCRIPTION, SEO_TITLE
from .scan import CREDIT_FIELDS

# Read elsewhere, or shown to nobody.
OTHER_FIELDS = {*SEO_TITLE, *SEO_DESCRIPTION, *CREDIT_FIELDS, RANK_MATH_ROBOTS, "footnotes", "cap-description"}
# Rows of repeated fields are numbered: ``sections_0_body``.
ROW = re.compile(r"(?<=_)\d+(?=_|$)")
# Serialised PHP, JSON, addresses and shortcodes.
NO_WORDS = re.compile(r"\s*(?:[abdisO]:\d|[\[{]|https?://\S*\s*\Z|/\S*\s*\Z)")
# Two words beside each other. A single one may be a choice, such as “left”.
WORDS = re.compile(r"[^\W\d_]{2,}[.,;:!?’'”\"]*[^\S\n]+[“‘(\"]?[^\W\d_]+")
REASON = "a custom field, which only the old site’s design showed; it can be taken when the export is imported"


def make_pattern(key: str) -> str:
    """Return the name of a field without the numbers of its rows: ``sections_*_body``."""
    return ROW.sub("*", key)


def iter_worded_fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield pattern and value of the custom fields of an item that look like words, in the order of the export."""
    for key, values in item.meta.items():
        if key.startswith("_") or key in OTHER_FIELDS:
            continue
        for value in values:
            if not NO_WORDS.match(value) and WORDS.search(value):
                yield make_pattern(key), value


def take_fields(item: Item, patterns: Collection[str]) -> None:
    """Append the chosen fields to an item's body."""
    taken = [autop(value) for pattern, value in iter_worded_fields(item) if pattern in patterns]
    if taken:
        item.content = "\n\n".join([item.content, *taken]).strip()


def find_lost_fields(item: Item, patterns: Collection[str]) -> dict[str, str]:
    """Return the worded fields that are not taken: their values, joined, by pattern."""
    lost: dict[str, str] = {}
    for pattern, value in iter_worded_fields(item):
        if pattern not in patterns:
            lost[pattern] = f"{lost.get(pattern, '')}\n{value}".strip()
    return lost


def was_shown(item: Item, pattern: str) -> bool:
    """Whether readers certainly saw a field: ACF made it, or its page has no other text.

    Other fields with words may be an editor's notes, or a plugin's.
    """
    if not item.content.strip():
        return True
    keys = (key for key in item.meta if make_pattern(key) == pattern)
    return any(item.get_meta(f"_{key}").startswith("field_") for key in keys)


def describe_lost_field(pattern: str, value: str) -> Finding:
    return Finding("field", DROPPED, shorten(f"{pattern}: {' '.join(words_of(value))}"), REASON)
