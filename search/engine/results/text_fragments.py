"""Text fragments: addresses that scroll to a hit and highlight it (WICG: URL Fragment Text Directives)."""

import re
from urllib.parse import quote

from search.tokenizer import split_words

from .highlighting import Hit

#: How many words before and after a hit tell the browser which one is meant.
CONTEXT_WORDS = 3
#: What belongs to a word, before and behind what was found of it: “O’” of “O’Brien”.
MAX_TOKEN_LENGTH = 100
_TOKEN_START, _TOKEN_END = re.compile(r"\S*\Z"), re.compile(rf"\S{{0,{MAX_TOKEN_LENGTH}}}")


def build_text_fragment(text: str, hit: Hit) -> str:
    """Return the text directive for a hit.

    Browsers look for whole words, and for text within one paragraph: of a phrase that runs over several lines the
    first and the last are given. The words around it tell it from the same word in the navigation.
    """
    start, end = _get_token_span(text, hit)
    first, *further = text[start:end].split("\n")
    before = " ".join(text[text.rfind("\n", 0, start) + 1 : start].split()[-CONTEXT_WORDS:])
    after = " ".join(text[end:].split("\n", 1)[0].split()[:CONTEXT_WORDS])
    parts = [
        *([_escape(before) + "-"] if split_words(before) else []),
        *(_escape(piece) for piece in (first, *further[-1:])),
        *(["-" + _escape(after)] if split_words(after) else []),
    ]
    return ":~:text=" + ",".join(parts)


def _get_token_span(text: str, hit: Hit) -> tuple[int, int]:
    """Return (start, end) of a hit with what belongs to its words, from letter to letter."""
    token_start = _TOKEN_START.search(text, max(0, hit.start - MAX_TOKEN_LENGTH), hit.start)
    token_end = _TOKEN_END.match(text, hit.end)
    assert token_start is not None  # both patterns match nothing, too
    assert token_end is not None
    start = next(place for place in range(token_start.start(), hit.end) if text[place].isalnum())
    end = next(place for place in range(token_end.end(), hit.start, -1) if text[place - 1].isalnum())
    return start, end


def _escape(text: str) -> str:
    # A hyphen, too, has a meaning there.
    return quote(text.strip(), safe="").replace("-", "%2D")
