"""What a word is, in texts and in queries alike.

A word is a run of letters and digits. Words that hyphens, apostrophes, ampersands, full stops or commas tie together
without a space are a *compound*: “P-8A”, “O’Brien”, “R&D”, “U.K.”, “20,000”. Its parts are words of their own, and so
is the whole written together (“p8a”, “obrien”), so that either way of writing finds the other. Words are compared as
lower-case letters without accents; other scripts are transliterated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

#: Longer words are cut: no name is so long, and PostgreSQL refuses words beyond 2 kB.
LONGEST_WORD = 60
#: A compound of more parts than this is a sentence somebody wrote with hyphens: its parts are enough.
MOST_PARTS = 6

JOINERS = "'’ʼ‘`\\-‐‑&.,"
_COMPOUND = re.compile(rf"[^\W_]+(?:[{JOINERS}][^\W_]+)*")
_JOINER = re.compile(rf"[{JOINERS}]")
_POSSESSIVE = re.compile(r"['’ʼ‘`]s$", re.IGNORECASE)
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in plain lower-case letters and digits; empty if nothing is left of it."""
    word = word[:LONGEST_WORD]
    plain = word if word.isascii() else anyascii(word)
    return _OTHER.sub("", plain.lower())[:LONGEST_WORD]


@dataclass(frozen=True)
class Token:
    """A word or compound of a text: its place there, its folded parts, and the whole of a compound, folded."""

    start: int
    end: int
    parts: tuple[str, ...]
    joined: str = ""


def tokens(text: str) -> Iterator[Token]:
    for found in _COMPOUND.finditer(text):
        written = _POSSESSIVE.sub("", found.group())
        parts = tuple(part for piece in _JOINER.split(written) if (part := fold(piece)))
        if parts:
            joined = "".join(parts)[:LONGEST_WORD] if 1 < len(parts) <= MOST_PARTS else ""
            yield Token(found.start(), found.start() + len(written), parts, joined)


def words(text: str) -> list[str]:
    """Return the folded words of a text in order, compounds as their parts."""
    return [part for token in tokens(text) for part in token.parts]


def searchable(text: str) -> tuple[str, int]:
    """Return a text as the index takes it, and how many words it has.

    Compounds written together come after the text, so that its words stand as near to each other as they did.
    """
    found = list(tokens(text))
    parts = [part for token in found for part in token.parts]
    return " ".join([*parts, *(token.joined for token in found if token.joined)]), len(parts)
