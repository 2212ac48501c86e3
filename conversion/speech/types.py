"""Plain records of who said what."""

from dataclasses import dataclass, field
from typing import NamedTuple

# Shorter quotations stay in the running text.
MIN_SPEECH_WORDS = 4
# A speech that has not ended by then has lost its closing mark.
MAX_SPEECH_PARAGRAPHS = 30


class Attribution(NamedTuple):
    """Who said it, in which role and where; ``role`` and ``source`` may be empty."""

    name: str
    role: str
    source: str = ""


@dataclass
class Speech:
    """A quotation in running text: the paragraphs inside its marks, who said it, and what to keep around it.

    ``lead`` is the text that names the speaker. ``before`` and ``after`` are paragraphs to keep, or empty.
    """

    attribution: Attribution
    paragraphs: list[str]
    lead: str
    before: str
    after: str


@dataclass(frozen=True)
class Byline:
    """“By Name Surname” at the top of a body. ``used``: every name is known, so the line was taken out of the body.

    ``people`` are primary keys, None for a person who is not known; ``roles`` are empty where none is given. Both are
    as long as ``names``.
    """

    text: str
    names: list[str]
    people: list[int | None]
    used: bool = False
    roles: list[str] = field(default_factory=list)
