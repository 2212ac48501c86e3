"""Highlighting: finds the hits of a query in texts and marks them with ``<mark>``."""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.tokenizer import JOINERS, SIGN, get_searchable_forms, split_words

from ..query.stemming import get_beginnings, get_stems

#: The weight of a phrase; that of a single word is mostly below 1.
PHRASE_WEIGHT = 3.0
_MATCHES_NOTHING = re.compile("(?!)")
#: The letter before this begins a word. Tested before the letter, it would be tested at each place of a text: a pattern
#: that begins with certain letters is looked for where these are.
_IS_WORD_START = r"(?<![^\W_].)"
_IS_WORD_END = r"(?![^\W_])"


class Hit(NamedTuple):
    start: int
    end: int
    #: What was hit: a stem or a phrase. Different ones in a passage are worth more than one again and again.
    key: str
    weight: float


class Highlighter:
    """Finds the hits of one query in texts.

    ``weights`` are the stems that are looked for, with their weights; ``prefixes`` beginnings of words; ``phrases``
    texts whose words must stand side by side. ``texts`` are all texts that will be marked: their words are stemmed
    together.
    """

    def __init__(self, weights: dict[str, float], prefixes: Iterable[str], phrases: list[str], texts: Iterable[str]):
        self.weights = weights
        self.prefixes = tuple(prefixes)
        phrases_words = [split_words(phrase) for phrase in phrases]
        words_of_phrases = {word for words in phrases_words for word in words}
        #: The stems of the words that may be hits, by the words as they are written in the texts.
        self._forms = self._find_forms(texts, words_of_phrases)
        self._patterns = [
            (
                self._build_phrase_pattern(words),
                self._build_phrase_pattern(self._trim(words), any_small_word=True),
                " ".join(words),
            )
            for words in phrases_words
        ]
        single = [form for form, stem in self._forms.items() if stem in weights or stem in self.prefixes]
        self._single_words = _build_alternatives(single) if single else _MATCHES_NOTHING

    def _find_forms(self, texts: Iterable[str], words_of_phrases: set[str]) -> dict[str, str]:
        starts = {
            start for word in (*self.weights, *words_of_phrases, *self.prefixes) for start in get_beginnings(word)
        }
        normalised = {
            form: plain
            for written in set(_build_start_pattern(starts).findall("\n".join(texts)))
            # Most words are plain, and their first letters show at once that they are no hits.
            if written[:2].lower() in starts or not (written.isascii() and written.isalnum())
            for form, plain in get_searchable_forms(written)
            if plain[:2] in starts
        }
        stems = get_stems({*normalised.values(), *words_of_phrases})
        self._phrase_stems = {word: stems.get(word, "") for word in words_of_phrases}
        included = {*self.weights, *self._phrase_stems.values()}
        forms = {}
        for form, plain in normalised.items():
            stem = stems.get(plain, "")
            if plain.startswith(self.prefixes):
                stem = next(prefix for prefix in self.prefixes if plain.startswith(prefix))
            elif stem not in included:
                continue
            forms[form] = stem
        return forms

    def _trim(self, phrase: list[str]) -> list[str]:
        """Return a phrase from its first to its last word that has a stem."""
        places = [place for place, word in enumerate(phrase) if self._phrase_stems[word]]
        return phrase[places[0] : places[-1] + 1] if places else []

    def _build_phrase_pattern(self, phrase: list[str], *, any_small_word: bool = False) -> re.Pattern[str]:
        """Return a pattern of the words side by side; ``any_small_word`` may stand for those without a stem."""
        pieces = []
        for word in phrase:
            stem = self._phrase_stems[word]
            forms = [re.escape(form) for form, other in self._forms.items() if other == stem and stem]
            without_stem = r"[^\W_]+" if any_small_word else f"(?i:{word})"
            pieces.append(f"(?:{'|'.join(forms)})" if forms else r"(?!)" if stem else without_stem)
        side_by_side = r"[\W_]+".join(pieces)
        return re.compile(rf"(?<![^\W_]){side_by_side}{_IS_WORD_END}") if pieces else _MATCHES_NOTHING

    def find_hits(self, text: str) -> list[Hit]:
        """Return the hits in order; none lies within another."""
        found = []
        for match in self._single_words.finditer(text):
            stem = self._forms[match.group()]
            found.append(Hit(*match.span(), stem, self.weights.get(stem, 1.0)))
        if not self._patterns:
            return found
        for pattern, loose_pattern, key in self._patterns:
            matches = [*pattern.finditer(text)] or loose_pattern.finditer(text)
            found.extend(Hit(*match.span(), key, PHRASE_WEIGHT) for match in matches)
        found.sort(key=lambda hit: (hit.start, -hit.end))
        separate: list[Hit] = []
        for hit in found:
            if not separate or hit.start >= separate[-1].end:
                separate.append(hit)
        return separate


def _build_start_pattern(starts: set[str]) -> re.Pattern[str]:
    """Return a pattern of the words and compounds whose first letter is that of one of the ``starts``, or may be."""
    firsts = {letter for start in starts for letter in (start[0], start[0].upper())}
    # What is not ASCII may be any of them when it is normalised.
    others = "".join(re.escape(letter) for letter in map(chr, range(128)) if letter not in firsts)
    return re.compile(rf"[^{others}]{_IS_WORD_START}(?<=[^\W_])(?:{SIGN}|[^\W_]*(?:[{JOINERS}][^\W_]+)*)")


def _build_alternatives(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    each = "|".join(re.escape(form[0]) + _IS_WORD_START + re.escape(form[1:]) for form in longest_first)
    return re.compile(rf"(?:{each}){_IS_WORD_END}")


def highlight(text: str, hits: Iterable[Hit], start: int = 0, end: int | None = None) -> SafeString:
    """Escape ``text[start:end]`` and put its hits into ``<mark>`` elements."""
    end = len(text) if end is None else end
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            pieces += [escape(text[at : hit.start]), "<mark>", escape(text[hit.start : hit.end]), "</mark>"]
            at = hit.end
    pieces.append(escape(text[at:end]))
    return SafeString("".join(pieces))
