"""Accounting for words: what the source said against what the blocks say.

A word is a run of letters and digits, as it is written; punctuation and white space are not counted, for a quote
block has no marks of its own. Comparison is by multiset (which words are kept at all, exactly) and by sequence (which
of them stand where they stood), in time that grows a little faster than the words.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from html import unescape
from itertools import pairwise

from wordpress.converting.gutenberg import comments

from .context import WordAccount
from .html.tree import BLOCK_TAGS, SHOWN_TAGS

WORD = re.compile(r"[^\W_]+")
UNSEEN = re.compile(r"<(script|style|svg|noscript|template|textarea|select|canvas|annotation)\b", re.IGNORECASE)
# Between what stands before and after these, a reader sees a gap.
PARTING = BLOCK_TAGS | SHOWN_TAGS | {"br", "button", "option"}
BREAKING = re.compile(rf"</?(?:{'|'.join(sorted(PARTING))})\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Strings under these keys are HTML; all others are text as it is.
RICH = {"text", "caption"}
PLAIN_BLOCKS = {"code", "heading"}
# Values of these keys are choices, keys and ids, not words.
NOT_WORDS = {"level", "id", "type", "image", "poster", "document", "file", "decorative", "language",
    "table_header_choice", "first_row_is_table_header", "first_col_is_header", "mergeCells", "cell", "source_url",
    "alt_text", "credit_text"}  # fmt: skip
# Longer lists of what was lost help nobody.
MAX_LISTED = 200


def visible_text(html: str) -> str:
    """Return the words of HTML as a browser shows them: no comments, scripts or tags."""
    if "<" in html:
        html = _without_unseen(_without_comments(html))
        html = TAG.sub("", BREAKING.sub(" ", html.replace("</a><a", "</a> <a")))
    return unescape(html)


def _without_comments(html: str) -> str:
    pieces, at = [], 0
    for start, end in comments(html):
        pieces.append(html[at:start])
        at = end
    return " ".join([*pieces, html[at:]])


def _without_unseen(html: str) -> str:
    pieces, at = [], 0
    while start := UNSEEN.search(html, at):
        end = re.compile(rf"</{start[1]}\s*>", re.IGNORECASE).search(html, start.end())
        if not end:
            break
        pieces.append(html[at : start.start()])
        at = end.end()
    return " ".join([*pieces, html[at:]])


def words_of(html: str) -> list[str]:
    return WORD.findall(visible_text(html))


def words_in_blocks(blocks: list[dict], people: Mapping[int, str] | None = None) -> list[str]:
    """Return the words that blocks show, in order.

    ``people`` are the names under which the source knows the people who are chosen in blocks, by primary key.
    """
    words: list[str] = []
    for block in blocks:
        is_rich = block["type"] not in PLAIN_BLOCKS
        _gather(block["value"], words, is_rich, isinstance(block["value"], str), people or {})
    return words


def _gather(value, words: list[str], in_rich_block: bool, is_html: bool, people: Mapping[int, str]) -> None:
    if isinstance(value, str):
        words += words_of(value) if is_html else WORD.findall(value)
    elif isinstance(value, dict):
        # A quote's name and role stand before its text, where “Name, role, said:” stood.
        for key in sorted(value, key=lambda key: key == "text"):
            if key == "person":
                words += WORD.findall(people.get(value[key], ""))
            elif key not in NOT_WORDS:
                _gather(value[key], words, in_rich_block, in_rich_block and key in RICH, people)
    elif isinstance(value, list):
        for item in value:
            _gather(item, words, in_rich_block, is_html, people)


def compare(source: list[str], result: list[str]) -> WordAccount:
    """Account for every word of ``source`` in ``result``."""
    before, after = Counter(source), Counter(result)
    kept = (before & after).total()
    lost, gained = before - after, after - before
    in_place = _in_sequence(source, result) if lost or gained or source != result else len(source)
    return WordAccount(
        words_in=len(source),
        words_out=len(result),
        kept=kept,
        moved=max(kept - in_place, 0),
        dropped=_listed(source, lost),
        added=_listed(result, gained),
    )


def _listed(words: list[str], wanted: Counter) -> tuple[str, ...]:
    """Name the words that are missing on the other side, the last ones of their kind."""
    wanted, found = Counter(wanted), []
    for word in reversed(words):
        if wanted[word] > 0:
            wanted[word] -= 1
            found.append(word)
    return tuple(reversed(found[-MAX_LISTED:]))


def _in_sequence(left: list[str], right: list[str]) -> int:
    """Count words that stand in the same order in both: by words that occur once in each ("patience" diff)."""
    total = 0
    spans = [(0, len(left), 0, len(right))]
    while spans:
        left_start, left_end, right_start, right_end = spans.pop()
        while left_start < left_end and right_start < right_end and left[left_start] == right[right_start]:
            left_start, right_start, total = left_start + 1, right_start + 1, total + 1
        while left_start < left_end and right_start < right_end and left[left_end - 1] == right[right_end - 1]:
            left_end, right_end, total = left_end - 1, right_end - 1, total + 1
        if left_start == left_end or right_start == right_end:
            continue
        anchors = _anchors(left, right, left_start, left_end, right_start, right_end)
        total += len(anchors)
        bounds = [(left_start - 1, right_start - 1), *anchors, (left_end, right_end)]
        if anchors:
            spans += [(first[0] + 1, second[0], first[1] + 1, second[1]) for first, second in pairwise(bounds)]
    return total


def _anchors(left, right, left_start, left_end, right_start, right_end) -> list[tuple[int, int]]:
    """Return the longest rising sequence of places of words that are unique in both spans."""
    once_left, once_right = _unique(left, left_start, left_end), _unique(right, right_start, right_end)
    pairs = [(place, once_right[word]) for word, place in once_left.items() if word in once_right]
    tails: list[int] = []
    chain: list[int] = []
    previous: list[int] = []
    for index, (_place, other) in enumerate(pairs):
        slot = bisect_left(tails, other)
        previous.append(chain[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [other]
        chain[slot : slot + 1] = [index]
    found, index = [], chain[-1] if chain else -1
    while index >= 0:
        found.append(pairs[index])
        index = previous[index]
    return found[::-1]


def _unique(words: list[str], start: int, end: int) -> dict[str, int]:
    """Map each word that occurs once in a span to its place, in order."""
    counts = Counter(words[start:end])
    return {words[place]: place for place in range(start, end) if counts[words[place]] == 1}
