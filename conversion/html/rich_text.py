"""Rich text as the editor stores it: which tags each block allows, and how white space and breaks are written."""

import re

import nh3

BREAK = "<br/>"
SPACE = re.compile(r"[ \t\n\r\f]+")
EMPTY = re.compile(r"<(b|i|s|code|sup|sub|a)\b[^<>]*>(\s*)</\1>")
LEADING_BREAKS = re.compile(r"\A(?:\s|<br/>)+")
# For a text that is read backwards.
TRAILING_BREAKS = re.compile(r"\A(?:\s|>/rb<)+")
TAGS = re.compile(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")
# Characters in which the last or first word beside tags is looked for.
TAGS_LOOKED_AT = 3000
AROUND_BREAK = re.compile(r" *<br/> *")

LINK_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
PARAGRAPH_TAGS = {"p", "br", "b", "i", "s", "code", "sup", "sub", "a", "ul", "ol", "li"}
QUOTE_TAGS = {"p", "br", "b", "i", "a"}
CAPTION_TAGS = {"br", "b", "i", "a", "p"}


def _make_cleaner(tags: set[str]) -> nh3.Cleaner:
    # In-page anchors and relative addresses have no scheme and pass.
    return nh3.Cleaner(
        tags=tags,
        attributes=LINK_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "ftp"},
    )


_cleaners = {frozenset(tags): _make_cleaner(tags) for tags in (PARAGRAPH_TAGS, QUOTE_TAGS, CAPTION_TAGS)}


def rich_text(html: str, tags: set[str] = PARAGRAPH_TAGS) -> str:
    """Return rich text as Wagtail stores it, with nothing in it that the block's editor would lose."""
    return _cleaners[frozenset(tags)].clean(html).replace("<br>", BREAK).replace("&nbsp;", "\xa0")


def caption_text(html: str) -> str:
    """Return rich text for a caption, empty for no text."""
    return rich_text(f"<p>{html}</p>", CAPTION_TAGS) if html else ""


def join_words(before: str, after: str) -> str:
    """Join two pieces of rich text that something stood between, such as an image: two words do not become one."""
    left, right = TAGS.sub("", before[-TAGS_LOOKED_AT:]), TAGS.sub("", after[:TAGS_LOOKED_AT])
    return f"{before} {after}" if left[-1:].isalnum() and right[:1].isalnum() else before + after


def tidy(html: str) -> str:
    """Remove white space and breaks at both ends, and tags without content."""
    previous = None
    while previous != html:
        previous, html = html, EMPTY.sub(r"\2", html)
    html = AROUND_BREAK.sub(BREAK, SPACE.sub(" ", html))
    # The end is matched backwards: a forward search would begin anew at each of a thousand breaks.
    return TRAILING_BREAKS.sub("", LEADING_BREAKS.sub("", html)[::-1])[::-1]
