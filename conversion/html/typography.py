"""Typographic quotation marks and apostrophes in place of straight ones, as WordPress shows them (``wptexturize``).

WordPress stores what was typed and sets the marks when a page is read; text in code stays as it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from .elements import BLOCK_TAGS

# Elements whose text is left as it was typed: those of ``wptexturize``.
AS_TYPED = frozenset({"pre", "code", "kbd", "samp", "tt", "var", "script", "style"})
STRAIGHT = re.compile(r"[\"']")
OPENING = "([{–—-/\u00a0"
APOSTROPHE = "’"


class Marks(NamedTuple):
    double: tuple[str, str]
    single: tuple[str, str]


ENGLISH = Marks(("“", "”"), ("‘", "’"))
LOW = Marks(("„", "“"), ("‚", "‘"))
GUILLEMETS = Marks(("«", "»"), ("‹", "›"))
# By the language of the site; as WordPress's translations have them.
MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "lt", "is"), LOW),
    **dict.fromkeys(("pl", "ro", "hu", "hr"), Marks(("„", "”"), ("‚", "’"))),
    **dict.fromkeys(("es", "it", "pt", "el", "ru", "uk", "nb", "nn"), GUILLEMETS),
    "fr": Marks(("«\u00a0", "\u00a0»"), ("‹\u00a0", "\u00a0›")),
    **dict.fromkeys(("sv", "fi"), Marks(("”", "”"), ("’", "’"))),
}


def curl_text(text: str, language: str = "") -> str:
    """Return a text with curly marks."""
    marks = _find_marks(text, language)
    return STRAIGHT.sub(lambda found: marks[found.start()], text)


def _find_marks(text: str, language: str) -> dict[int, str]:
    """Return the curly mark for each straight one, by its position."""
    marks = MARKS.get(language.lower().replace("_", "-").partition("-")[0], ENGLISH)
    return {found.start(): _choose(text, found.start(), marks) for found in STRAIGHT.finditer(text)}


def _choose(text: str, at: int, marks: Marks) -> str:
    left, right = text[at - 1] if at else "", text[at + 1 : at + 2]
    opens = (not left or left.isspace() or left in OPENING) and bool(right.strip())
    # Feet and inches, unless a quotation is open that may end there.
    is_measure = left.isdigit() and text.count(text[at], 0, at) % 2 == 0
    if text[at] == '"':
        return "″" if is_measure else marks.double[0 if opens else 1]
    if is_measure:
        return "′"
    # ’90s; it’s.
    is_apostrophe = left.isalnum() or (opens and right.isdigit())
    return APOSTROPHE if is_apostrophe else marks.single[0 if opens else 1]


def curl(body: HtmlElement, language: str = "") -> None:
    """Set curly marks in a tree, outside of code. A mark sees the characters beside it across inline elements."""
    slots = list(_iter_slots(body, as_typed=False))
    text = "".join(slot.text for slot in slots)
    marks = _find_marks(text, language)
    at = 0
    for slot in slots:
        if slot.node is not None:
            changed = "".join(marks.get(at + offset, sign) for offset, sign in enumerate(slot.text))
            setattr(slot.node, slot.name, changed)
        at += len(slot.text)


class _Slot(NamedTuple):
    """A text of the tree: where it stands, unless it stays as it is."""

    node: HtmlElement | None
    name: str
    text: str


def _iter_slots(node: HtmlElement, *, as_typed: bool) -> Iterator[_Slot]:
    as_typed = as_typed or node.tag in AS_TYPED
    parts = node.tag in BLOCK_TAGS or node.tag == "br"
    if parts:
        yield _Slot(None, "", "\n")
    if node.text:
        yield _Slot(None if as_typed else node, "text", node.text)
    for child in node:
        yield from _iter_slots(child, as_typed=as_typed)
        if child.tail:
            yield _Slot(None if as_typed else child, "tail", child.tail)
    if parts:
        yield _Slot(None, "", "\n")
