"""The text that a browser shows for some HTML, read from the parser's tree before anything is taken out of it."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from .elements import BLOCK_TAGS, BOX_TAGS, CODE_TAGS, HIDDEN_TAGS, MEDIA_TAGS, WORDLESS_TAGS
from .html5 import clean_text, formula_source, parse_html5, walk

# These elements separate words.
SEPARATING = BLOCK_TAGS | BOX_TAGS | CODE_TAGS | MEDIA_TAGS | {"br", "button", "option", "q"}
NOT_SHOWN = HIDDEN_TAGS | WORDLESS_TAGS | {"math"}


def visible_text(html: str) -> str:
    """Return the words of HTML as a browser shows or says them: with alternative texts, without scripts and tags."""
    return "".join(_iter_pieces(parse_html5(html))) if "<" in html or "&" in html else html


def _iter_pieces(body: LexborNode) -> Iterator[str]:
    hidden = 0
    for node, is_end in walk(body):
        if node.is_text_node:
            if not hidden:
                yield clean_text(node)
            continue
        tag = node.tag or ""
        if tag in NOT_SHOWN:
            hidden += -1 if is_end else 1
            if tag == "math" and hidden == 1 and not is_end:
                yield formula_source(node)
            elif tag in SEPARATING:
                yield " "
        elif hidden or not node.is_element_node:
            continue
        elif tag in SEPARATING or (tag == "a" and "button" in (node.attributes.get("class") or "")):
            yield " "
        if tag == "img" and not is_end and (alt := node.attributes.get("alt")):
            yield f"{alt} "
