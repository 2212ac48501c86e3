"""Numerals: numbers as visitors write them and as titles have them (“Part 2” and “Part II”)."""

from itertools import pairwise

from .dates import MONTHS

#: Beyond these, letters that look like a numeral are rather an abbreviation: “XL”, “CD”, “MM”.
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
_NUMBERS = {roman: str(number) for number, roman in enumerate(ROMAN, 1)}
#: Behind these, a single letter is a numeral, too.
COUNTED_NOUNS = frozenset(
    {"act", "book", "chapter", "grade", "level", "part", "phase", "series", "stage", "type", "volume", "war"}
)


def get_numeral_alternatives(words: list[str]) -> list[str]:
    """Return, for each word of a query in order, the same number written the other way; mostly empty.

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
