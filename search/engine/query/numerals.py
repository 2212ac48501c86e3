"""Numerals: numbers in digits, in words and, behind a noun, in Roman letters (“Part 2”, “Part two”, “Part II”)."""

from collections.abc import Mapping
from itertools import pairwise

from .dates import MONTHS

#: Beyond these, letters that look like a numeral are rather an abbreviation: “XL”, “CD”, “MM”.
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
_NUMBERS = {roman: str(number) for number, roman in enumerate(ROMAN, 1)}
#: Behind these, a single letter is a numeral, and so is “one”.
COUNTED_NOUNS = frozenset(
    {"act", "book", "chapter", "grade", "level", "part", "phase", "series", "stage", "type", "volume", "war"}
)
_BELOW_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _build_number_words() -> dict[str, int]:
    """Return the numbers that texts have in words, as normalised words: below 100, and with one round multiplier."""
    below_hundred = dict(zip(_BELOW_TWENTY, range(1, 20), strict=True))
    for tens, word in enumerate(_TENS, 2):
        units = {f"{word} {unit}": 10 * tens + n for n, unit in enumerate(_BELOW_TWENTY[:9], 1)}
        below_hundred |= {word: 10 * tens, **units}
    numbers = dict(below_hundred)
    for multiplier, value in (("hundred", 100), ("thousand", 1000), ("million", 1_000_000)):
        numbers |= {f"{word} {multiplier}": n * value for word, n in below_hundred.items()}
    hundreds = {f"{word} hundred thousand": n * 100_000 for word, n in below_hundred.items() if n < 10}
    return {**numbers, **hundreds}


_WORDS = _build_number_words()
_IN_WORDS = {str(number): words for words, number in reversed(_WORDS.items())}


def find_numbers(texts: Mapping[str, list[tuple[int, int]]], words: list[str]) -> dict[str, str]:
    """Return the numbers among some texts, each as it may be written otherwise: “26” and “twenty six”.

    ``texts`` have the places (start, end) where each stands among ``words``, those of the query. Days are left as they
    are, and so is “one” but for “part one”.
    """
    found = {}
    for text, places in texts.items():
        start, end = places[0]
        around = [*words[max(start - 1, 0) : start], *words[end : end + 1]]
        digits = text.replace(" ", "") if text[:1].isdecimal() else text
        is_one = digits in ("1", "one") and not COUNTED_NOUNS.intersection(around[: start > 0])
        if is_one or MONTHS.keys() & around:
            continue
        if other := _IN_WORDS.get(digits) or (f"{_WORDS[text]:,}" if text in _WORDS else ""):
            found[text] = other
    return found


def get_numeral_alternatives(words: list[str]) -> list[str]:
    """Return, for each word of a query in order, the same number with or without Roman letters; mostly empty.

    Only a number that follows a word is one: “Henry 8” and “Henry VIII”.
    """
    return [_get_alternative(before, word) for before, word in pairwise(["", *words])]


def _get_alternative(before: str, word: str) -> str:
    if not before.isalpha() or before in MONTHS:
        return ""
    is_arabic = word.isascii() and word.isdecimal()
    roman = ROMAN[int(word) - 1] if is_arabic and 1 <= int(word) <= len(ROMAN) else word
    if roman not in _NUMBERS or (len(roman) == 1 and before not in COUNTED_NOUNS):
        return ""
    return roman if is_arabic else _NUMBERS[roman]
