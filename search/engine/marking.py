"""Hits in a text: their marks, the snippet around the best passage, and the way to the first one."""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from django.db import connection
from django.utils.safestring import SafeString

from .text import JOINERS, forms, words

#: A snippet has at most two fragments, each of about so many characters.
FRAGMENT = 170
#: So many hits in a fragment are as good as more.
MOST_WITHIN = 20
#: How many words before and after a hit tell the browser which one is meant.
CONTEXT = 3
#: Where a passage best begins: with a sentence or a line.
_BEGINNING = re.compile(r"[.?!] |\n")
#: What belongs to a word, before and behind what was found of it: “O’” of “O’Brien”.
_TOKEN_BEGUN, _TOKEN_REST = re.compile(r"\S*\Z"), re.compile(r"\S{0,100}")
LONGEST_TOKEN = 100
#: The stems (empty: none) of words that were shown before, so many at the most. PostgreSQL's English stays what it is.
_stems: dict[str, str] = {}
MOST_STEMS = 100_000
_NEITHER = re.compile("(?!)")
#: The letter before this begins a word. Asked before the letter, it would be asked at each place of a text: a pattern
#: that begins with certain letters is looked for where these are.
_BEGINS = r"(?<![^\W_].)"
_ENDS = r"(?![^\W_])"


class Hit(NamedTuple):
    start: int
    end: int
    #: What was hit: a stem or a phrase. Different ones in a passage are worth more than one again and again.
    key: str
    weight: float


class Marker:
    """Finds the hits of one query in texts.

    ``weights`` are the stems looked for and how much each tells; ``prefixes`` beginnings of words; ``phrases`` texts
    whose words must stand side by side. ``texts`` are all texts that will be marked: their words are stemmed at once.
    """

    def __init__(self, weights: dict[str, float], prefixes: Iterable[str], phrases: list[str], texts: Iterable[str]):
        self.weights = weights
        self.prefixes = tuple(prefixes)
        phrases = [words(phrase) for phrase in phrases]
        self._forms = self._written_forms(texts, {word for phrase in phrases for word in phrase})
        self._patterns = [
            (self._phrase_pattern(phrase), self._phrase_pattern(self._telling(phrase), loosely=True), " ".join(phrase))
            for phrase in phrases
        ]
        alone = [form for form, stem in self._forms.items() if stem in weights or stem in self.prefixes]
        self._single = _alternatives(alone) if alone else _NEITHER

    def _written_forms(self, texts: Iterable[str], asked: set[str]) -> dict[str, str]:
        """Return the words of the texts that may be hits, as written, with their stems."""
        starts = {start for word in (*self.weights, *asked, *self.prefixes) for start in beginnings(word)}
        folded = {
            form: plain
            for written in set(_beginning_like(starts).findall("\n".join(texts)))
            # Most words are plain, and tell at a glance that they are none of these.
            if written[:2].lower() in starts or not (written.isascii() and written.isalnum())
            for form, plain in forms(written)
            if plain[:2] in starts
        }
        stems = stems_of({*folded.values(), *asked})
        self._asked = {word: stems.get(word, "") for word in asked}
        wanted = {*self.weights, *self._asked.values()}
        found = {}
        for form, plain in folded.items():
            stem = stems.get(plain, "")
            if plain.startswith(self.prefixes):
                stem = next(prefix for prefix in self.prefixes if plain.startswith(prefix))
            elif stem not in wanted:
                continue
            found[form] = stem
        return found

    def _telling(self, phrase: list[str]) -> list[str]:
        """Return a phrase from its first to its last word that has a stem."""
        places = [place for place, word in enumerate(phrase) if self._asked[word]]
        return phrase[places[0] : places[-1] + 1] if places else []

    def _phrase_pattern(self, phrase: list[str], *, loosely: bool = False) -> re.Pattern:
        """Return a pattern of the words side by side; ``loosely`` with any others for those without a stem."""
        pieces = []
        for word in phrase:
            stem = self._asked[word]
            forms = [re.escape(form) for form, other in self._forms.items() if other == stem and stem]
            without = r"[^\W_]+" if loosely else f"(?i:{word})"
            pieces.append(f"(?:{'|'.join(forms)})" if forms else r"(?!)" if stem else without)
        side_by_side = r"[\W_]+".join(pieces)
        return re.compile(rf"(?<![^\W_]){side_by_side}{_ENDS}") if pieces else _NEITHER

    def hits(self, text: str) -> list[Hit]:
        """Return the hits in order; none lies within another."""
        found = []
        for hit in self._single.finditer(text):
            stem = self._forms[hit.group()]
            found.append(Hit(*hit.span(), stem, self.weights.get(stem, 1.0)))
        if not self._patterns:
            return found
        for pattern, loose, key in self._patterns:
            either = [*pattern.finditer(text)] or loose.finditer(text)
            found.extend(Hit(*hit.span(), key, 3.0) for hit in either)
        found.sort(key=lambda hit: (hit.start, -hit.end))
        apart = []
        for hit in found:
            if not apart or hit.start >= apart[-1].end:
                apart.append(hit)
        return apart


def beginnings(word: str) -> set[str]:
    """Return how words begin that have a stem in common with ``word``, or have it as their stem; all folded.

    The first two letters are those of the stem, but for “y” and “i” (“dying” and “die”).
    """
    first, second = word[:1], word[1:2]
    return {first + other for other in (("i", "y") if second in ("i", "y") else (second,))}


