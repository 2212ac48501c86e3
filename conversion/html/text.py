"""The text that a browser shows for some HTML, without parsing it."""

import re
from html import unescape

from .tree import BLOCK_TAGS, MEDIA_TAGS, iter_comments

INVISIBLE = re.compile(r"<(script|style|svg|noscript|template|textarea|select|canvas|annotation)\b", re.IGNORECASE)
# These tags separate words.
SEPARATING = BLOCK_TAGS | MEDIA_TAGS | {"br", "button", "option"}
SEPARATING_TAG = re.compile(rf"</?(?:{'|'.join(sorted(SEPARATING))})\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def visible_text(html: str) -> str:
    """Return the words of HTML as a browser shows them: no comments, scripts or tags."""
    if "<" in html:
        html = _without_invisible(_without_comments(html))
        html = TAG.sub("", SEPARATING_TAG.sub(" ", html.replace("</a><a", "</a> <a")))
    return unescape(html)


def _without_comments(html: str) -> str:
    pieces, at = [], 0
    for start, end in iter_comments(html):
        pieces.append(html[at:start])
        at = end
    return " ".join([*pieces, html[at:]])


def _without_invisible(html: str) -> str:
    pieces, at = [], 0
    while start := INVISIBLE.search(html, at):
        end = re.compile(rf"</{start[1]}\s*>", re.IGNORECASE).search(html, start.end())
        if not end:
            break
        pieces.append(html[at : start.start()])
        at = end.end()
    return " ".join([*pieces, html[at:]])
