"""HTML5 parsing: text to the tree that browsers build (WHATWG HTML, 13.2), by Lexbor through ``selectolax``.

Everything that reads HTML reads this tree, so that no two parsers can disagree on what a text holds.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

# With a document type, as browsers read posts; the body's start tag keeps what follows out of the head.
PROLOGUE = "<!DOCTYPE html><body>"
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that the parser opens again in every paragraph after them, if they are not closed.
FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
# Elements that need no end tag, so that many of them do not mean deep nesting.
NOT_NESTING = {"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "input", "source", "track", "param",
    "option", "col", "embed", "area", "wbr", "link", "meta", "thead", "tbody", "tfoot"}  # fmt: skip
MAX_FORMATTING = 400
MAX_NESTING = 5000
# What can stand neither in XML, of which lxml builds its trees, nor in PostgreSQL.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_html5(html: str) -> LexborNode:
    """Return the ``body`` of a text. One that nests deeper than anybody writes is reduced to its words.

    Parsing takes time by the square of the depth.
    """
    if is_too_deep(html):
        html = re.sub(r"<[^<>]*>", " ", html)
    # HTML has no CDATA and would read it as a comment.
    html = UNSTORABLE.sub("", html).replace("<![CDATA[", "&lt;![CDATA[")
    body = LexborHTMLParser(PROLOGUE + html, options=LexborDocumentOptions.WO_EVENTS).body
    assert body is not None  # the parser makes one for any text
    return body


def is_too_deep(html: str) -> bool:
    """Whether elements nest deeper than anybody writes."""
    depth = formatting = 0
    for closing, name in TAG.findall(html):
        name = name.lower()
        step = -1 if closing else 1
        if name in FORMATTING:
            formatting = max(formatting + step, 0)
        elif name not in NOT_NESTING:
            depth = max(depth + step, 0)
        if depth > MAX_NESTING or formatting > MAX_FORMATTING:
            return True
    return False


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node below ``root`` in document order, and each element again at its end (with True).

    Without recursion: texts may nest deeper than Python does. ``root`` itself is not yielded.
    """
    node, depth = root.first_child, 1
    while node is not None:
        yield node, False
        if node.is_element_node and (child := node.first_child) is not None:
            node, depth = child, depth + 1
            continue
        while node is not None:
            if node.is_element_node:
                yield node, True
            if (following := node.next) is not None:
                node = following
                break
            depth -= 1
            node = node.parent if depth else None


def text_in(node: LexborNode) -> str:
    """Return the text in an element, its pieces apart, with that of templates, which are trees of their own."""
    texts = [clean_text(inner) for inner, _is_end in walk(node) if inner.is_text_node]
    return " ".join([*texts, *map(text_in, node.template_fragments())])


def clean_text(node: LexborNode) -> str:
    """Return the text of a text node. Character references may stand for what cannot be stored."""
    return UNSTORABLE.sub("", node.text_content or "").replace("\x0c", " ")


def formula_source(math: LexborNode) -> str:
    """Return what stands for a formula (MathML): its TeX source, which editors can change, or else its characters."""
    sources = [node for node in math.css("annotation") if node.attributes.get("encoding") == "application/x-tex"]
    if sources:
        return text_in(sources[0]).strip()
    texts = (node for node, _is_end in walk(math) if node.is_text_node)
    shown = (clean_text(node) for node in texts if node.parent is None or node.parent.tag != "annotation")
    return "".join(shown).strip()
