"""Accounting for words: comparison of the words of the source with the words of the blocks.

A word is a run of letters and digits, as it is written; punctuation and white space are not counted, since a quote
block stores no quotation marks. Words are compared as multisets (which words are kept at all, exactly) and as sequences
(which of them stand where they stood), in time that grows a little faster than the number of words.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from .html.text import visible_text

WORD = re.compile(r"[^\W_]+")
# Strings under these keys are HTML; all others are plain text.
RICH_KEYS = {"text", "caption"}
PLAIN_BLOCKS = {"code", "heading"}
# Values of these keys are choices, keys and ids, not words.
KEYS_WITHOUT_WORDS = {"level", "id", "type", "image", "poster", "document", "file", "decorative", "language",
    "table_header_choice", "first_row_is_table_header", "first_col_is_header", "mergeCells", "cell", "source_url",
    "address", "credit_text"}  # fmt: skip
# A longer list is of something that is no text.
MAX_LISTED = 2000


@dataclass(frozen=True)
class WordAccount:
    """Words of the source compared with words of the result, as multisets and in sequence.

    ``moved`` words are kept, in another place; ``dropped`` and ``added`` list the words, each as often as it was
    dropped or added, at most ``MAX_LISTED``.
    """

    words_in: int = 0
    words_out: int = 0
    kept: int = 0
    moved: int = 0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    #: Words that browsers did not show as text, such as those of forms. No other number counts them.
    hidden: tuple[str, ...] = ()

    def __add__(self, other: "WordAccount") -> "WordAccount":
        """Return the account of two texts, such as a title and a body, each compared with its own result."""
        return WordAccount(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def share_kept(self) -> float:
        return self.kept / self.words_in if self.words_in else 1.0


def words_of(html: str) -> list[str]:
    """Return the words that a browser shows or says for some HTML, in order."""
    return WORD.findall(visible_text(html))


def words_in_blocks(
    blocks: list[dict], people: Mapping[int, str] | None = None, images: Mapping[int, str] | None = None
) -> list[str]:
    """Return the words that blocks show or say, in order.

    ``people`` are the names under which the source knows the people who are chosen in blocks, by primary key, and
    ``images`` the alternative texts of the images themselves.
    """
    words: list[str] = []
    known = {"person": people or {}, "image": images or {}}
    for block in blocks:
        is_rich = block["type"] not in PLAIN_BLOCKS
        _collect(block["value"], words, is_rich, isinstance(block["value"], str), known)
    return words


def _collect(
    value: object, words: list[str], in_rich_block: bool, is_html: bool, known: Mapping[str, Mapping[int, str]]
) -> None:
    if isinstance(value, str):
        words += words_of(value) if is_html else WORD.findall(value)
    elif isinstance(value, dict):
        # A quote's name and role come before its text, as in “Name, role, said:”.
        for key in sorted(value, key=lambda key: key == "text"):
            if key == "image":
                words += [] if value.get("alt_text") else WORD.findall(known[key].get(value[key], ""))
            elif key == "person":
                words += WORD.findall(known[key].get(value[key], ""))
            elif key not in KEYS_WITHOUT_WORDS:
                _collect(value[key], words, in_rich_block, in_rich_block and key in RICH_KEYS, known)
    elif isinstance(value, list):
        for item in value:
            _collect(item, words, in_rich_block, is_html, known)


def without(words: list[str], others: list[str]) -> list[str]:
    """Return words without others, each taken out once for each time that it is among these."""
    left = Counter(others)
    kept = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def compare(source: list[str], result: list[str]) -> WordAccount:
    """Account for every word of ``source`` in ``result``."""
    before, after = Counter(source), Counter(result)
    kept = (before & after).total()
    lost, gained = before - after, after - before
    in_place = _count_in_sequence(source, result) if lost or gained or source != result else len(source)
    return WordAccount(
        words_in=len(source),
        words_out=len(result),
        kept=kept,
        moved=max(kept - in_place, 0),
        dropped=_list_last(source, lost),
        added=_list_last(result, gained),
    )


def _list_last(words: list[str], missing: Counter[str]) -> tuple[str, ...]:
    """List the words that the other side lacks. Of a word that it has less often, the last occurrences are listed."""
    wanted: Counter[str] = Counter(missing)
    found: list[str] = []
    for word in reversed(words):
        if wanted[word] > 0:
            wanted[word] -= 1
            found.append(word)
    return tuple(reversed(found[-MAX_LISTED:]))


def _count_in_sequence(left: list[str], right: list[str]) -> int:
    """Count the words that stand in the same order in both ("patience" diff: by words that occur once in each)."""
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
        anchors = _find_anchors(left, right, left_start, left_end, right_start, right_end)
        total += len(anchors)
        bounds = [(left_start - 1, right_start - 1), *anchors, (left_end, right_end)]
        if anchors:
            spans += [(first[0] + 1, second[0], first[1] + 1, second[1]) for first, second in pairwise(bounds)]
    return total


def _find_anchors(
    left: list[str], right: list[str], left_start: int, left_end: int, right_start: int, right_end: int
) -> list[tuple[int, int]]:
    """Return the longest increasing sequence of positions of words that are unique in both spans."""
    once_left, once_right = _find_unique(left, left_start, left_end), _find_unique(right, right_start, right_end)
    pairs = [(position, once_right[word]) for word, position in once_left.items() if word in once_right]
    tails: list[int] = []
    chain: list[int] = []
    previous: list[int] = []
    for index, (_position, other) in enumerate(pairs):
        slot = bisect_left(tails, other)
        previous.append(chain[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [other]
        chain[slot : slot + 1] = [index]
    found, index = [], chain[-1] if chain else -1
    while index >= 0:
        found.append(pairs[index])
        index = previous[index]
    return found[::-1]


def _find_unique(words: list[str], start: int, end: int) -> dict[str, int]:
    """Map each word that occurs once in a span to its position, in order."""
    counts = Counter(words[start:end])
    return {words[position]: position for position in range(start, end) if counts[words[position]] == 1}
