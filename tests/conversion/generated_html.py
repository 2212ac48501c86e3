"""HTML made at random for tests: elements of any kind within each other, each text a word of its own."""

import re
from collections.abc import Sequence
from itertools import count

from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

SHOWN = str.split(
    """p div span b em a code sup h1 h2 h3 ul ol li dl dt dd blockquote cite q pre table tr td th thead caption figure
    figcaption details summary section center font button label legend fieldset marquee dialog hgroup address ruby rt
    path list circle vector custom-ware o:p nobr picture output xmp main body html form"""
)
HIDDEN = str.split("noscript textarea select option svg title canvas iframe video audio object noembed template math")
VOID = str.split("br hr img embed input wbr source param area")
NUMBERED = re.compile(r"w\d+x")


def html(names: Sequence[str], attributes: Sequence[str] = ("",)) -> st.SearchStrategy[str]:
    """Return a strategy for texts of elements of these names, each with one of the attributes, not always closed."""
    leaf = st.sampled_from(["WORD", "WORD WORD", " ", "\n\n", *(f"<{name}>" for name in VOID if name in names), "</p>"])

    def within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.lists(inner, max_size=4).map("".join)
        return st.builds(
            lambda name, attribute, content, closed: f"<{name} {attribute}>{content}{f'</{name}>' if closed else ''}",
            st.sampled_from([name for name in names if name not in VOID]),
            st.sampled_from(attributes),
            parts,
            st.sampled_from([True, True, True, False]),
        )

    return st.lists(st.recursive(leaf, within, max_leaves=12), min_size=1, max_size=5).map("".join).map(_number_words)


def _number_words(text: str) -> str:
    """Make each word another one, so that none can stand for a lost one."""
    numbers = count()
    pieces = text.split("WORD")
    return "".join(piece + f"w{next(numbers)}x" if at < len(pieces) - 1 else piece for at, piece in enumerate(pieces))


def words_of_text_nodes(text: str) -> set[str]:
    """Return the numbered words in the text nodes that an HTML5 parser sees."""
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{text}").body
    assert body is not None
    nodes = [node for node in body.traverse(include_text=True) if node.is_text_node]
    return {word for node in nodes for word in NUMBERED.findall(node.text_content or "")}
