"""Rich text as plain text that remembers its markup, so that any part of it can be cut out as whole HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from ..speech.quotation_marks import TAG

PIECE = re.compile(r"<[^<>]*>|&[#\w]+;|.", re.DOTALL)
VOID = ("<br", "<hr", "<embed", "<img")
PARAGRAPH = re.compile(r"\A<p\b[^<>]*>(.*)</p>\Z", re.DOTALL)


@dataclass(frozen=True)
class MarkedText:
    """A paragraph: its text, and for each character the tags that are open there. A line break is ``\\n``."""

    text: str
    tags: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, html: str) -> "MarkedText":
        """Read the content of a paragraph."""
        text: list[str] = []
        tags: list[tuple[str, ...]] = []
        open_tags: tuple[str, ...] = ()
        for piece in PIECE.findall(html):
            if piece.startswith("<br"):
                text.append("\n")
                tags.append(open_tags)
            elif piece.startswith("</"):
                open_tags = open_tags[:-1]
            elif piece.startswith("<") and len(piece) > 1:
                open_tags = open_tags if piece.startswith(VOID) else (*open_tags, piece)
            else:
                for character in unescape(piece):
                    text.append(character)
                    tags.append(open_tags)
        return cls("".join(text), tuple(tags))

    def html(self, start: int = 0, end: int | None = None) -> str:
        """Return the HTML of a part, without white space at its ends, with every tag closed."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        out: list[str] = []
        open_tags: tuple[str, ...] = ()
        for character, tags in zip(self.text[start:end], self.tags[start:end], strict=True):
            out.append(_change_tags(open_tags, tags))
            out.append("<br/>" if character == "\n" else escape(character, quote=False))
            open_tags = tags
        return "".join(out) + _change_tags(open_tags, ())


def _change_tags(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    closed = "".join(f"</{tag.strip('<>').split()[0]}>" for tag in reversed(before[same:]))
    return closed + "".join(after[same:])


def split_elements(html: str) -> Iterator[str]:
    """Yield the paragraphs and lists of rich text, each with its own tag. Loose text is yielded as it is."""
    depth, start = 0, 0
    for tag in TAG.finditer(html):
        if tag[0].startswith("</"):
            depth -= 1
            if depth <= 0:
                yield html[start : tag.end()]
                depth, start = 0, tag.end()
        elif tag[0].startswith(VOID):
            if not depth:
                yield html[start : tag.end()]
                start = tag.end()
        else:
            if not depth and html[start : tag.start()].strip():
                yield html[start : tag.start()]
            if not depth:
                start = tag.start()
            depth += 1
    if html[start:].strip():
        yield html[start:]
