"""Snippets: the passages of a text that show most of what was searched for."""

import re

from django.utils.safestring import SafeString

from .highlighting import Hit, highlight

#: Characters. A snippet has at most two fragments, each of about this length.
FRAGMENT_LENGTH = 170
#: More hits in a fragment make it no better.
MAX_COUNTED_HITS = 20
#: Where a passage best begins: with a sentence or a line.
_SENTENCE_END = re.compile(r"[.?!] |\n")


def build_snippet(text: str, hits: list[Hit]) -> SafeString:
    """Return the passage that shows most of what was searched for, and a second one where it shows something else."""
    if not hits:
        ellipsis = " …" if len(text) > FRAGMENT_LENGTH else ""
        return _to_one_line(highlight(text, [], 0, _find_word_end(text, FRAGMENT_LENGTH)) + ellipsis)
    first = _find_best_passage(hits, set())
    seen = {hit.key for hit in first}
    others = [hit for hit in hits if hit.key not in seen]
    passages = [first, _find_best_passage(others, seen)] if others else [first]
    spans = sorted(_get_span(text, passage) for passage in passages)
    if len(spans) == 2 and spans[1][0] <= spans[0][1]:
        spans = [(spans[0][0], spans[1][1])]
    pieces = [highlight(text, hits, start, end) for start, end in spans]
    before, after = "… " if spans[0][0] > 0 else "", " …" if spans[-1][1] < len(text) else ""
    return _to_one_line(before + " … ".join(pieces) + after)


def _to_one_line(html: str) -> SafeString:
    """Return highlighted text with its lines side by side, with a dot between them where no full stop ends one."""
    html = re.sub(r"(\w(?:</mark>)?)\n", r"\1 · ", html)
    return SafeString(html.replace("\n", " "))


def _find_best_passage(hits: list[Hit], seen: set[str]) -> list[Hit]:
    """Return the hits within the length of a fragment that are worth most together."""
    best, best_worth, reached = hits[:1], -1.0, 0
    for n, first in enumerate(hits):
        end = max(reached, n + 1)
        while end < len(hits) and end < n + MAX_COUNTED_HITS and hits[end].end - first.start <= FRAGMENT_LENGTH:
            end += 1
        if end == reached:
            continue  # a part of the passage before
        reached, within = end, hits[n:end]
        distinct = {hit.key: hit.weight for hit in within}
        worth = sum(weight for key, weight in distinct.items() if key not in seen) + 0.05 * len(within)
        if worth > best_worth:
            best, best_worth = within, worth
    return best


def _get_span(text: str, hits: list[Hit]) -> tuple[int, int]:
    """Return (start, end) of whole words around some hits, from the beginning of a sentence where one is near."""
    spare = max(FRAGMENT_LENGTH - (hits[-1].end - hits[0].start), 40)
    earliest = max(0, hits[0].start - spare // 2)
    ends = _SENTENCE_END.finditer(text, earliest, hits[0].start)
    start = max((end.end() for end in ends), default=earliest)
    if start == earliest > 0:
        space = text.find(" ", start, hits[0].start)
        start = space + 1 if space >= 0 else hits[0].start
    return start, _find_word_end(text, max(hits[-1].end, start + FRAGMENT_LENGTH), hits[-1].end)


def _find_word_end(text: str, end: int, earliest: int = 0) -> int:
    """Return the end of the last whole word before ``end``, but not before ``earliest``."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", earliest, end + 1)
    return space if space > 0 else max(end, earliest)
