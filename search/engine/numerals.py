"""Numbers as visitors write them and as titles have them: “Part 2” and “Part II”, “Henry 8” and “Henry VIII”."""

from itertools import pairwise

from .dates import MONTHS

#: Beyond these, letters that look like a numeral are rather an abbreviation: “XL”, “CD”, “MM”.
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
_NUMBERS = {roman: str(number) for number, roman in enumerate(ROMAN, 1)}
#: Behind these, a single letter is a numeral, too.
COUNTED = frozenset(
    {"act", "book", "chapter", "grade", "level", "part", "phase", "series", "stage", "type", "volume", "war"}
)


def otherwise(texts: list[str]) -> list[str]:
    """Return, for each of some folded words of a query in order, the same number written the other way; mostly none.

    What is counted stands before its number.
    """
    return [_otherwise(before, text) for before, text in pairwise(["", *texts])]


def _otherwise(before: str, text: str) -> str:
    if not before.isalpha() or before in MONTHS:
        return ""
    plain = text.isascii() and text.isdecimal()
    roman = ROMAN[int(text) - 1] if plain and 1 <= int(text) <= len(ROMAN) else text
    if roman not in _NUMBERS or (len(roman) == 1 and before not in COUNTED):
        return ""
    return roman if plain else _NUMBERS[roman]
