"""A finding: whether one thing of the running site is well, in words for whoever runs it."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    GOOD = 0
    NOTE = 1  # works, and could be better
    BAD = 2


@dataclass(frozen=True)
class Finding:
    """``text`` says what is so; ``advice`` says what to do where it is not well."""

    level: Level
    text: str
    advice: str = ""

    @property
    def is_good(self) -> bool:
        return self.level != Level.BAD


def good(text: str) -> Finding:
    return Finding(Level.GOOD, text)


def note(text: str, advice: str) -> Finding:
    return Finding(Level.NOTE, text, advice)


def bad(text: str, advice: str) -> Finding:
    return Finding(Level.BAD, text, advice)
