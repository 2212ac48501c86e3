"""Rich text as plain text, for somebody to rewrite, and back again.

In the plain text an empty line ends a paragraph or an item of a list. What is written anew keeps the links and the
emphasis of all words that stay: both texts are aligned, first by paragraphs and then by words (``difflib``).
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
PARAGRAPH_END = re.compile(r"\n\s*\n")
LISTS = ("ul", "ol")

#: The opening tags around a word, the outermost first, with the names that close them.
Formatting = tuple[tuple[str, str], ...]


class Word(NamedTuple):
    text: str
    formatting: Formatting


class Paragraph(NamedTuple):
    """A paragraph or an item of a list. ``tag`` is its element, ``parent`` the list that it is in."""

    tag: str
    parent: str
    words: list[Word]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words).strip()


def to_plain_text(html: str) -> str:
    """Return the words of stored rich text."""
    return "\n\n".join(paragraph.text for paragraph in read(html))


def split(text: str) -> list[str]:
    """Return the paragraphs of a plain text."""
    lines = PARAGRAPH_END.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [" ".join(line.split()) for line in lines if line.strip()]


def rewrite(html: str, text: str) -> str:
    """Return stored rich text with the words of ``text`` and, where words stay, the formatting of ``html``."""
    old, new = read(html), split(text)
    if [paragraph.text for paragraph in old] == new:
        return html
    return "".join(write(align(old, new)))


def read(html: str) -> list[Paragraph]:
    """Return the paragraphs of rich text that have words. Lists within lists become one list."""
    tree = BeautifulSoup(html, "html.parser")
    found = []
    for element in tree.find_all(("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote")):
        parent = element.parent.name if element.name == "li" and element.parent else ""
        words = list(read_words(element, ()))
        if any(word.text.strip() for word in words):
            found.append(Paragraph(element.name, parent, words))
    if not found and tree.get_text().strip():
        found = [Paragraph("p", "", list(read_words(tree, ())))]
    return found


def read_words(element: Tag, formatting: Formatting) -> Iterator[Word]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.name == "br":
                yield Word(" ", formatting)
            elif child.name not in LISTS:
                yield from read_words(child, (*formatting, (get_opening_tag(child), child.name)))
        elif type(child) is NavigableString:
            yield from (Word(token, formatting) for token in TOKEN.findall(re.sub(r"\s+", " ", str(child))))


def get_opening_tag(element: Tag) -> str:
    attributes = "".join(
        f' {name}="{escape(" ".join(value) if isinstance(value, list) else str(value))}"'
        for name, value in element.attrs.items()
    )
    return f"<{element.name}{attributes}>"


def align(old: list[Paragraph], new: list[str]) -> Iterator[Paragraph]:
    """Yield a paragraph for each text, made of the old one in its place where there is one."""
    matcher = SequenceMatcher(None, [paragraph.text for paragraph in old], new, autojunk=False)
    before = Paragraph("p", "", [])
    for operation, first, last, first_new, last_new in matcher.get_opcodes():
        if operation == "equal":
            yield from old[first:last]
        for number, text in enumerate(new[first_new:last_new] if operation != "equal" else ()):
            if first + number < last:
                source = old[first + number]
            else:  # a new one continues a list, and nothing else
                is_item = before.tag == "li"
                source = Paragraph(before.tag if is_item else "p", before.parent if is_item else "", [])
            yield source._replace(words=align_words(source.words, text))
            before = source
        if last > first:
            before = old[last - 1]


def align_words(old: list[Word], text: str) -> list[Word]:
    """Return the words of ``text``; a new one is formatted as both its neighbours are."""
    tokens = TOKEN.findall(text)
    matcher = SequenceMatcher(None, [word.text for word in old], tokens)
    words: list[Word] = []
    for operation, first, last, first_new, last_new in matcher.get_opcodes():
        if operation == "equal":
            words += old[first:last]
            continue
        replaced = {word.formatting for word in old[first:last] if word.text.strip()}
        before = old[first - 1].formatting if first else ()
        after = old[last].formatting if last < len(old) else ()
        formatting = replaced.pop() if len(replaced) == 1 else get_common(before, after)
        words += [Word(token, formatting) for token in tokens[first_new:last_new]]
    return words


def get_common(first: Formatting, second: Formatting) -> Formatting:
    common = []
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        common.append(one)
    return tuple(common)


def write(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the HTML of paragraphs, with the items of one list together."""
    for parent, group in groupby(paragraphs, key=lambda paragraph: paragraph.parent):
        if parent:
            yield f"<{parent}>"
        for paragraph in group:
            yield f"<{paragraph.tag}>{''.join(write_words(paragraph.words))}</{paragraph.tag}>"
        if parent:
            yield f"</{parent}>"


def write_words(words: list[Word]) -> Iterator[str]:
    for formatting, group in groupby(words, key=lambda word: word.formatting):
        text = escape("".join(word.text for word in group), quote=False)
        if text.strip():
            yield "".join(opening for opening, _name in formatting)
            yield text
            yield "".join(f"</{name}>" for _opening, name in reversed(formatting))
        else:
            yield text
