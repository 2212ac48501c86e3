"""Where quotations begin and end: pairs of quotation marks, over one paragraph or several."""

import re
from dataclasses import dataclass

from ..speech.types import MAX_SPEECH_PARAGRAPHS
from .units import Unit

CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“”", "‹": "›"}
# Marks of one paragraph that nothing closes: after so many the rest of it is left alone.
MAX_UNCLOSED = 30
STOPS = ",.!?…;:—–-"
# What takes the place of a quotation where only the words around it are read.
MASK = "█"


@dataclass(frozen=True)
class Part:
    """The part of a quotation in one paragraph: ``start`` and ``end`` of the words inside its marks.

    ``outer_start`` and ``outer_end`` include the marks.
    """

    unit: int
    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True)
class Quotation:
    """A quotation: its parts, one a paragraph."""

    parts: tuple[Part, ...]

    @property
    def first(self) -> Part:
        return self.parts[0]

    @property
    def last(self) -> Part:
        return self.parts[-1]

    def text(self, units: list[Unit]) -> str:
        return " ".join(" ".join(units[part.unit].text[part.start : part.end].split()) for part in self.parts)


def find_quotations(units: list[Unit]) -> list[Quotation]:
    """Return all quotations that have both marks, in order; those within others are part of them."""
    found: list[Quotation] = []
    at, position, failed = 0, 0, 0
    while at < len(units):
        text = units[at].text
        start = _find_opening(text, position)
        if start is None or failed > MAX_UNCLOSED:
            at, position, failed = at + 1, 0, 0
            continue
        quotation = _follow(units, at, start)
        if quotation is None:
            position, failed = start + 1, failed + 1
            continue
        found.append(quotation)
        at, position = quotation.last.unit, quotation.last.outer_end
    return found


def _find_opening(text: str, position: int) -> int | None:
    for index in range(position, len(text)):
        mark = text[index]
        if mark not in CLOSING:
            continue
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if mark in "«„“‹" and after:
            return index
        # A mark with one form for both ends opens after a space, and before none.
        if (not before or before.isspace() or before in "([—–-/") and after and not after.isspace():
            return index
    return None


def _follow(units: list[Unit], at: int, start: int) -> Quotation | None:
    """Return the quotation that begins with the mark at ``start``."""
    mark = units[at].text[start]
    parts: list[Part] = []
    outer, inner = start, start + 1
    for unit in range(at, min(at + MAX_SPEECH_PARAGRAPHS, len(units))):
        text = units[unit].text
        if unit > at:
            if not text.startswith((mark, "»" if mark == "«" else mark)):
                return None
            outer, inner = 0, 1
        end = _find_closing(text, inner, mark)
        whole = len(text.rstrip())
        parts.append(
            _trim(text, Part(unit, inner, whole if end is None else end, outer, whole if end is None else end + 1))
        )
        if end is not None:
            return Quotation(tuple(parts))
    return None


def _trim(text: str, part: Part) -> Part:
    start, end = part.start, part.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Part(part.unit, start, end, part.outer_start, part.outer_end)


def _find_closing(text: str, start: int, mark: str) -> int | None:
    closing = CLOSING[mark]
    if closing in ("’", "'"):
        return _find_single_closing(text, start, closing, mark)
    depth = 1
    for index in range(start, len(text)):
        character = text[index]
        if mark == '"':
            if character == '"' and not (text[index - 1].isspace() and index + 1 < len(text)):
                return index
        elif character == mark:
            depth += 1
        elif character in closing:
            depth -= 1
            if not depth:
                return index
    return None


def _find_single_closing(text: str, start: int, closing: str, mark: str) -> int | None:
    """Return the first mark that is no apostrophe. After an s and before a space it may be either."""
    unclear = None
    for found in re.finditer(re.escape(closing), text[start:]):
        index = start + found.start()
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if index == start or after.isalnum() or before.isspace():
            continue
        if before in STOPS or after in (*STOPS, ")", "") or before.lower() != "s":
            return index if unclear is None or before in STOPS else _choose(text, unclear, index)
        unclear = index if unclear is None else unclear
    return unclear


def _choose(text: str, unclear: int, later: int) -> int:
    """Of two marks the later ends the quotation, unless another begins between them."""
    return unclear if re.search(r"(?<!\w)[‘'](?=\w)", text[unclear + 1 : later]) else later


def mask(units: list[Unit], quotations: list[Quotation]) -> list[str]:
    """Return the texts of the units with ``MASK`` for each character of a quotation and its marks."""
    texts = [list(unit.text) for unit in units]
    for quotation in quotations:
        for part in quotation.parts:
            length = part.outer_end - part.outer_start
            texts[part.unit][part.outer_start : part.outer_end] = MASK * length
    return ["".join(text) for text in texts]
