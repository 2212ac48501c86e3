"""The chapters of ``docs/editors.md``, as HTML, and the search in them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

GUIDE = Path(settings.BASE_DIR) / "docs" / "editors.md"
HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
#: Links to other files of the documentation, which the admin does not show: their words stay.
OTHER_FILE = re.compile(r"\[([^\]]+)\]\([\w./-]+\.md(?:#[\w-]+)?\)")
PICTURE = re.compile(r'<img src="\.\./static/([\w./-]+)"')
CHAPTER_LINK = re.compile(r'href="#([\w-]+)"')
SNIPPET = 160  # characters


@dataclass(frozen=True)
class Chapter:
    title: str
    slug: str
    html: SafeString
    #: The same as plain text, a paragraph or an item in each line.
    text: str


@cache
def get_chapters() -> tuple[Chapter, ...]:
    """Return the chapters, in order. The text is the project's own: nobody else writes into it."""
    parts = HEADING.split(GUIDE.read_text(encoding="utf-8"))
    titles, texts = parts[1::2], parts[2::2]
    slugs = {slugify(title) for title in titles}
    return tuple(make_chapter(title, text, slugs) for title, text in zip(titles, texts, strict=True))


def make_chapter(title: str, text: str, slugs: set[str]) -> Chapter:
    html = MarkdownIt("commonmark", {"html": False}).render(OTHER_FILE.sub(r"\1", text))
    html = CHAPTER_LINK.sub(lambda link: f'href="../{link[1]}/"' if link[1] in slugs else link[0], html)
    html = PICTURE.sub(lambda picture: f'<img loading="lazy" src="{static(picture[1])}"', html)
    # Below the title of the page.
    html = html.replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    lines = [" ".join(strip_tags(part).split()) for part in re.split(r"</(?:p|li|h2)>", html)]
    return Chapter(title, slugify(title), mark_safe(html), "\n".join(filter(None, lines)))  # noqa: S308 - our own text


@dataclass(frozen=True)
class Hit:
    chapter: Chapter
    snippet: str


def search(query: str) -> list[Hit]:
    """Return the chapters that have all words of a query, each with the paragraph that has most of them."""
    words = query.casefold().split()
    hits = []
    for chapter in get_chapters() if words else ():
        whole = f"{chapter.title}\n{chapter.text}".casefold()
        if all(word in whole for word in words):
            lines = chapter.text.splitlines()
            best = max(lines, key=lambda line: sum(word in line.casefold() for word in words), default="")
            hits.append(Hit(chapter, cut(best, words)))
    return hits


def cut(line: str, words: list[str]) -> str:
    """Return the part of a line around the first of the words."""
    places = [place for word in words if (place := line.casefold().find(word)) >= 0]
    start = max(0, min(places, default=0) - SNIPPET // 2)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    part = line[start : start + SNIPPET]
    return ("… " if start else "") + part + (" …" if start + SNIPPET < len(line) else "")
