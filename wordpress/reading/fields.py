"""Elements of one item or of the channel's head.

An XML parser would stop at the first fault, and real exports have many. So elements are found by their names, which
the format defines, and faults are repaired: split and unescaped CDATA, bare ampersands, missing end tags, markup that
was not escaped. Nothing is declared, expanded or fetched: entities that HTML does not have stay as written.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

START = re.compile(r"<(?P<name>[A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)(?P<attributes>(?:\s[^<>]*)?)(?P<empty>/?)>")
# The attributes that are read: a term's taxonomy and its slug.
ATTRIBUTE = re.compile(r"""\b(domain|nicename)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
CDATA_START = "<![CDATA["
CDATA_END = "]]>"
ESCAPED_END = "]]]]><![CDATA[>"


class Element(NamedTuple):
    """An element: local name, prefix, attributes and raw inner text, with the offsets of the element and that text."""

    name: str
    prefix: str
    attributes: dict[str, str]
    raw: str
    offset: int
    inner: int


Report = Callable[[str, int], None]


def unescape_entities(text: str) -> str:
    """Resolve character references that end in a semicolon, once. Bare ampersands, as in addresses, stay."""
    return ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def iter_elements(text: str, known: set[str], report: Report) -> Iterator[Element]:
    """Yield the elements with ``known`` local names at the top level of ``text``, in order.

    ``report(what, offset)`` is called for each fault.
    """
    at = 0
    while True:
        start = START.search(text, at)
        # CDATA between elements may contain tags, so it is skipped.
        hidden = text.find(CDATA_START, at, start.start() if start else len(text))
        if hidden >= 0:
            end = text.find(CDATA_END, hidden)
            if end < 0:
                return
            at = end + 3
            continue
        if not start:
            return
        prefix, _colon, name = start["name"].rpartition(":")
        at = start.end()
        if name not in known:
            continue
        if start["empty"]:
            raw = ""
        else:
            raw, at = _read_inner(text, start, report)
        yield Element(name, prefix, read_attributes(start["attributes"]), raw, start.start(), start.end())


def read_attributes(text: str) -> dict[str, str]:
    return {name: unescape_entities(double or single) for name, double, single in ATTRIBUTE.findall(text)}


def _read_inner(text: str, start: re.Match[str], report: Report) -> tuple[str, int]:
    """Return the text between a start tag and its end tag, and the position after these."""
    begin = start.end()
    close = f"</{start['name']}>"
    end = text.find(close, begin)
    if end < 0:
        report(f"<{start['name']}> was never closed", start.start())
        end = _end_of_unclosed(text, begin)
        return text[begin:end], end
    if _opens_cdata(text, begin):
        # The text may hold the closing tag itself, as an article about exports does.
        inside = text.find(CDATA_END + close, begin)
        if inside >= 0 and not text[begin:end].rstrip().endswith(CDATA_END) and not _reopened(text, start, inside):
            end = inside + 3
    return text[begin:end], end + len(close)


def _opens_cdata(text: str, at: int) -> bool:
    return text[at : at + 200].lstrip().startswith(CDATA_START)


def _end_of_unclosed(text: str, begin: int) -> int:
    """Return where the text of an element without an end tag ends: with its CDATA, or at the next tag."""
    after = begin
    if _opens_cdata(text, begin):
        after = text.find(CDATA_END, begin)
        if after < 0:
            return len(text)
    following = text.find("<", after)
    return following if following >= 0 else len(text)


def _reopened(text: str, start: re.Match[str], end: int) -> bool:
    again = text.find(f"<{start['name']}>", start.end(), end)
    return again >= 0 and _opens_cdata(text, again + len(start["name"]) + 2)


def value_of(element: Element, report: Report) -> str:
    """Return the text of an element: CDATA joined, character references resolved outside it."""
    raw = element.raw
    if CDATA_START not in raw:
        return unescape_entities(raw)
    if CDATA_END not in raw:
        report(f"the text of <{element.name}> was not closed", element.offset)
        return "".join(raw.partition(CDATA_START)[::2])
    pieces = _split_cdata(raw)
    if pieces is None:
        report(f"“]]>” stood unescaped in the text of <{element.name}>", element.offset)
        inner = raw.partition(CDATA_START)[2].rpartition(CDATA_END)[0]
        return inner.replace(ESCAPED_END, CDATA_END)
    return "".join(pieces)


def _split_cdata(raw: str) -> list[str] | None:
    """Split at CDATA as XML does; None if an end of CDATA is left over, which was meant as text."""
    pieces: list[str] = []
    at = 0
    while (start := raw.find(CDATA_START, at)) >= 0:
        end = raw.find(CDATA_END, start)
        if end < 0 or CDATA_END in raw[at:start]:
            return None
        text = unescape_entities(raw[at:start])
        pieces += [text if pieces else text.lstrip(), raw[start + len(CDATA_START) : end]]
        at = end + len(CDATA_END)
    if CDATA_END in raw[at:]:
        return None
    return [*pieces, unescape_entities(raw[at:]).rstrip()]
