"""Tokenizer: what a word is, in texts and in queries alike.

A word is a run of letters and digits. Words that hyphens, apostrophes, ampersands, full stops, commas or strokes tie
together without a space are a *compound*: “P-8A”, “O’Brien”, “R&D”, “U.K.”, “20,000”, “TCP/IP”. Its parts are words of
their own, and so is the whole written together (“p8a”, “obrien”), so that either way of writing finds the other. Words
are compared as lower-case letters without accents; other scripts are transliterated. British and American spellings are
one word (``spellings``). “I’m” is the word “I”, and “C++” and “C#” are words of their own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from .spellings import ONE_SPELLING

#: Characters. Longer words are cut: no name is so long, and PostgreSQL refuses words beyond 2 kB.
MAX_WORD_LENGTH = 60
#: A compound of more parts is a sentence that was written with hyphens: its parts are enough.
MAX_COMPOUND_PARTS = 6

JOINERS = "'’ʼ‘`\\-‐‑&.,/"
#: What a single letter may have behind it: “C++”, “C#”.
SIGNS = {"++": "plusplus", "#": "sharp"}
SIGN = r"(?:\+\+|\#)(?![^\W_])"
_TOKEN = re.compile(rf"(?<![^\W_])[A-Za-z]{SIGN}|[^\W_]+(?:[{JOINERS}][^\W_]+)*")
_JOINER = re.compile(rf"[{JOINERS}]")
#: What is no word of its own behind an apostrophe: “Ida’s”, “I’m”, “we’re”.
_ENDING = re.compile(r"['’ʼ‘`](?:s|m|re|ve|ll|d)$", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class Token(NamedTuple):
    """A word or compound. ``parts`` are its normalised words, ``joined`` the whole of a compound (else empty)."""

    parts: tuple[str, ...]
    joined: str


@lru_cache(maxsize=50_000)
def normalise(word: str) -> str:
    """Return a word in plain lower-case letters and digits; empty if nothing is left of it."""
    word = word[:MAX_WORD_LENGTH]
    plain = word if word.isascii() else anyascii(word)
    plain = _NOT_PLAIN.sub("", plain.lower())[:MAX_WORD_LENGTH]
    return ONE_SPELLING.get(plain, plain)


@lru_cache(maxsize=100_000)
def _parse_token(written: str) -> Token:
    if written.isascii() and written.isalnum():
        return Token((normalise(written),), "")
    if sign := SIGNS.get(written[1:]):
        return Token((written[0].lower() + sign,), "")
    parts = tuple(part for piece in _JOINER.split(_ENDING.sub("", written)) if (part := normalise(piece)))
    return Token(parts, "".join(parts)[:MAX_WORD_LENGTH] if 1 < len(parts) <= MAX_COMPOUND_PARTS else "")


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words and compounds of a text in order."""
    return map(_parse_token, _TOKEN.findall(text))


@lru_cache(maxsize=100_000)
def get_searchable_forms(written: str) -> list[tuple[str, str]]:
    """Return what of a word or compound can be found by itself, as (written, normalised): the whole, and each part."""
    parts, joined = _parse_token(written)
    if not joined and len(parts) == 1 and (written.isalnum() or written[1:] in SIGNS):
        return [(written, parts[0])]
    stem = _ENDING.sub("", written)
    pieces = [(piece, plain) for piece in _JOINER.split(stem) if (plain := normalise(piece))]
    return [(stem, joined), *pieces] if joined else pieces


def split_words(text: str) -> list[str]:
    """Return the normalised words of a text in order, compounds as their parts."""
    return [part for token in tokenise(text) for part in token.parts]


def get_distinct_words(text: str) -> set[str]:
    """Return the normalised words of a text, compounds as their parts and written together."""
    tokens = [_parse_token(written) for written in set(_TOKEN.findall(text))]
    return {part for token in tokens for part in token.parts} | {token.joined for token in tokens if token.joined}


def find_written_forms(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words and compounds of a text, and the parts of compounds, as (written, normalised)."""
    for written in set(_TOKEN.findall(text)):
        yield from get_searchable_forms(written)


def to_index_text(text: str) -> tuple[str, int]:
    """Return a text as the index takes it, and how many words it has.

    Compounds written together come after the text, so that its words stand as near to each other as they did.
    """
    tokens = list(tokenise(text))
    parts = [part for token in tokens for part in token.parts]
    return " ".join([*parts, *(token.joined for token in tokens if token.joined)]), len(parts)
