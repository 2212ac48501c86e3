"""Splitting the text of an export into its head and its items, with one item in memory at a time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .fields import CDATA_END, CDATA_START
from .source import Part, Report

# What ends a search: text to skip (CDATA, a comment) or the boundary of an item.
BOUNDARY = re.compile(r"<!\[CDATA\[|<!--|<item(?:\s[^<>]*)?>|</item\s*>|</channel\s*>")
# An item longer than this has lost its end tag.
MAX_ITEM = 64 << 20

HEAD = "head"
ITEM = "item"
BETWEEN = "between"
UNCLOSED = "unclosed"
TRUNCATED = "truncated"


class Segment(NamedTuple):
    """A piece of the file: the head, an item, or the text between items; ``line`` is its first line.

    ``kind``: an item is ``UNCLOSED`` if another began before its end, and ``TRUNCATED`` if the file ends in it.
    """

    kind: str
    text: str
    line: int


class _Buffer:
    """The text that has been read and not been returned yet."""

    def __init__(self, part: Part, report: Report):
        self.report = report
        self.chunks = part.chunks(report)
        self.text = ""
        self.line = 1
        self.absent: set[str] = set()

    def read_more(self) -> bool:
        """Read half as much again as is there already, so that a long item is not copied with each chunk."""
        if len(self.text) > MAX_ITEM:
            self.report(f"reading stopped: nothing ends within {MAX_ITEM >> 20} MB", self.line)
            return False
        chunks, wanted = [], max(len(self.text) // 2, 1)
        for chunk in self.chunks:
            chunks.append(chunk)
            wanted -= len(chunk)
            if wanted <= 0:
                break
        self.text += "".join(chunks)
        return bool(chunks)

    def find(self, needle: str, at: int) -> int:
        """Return the position of ``needle``, reading as far as needed; -1 if it is not in the rest of the file."""
        if needle in self.absent:
            return -1
        while (found := self.text.find(needle, at)) < 0:
            at = max(at, len(self.text) - len(needle))
            if not self.read_more():
                self.absent.add(needle)
                return -1
        return found

    def find_boundary(self, at: int) -> re.Match[str] | None:
        """Return the next boundary, reading as far as needed; None at the end of the file."""
        while not (found := BOUNDARY.search(self.text, at)):
            # A tag that is cut in two by a chunk begins at the last bracket.
            at = max(at, self.text.rfind("<"))
            if not self.read_more():
                return None
        return found

    def take(self, end: int) -> tuple[str, int]:
        """Remove and return the text up to ``end``, with the line on which it began."""
        taken, line = self.text[:end], self.line
        self.text = self.text[end:]
        self.line += taken.count("\n")
        return taken, line


def iter_segments(part: Part, report: Report) -> Iterator[Segment]:
    """Yield the pieces of a file in order."""
    buffer = _Buffer(part, report)
    kind, at = HEAD, 0
    while True:
        if not (found := buffer.find_boundary(at)):
            break
        token = found[0]
        if token.startswith("<!"):
            at = _skip(buffer, found)
        elif token.startswith("</"):
            if token.startswith("</item") and kind == ITEM:
                yield Segment(ITEM, *buffer.take(found.end()))
                kind, at = BETWEEN, 0
            else:
                at = found.end()
        else:
            before = UNCLOSED if kind == ITEM else kind
            yield Segment(before, *buffer.take(found.start()))
            kind, at = ITEM, len(token)
    yield Segment(TRUNCATED if kind == ITEM else kind, *buffer.take(len(buffer.text)))


def _skip(buffer: _Buffer, found: re.Match[str]) -> int:
    """Return the position after CDATA or a comment; one that never ends counts as text."""
    end_mark = CDATA_END if found[0] == CDATA_START else "-->"
    end = buffer.find(end_mark, found.end())
    return end + len(end_mark) if end >= 0 else found.end()