def _beginning_like(starts: set[str]) -> re.Pattern:
    """Return a pattern of the words and compounds whose first letter is that of one of the ``starts``, or may be."""
    firsts = {letter for start in starts for letter in (start[0], start[0].upper())}
    # What is not ASCII may be any of them when it is folded.
    others = "".join(re.escape(letter) for letter in map(chr, range(128)) if letter not in firsts)
    return re.compile(rf"[^{others}]{_BEGINS}(?<=[^\W_])[^\W_]*(?:[{JOINERS}][^\W_]+)*")


def stems_of(plain: set[str]) -> dict[str, str]:
    """Return the stem of each word that has one; words such as “the” have none."""
    found = {word: stem for word in plain if (stem := _stems.get(word)) is not None}
    if missing := plain - found.keys():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest(%s::text[]) AS word",
                [list(missing)],
            )
            read = dict(cursor.fetchall())
        if len(_stems) > MOST_STEMS:
            _stems.clear()
        _stems.update(read)
        found |= read
    return {word: stem for word, stem in found.items() if stem}


def _alternatives(forms: Iterable[str]) -> re.Pattern:
    longest_first = sorted(forms, key=len, reverse=True)
    each = "|".join(re.escape(form[0]) + _BEGINS + re.escape(form[1:]) for form in longest_first)
    return re.compile(rf"(?:{each}){_ENDS}")


def marked(text: str, hits: Iterable[Hit], start: int = 0, end: int | None = None) -> SafeString:
    """Escape ``text[start:end]`` and put its hits into ``<mark>`` elements."""
    end = len(text) if end is None else end
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            pieces += [escape(text[at : hit.start]), "<mark>", escape(text[hit.start : hit.end]), "</mark>"]
            at = hit.end
    pieces.append(escape(text[at:end]))
    return SafeString("".join(pieces))


def snippet(text: str, hits: list[Hit]) -> SafeString:
    """Return the passage that shows most of what was looked for, and a second one where it shows something else."""
    if not hits:
        return _in_one_line(marked(text, [], 0, _word_end(text, FRAGMENT)) + (" …" if len(text) > FRAGMENT else ""))
    first = _best(hits, set())
    seen = {hit.key for hit in first}
    others = [hit for hit in hits if hit.key not in seen and abs(hit.start - first[0].start) > FRAGMENT]
    passages = [first, _best(others, seen)] if others else [first]
    spans = sorted(_span(text, passage) for passage in passages)
    if len(spans) == 2 and spans[1][0] <= spans[0][1]:
        spans = [(spans[0][0], spans[1][1])]
    pieces = [marked(text, hits, start, end) for start, end in spans]
    before, after = "… " if spans[0][0] > 0 else "", " …" if spans[-1][1] < len(text) else ""
    return _in_one_line(before + " … ".join(pieces) + after)


def _in_one_line(html: str) -> SafeString:
    """Return marked text with its lines set side by side, apart where no full stop ends one."""
    html = re.sub(r"(\w(?:</mark>)?)\n", r"\1 · ", html)
    return SafeString(html.replace("\n", " "))


def _best(hits: list[Hit], seen: set[str]) -> list[Hit]:
    """Return the hits within the length of a fragment that are worth most together."""
    best, worth, reached = hits[:1], -1.0, 0
    for n, first in enumerate(hits):
        end = max(reached, n + 1)
        while end < len(hits) and end < n + MOST_WITHIN and hits[end].end - first.start <= FRAGMENT:
            end += 1
        if end == reached:
            continue  # fewer of what was looked at before
        reached, within = end, hits[n:end]
        distinct = {hit.key: hit.weight for hit in within}
        value = sum(weight for key, weight in distinct.items() if key not in seen) + 0.05 * len(within)
        if value > worth:
            best, worth = within, value
    return best


def _span(text: str, hits: list[Hit]) -> tuple[int, int]:
    """Return the place of whole words around some hits, from the beginning of a sentence where one is near."""
    spare = max(FRAGMENT - (hits[-1].end - hits[0].start), 40)
    earliest = max(0, hits[0].start - spare // 2)
    start = max((found.end() for found in _BEGINNING.finditer(text, earliest, hits[0].start)), default=earliest)
    if start == earliest > 0:
        space = text.find(" ", start, hits[0].start)
        start = space + 1 if space >= 0 else hits[0].start
    return start, _word_end(text, max(hits[-1].end, start + FRAGMENT), hits[-1].end)


def _word_end(text: str, end: int, least: int = 0) -> int:
    """Return the end of the last whole word before ``end``, but not before ``least``."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", least, end + 1)
    return space if space > 0 else max(end, least)


def text_fragment(text: str, hit: Hit) -> str:
    """Return the text directive that scrolls to a hit and highlights it (WICG: URL Fragment Text Directives).

    Browsers look for whole words, and for text within one paragraph: of a phrase that runs over several lines the
    first and the last are given. The words around it tell it from the same word in the navigation.
    """
    start = hit.start - len(_TOKEN_BEGUN.search(text, max(0, hit.start - LONGEST_TOKEN), hit.start).group())
    start = next(place for place in range(start, hit.end) if text[place].isalnum())
    end = _TOKEN_REST.match(text, hit.end).end()
    end = next(place for place in range(end, hit.start, -1) if text[place - 1].isalnum())
    first, *further = text[start:end].split("\n")
    before = " ".join(text[text.rfind("\n", 0, start) + 1 : start].split()[-CONTEXT:])
    after = " ".join(text[end:].split("\n", 1)[0].split()[:CONTEXT])
    parts = [
        *([_directive(before) + "-"] if words(before) else []),
        *(_directive(piece) for piece in (first, *further[-1:])),
        *(["-" + _directive(after)] if words(after) else []),
    ]
    return ":~:text=" + ",".join(parts)


def _directive(text: str) -> str:
    # A hyphen, too, has a meaning there.
    return quote(text.strip(), safe="").replace("-", "%2D")
