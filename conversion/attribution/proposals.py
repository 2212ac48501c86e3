"""Proposals: plain records of what was found in a text, for an editor to accept or refuse."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Kinds of proposals.

    ``QUOTE``: words as they were said, in a block of their own. ``SPEAKER``: what somebody said, in the text's words.
    ``PHRASE``: words quoted within a sentence, which stays as it is. ``SPEAKERS``: a list of people with roles.
    """

    QUOTE = "quote"
    SPEAKER = "speaker"
    PHRASE = "phrase"
    SPEAKERS = "speakers"


class Reason(StrEnum):
    """Why a proposal names whom it names."""

    NAMED_BEFORE = "named_before"
    NAMED_AFTER = "named_after"
    ACCORDING_TO = "according_to"
    PRONOUN = "pronoun"
    PRONOUN_OF_SEVERAL = "pronoun_of_several"
    PRONOUN_FAR = "pronoun_far"
    SHORT_NAME = "short_name"
    NAME_OF_SEVERAL = "name_of_several"
    BY_ROLE = "by_role"
    ROLE_OF_SEVERAL = "role_of_several"
    UNNAMED = "unnamed"
    ORGANISATION = "organisation"
    SAME_SPEAKER = "same_speaker"
    GOES_ON = "goes_on"
    TURN = "turn"
    INITIALS = "initials"
    ANSWER = "answer"
    REPORTED = "reported"
    REPORTED_MIXED = "reported_mixed"
    LISTED = "listed"
    NOT_SURELY_PERSON = "not_surely_person"
    MORE_AFTER = "more_after"
    UNEVEN_MARKS = "uneven_marks"
    NO_VERB = "no_verb"
    NOBODY = "nobody"
    BLOCK_QUOTATION = "block_quotation"


@dataclass(frozen=True)
class Voice:
    """Who speaks: the name as the text gives it in full, and the role; ``unnamed`` with a role but no name."""

    name: str
    role: str = ""
    unnamed: bool = False


@dataclass
class Proposal:
    """What was found from one place of a text to another.

    The place begins at character ``start_at`` of unit ``start`` and ends before character ``end_at`` of unit ``end``
    (numbers of ``units.Unit``). ``blocks`` are to stand in its stead; a phrase has none. ``text`` are the words that
    were said. ``others`` are the names of others who may have said it. ``dropped`` are words that the blocks no longer
    hold, since the quote's name and role say them. ``words`` is the verb or pronoun that the reason speaks of.
    """

    kind: Kind
    start: int
    start_at: int
    end: int
    end_at: int
    voice: Voice
    text: str
    is_certain: bool
    reason: Reason
    words: str = ""
    others: list[str] = field(default_factory=list)
    blocks: list[dict] = field(default_factory=list)
    dropped: str = ""
    people: list[Voice] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Proposal":
        """Read what ``as_dict`` wrote, through JSON."""
        people = [Voice(**person) for person in values["people"]]
        parsed = {"kind": Kind(values["kind"]), "reason": Reason(values["reason"]), "people": people}
        return cls(**values | parsed | {"voice": Voice(**values["voice"])})
