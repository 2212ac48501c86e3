"""Code in HTML as it was typed: ``<pre>`` and ``<code>`` in which “<” was never escaped.

Plugins that colour code show what stands in ``<pre lang="php">`` as it is. A parser would read ``<?php`` as a comment
and ``<vector>`` as an element, and hide them.
"""

import re

from .elements import INLINE_TAGS, KNOWN_TAGS

CODE = re.compile(
    r"(?P<start><(?P<tag>pre|code)\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>)(?P<text>.*?)(?P<end></(?P=tag)\s*>)",
    re.IGNORECASE | re.DOTALL,
)
# How plugins mark code that they colour.
MARKED = re.compile(r"\blang=|\bclass=[\"'][^\"']*(?:brush:|lang:|crayon|enlighter|prettyprint|syntax)", re.IGNORECASE)
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)?")
DECLARATION = re.compile(r"<[?!](?!--)")
# Markup that editors and plugins put into code.
MARKUP = INLINE_TAGS | {"br", "img"}
MARKUP_OF_PLUGINS = {"code", "span", "br", "a", "mark"}


def escape_typed_code(html: str) -> str:
    """Return HTML in which what was typed as code can be read as code."""
    if "<pre" not in html.lower() and "<code" not in html.lower():
        return html
    return CODE.sub(_escape, html)


def _escape(found: re.Match[str]) -> str:
    markup = MARKUP_OF_PLUGINS if MARKED.search(found["attributes"]) else MARKUP
    text = found["text"]
    if not _is_typed(text, markup if markup is MARKUP_OF_PLUGINS else KNOWN_TAGS):
        return found[0]
    text = TAG.sub(lambda tag: tag[0] if (tag["name"] or "").lower() in markup else f"&lt;{tag[0][1:]}", text)
    return f"{found['start']}{text}{found['end']}"


def _is_typed(text: str, known: frozenset[str] | set[str]) -> bool:
    """Whether something in code looks like markup and is none, such as ``<?php``, ``<vector>`` or ``if (a <b)``."""
    names = (tag["name"] for tag in TAG.finditer(text))
    return bool(DECLARATION.search(text)) or any(name and name.lower() not in known for name in names)
