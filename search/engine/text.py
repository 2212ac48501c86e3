"""What a word is, in texts and in queries alike.

A word is a run of letters and digits. Words that hyphens, apostrophes, ampersands, full stops, commas or strokes tie
together without a space are a *compound*: “P-8A”, “O’Brien”, “R&D”, “U.K.”, “20,000”, “TCP/IP”. Its parts are words of
their own, and so is the whole written together (“p8a”, “obrien”), so that either way of writing finds the other. Words
are compared as lower-case letters without accents; other scripts are transliterated.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

#: Longer words are cut: no name is so long, and PostgreSQL refuses words beyond 2 kB.
LONGEST_WORD = 60
#: A compound of more parts than this is a sentence somebody wrote with hyphens: its parts are enough.
MOST_PARTS = 6

JOINERS = "'’ʼ‘`\\-‐‑&.,/"
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


@lru_cache(maxsize=100_000)
def _read(written: str) -> tuple[tuple[str, ...], str]:
    """Return the folded parts of a word or compound, and the whole of a compound (empty for a single word)."""
    if written.isascii() and written.isalnum():
        return (written[:LONGEST_WORD].lower(),), ""
    parts = tuple(part for piece in _JOINER.split(_POSSESSIVE.sub("", written)) if (part := fold(piece)))
    return parts, "".join(parts)[:LONGEST_WORD] if 1 < len(parts) <= MOST_PARTS else ""


def tokens(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the folded parts of each word or compound of a text in order, and the whole of a compound."""
    return map(_read, _COMPOUND.findall(text))


def compounds(text: str) -> set[str]:
    """Return the words and compounds of a text as they are written."""
    return set(_COMPOUND.findall(text))


@lru_cache(maxsize=100_000)
def forms(written: str) -> list[tuple[str, str]]:
    """Return what of a word or compound can be found by itself, as written and folded: the whole, and each part."""
    parts, joined = _read(written)
    if not joined and len(parts) == 1 and written.isalnum():
        return [(written, parts[0])]
    pieces = [(piece, plain) for piece in _JOINER.split(written) if (plain := fold(piece))]
    return [(_POSSESSIVE.sub("", written), joined), *pieces] if joined else pieces


def words(text: str) -> list[str]:
    """Return the folded words of a text in order, compounds as their parts."""
    return [part for parts, _joined in tokens(text) for part in parts]


def distinct(text: str) -> set[str]:
    """Return the folded words of a text, compounds as their parts and written together."""
    read = [_read(written) for written in compounds(text)]
    return {part for parts, _joined in read for part in parts} | {joined for _parts, joined in read if joined}


def searchable(text: str) -> tuple[str, int]:
    """Return a text as the index takes it, and how many words it has.

    Compounds written together come after the text, so that its words stand as near to each other as they did.
    """
    found = list(tokens(text))
    parts = [part for parts, _joined in found for part in parts]
    return " ".join([*parts, *(joined for _parts, joined in found if joined)]), len(parts)
