"""Telling names of people from other words, in English."""

import re
from typing import NamedTuple

TITLE = (
    r"(?:Prof(?:essor)?|Dr|Sir|Dame|Lord|Lady|Baroness|Baron|Mr|Mrs|Ms|Miss|Mx|Rev(?:erend)?|Canon|Fr|Cllr|Councillor"
    r"|Hon|Judge|Justice|President|Senator|Ambassador|Minister|Captain|Major|Colonel|General)\.?"
)
POST_NOMINAL = r"(?:MP|MSP|MS|MEP|MLA|QC|KC|OBE|CBE|MBE|KBE|DBE|FRS|FBA|FRSA|PhD|Ph\.D\.|MD|M\.D\.|Jr\.?|Sr\.?|II|III)"
PARTICLE = r"(?:de|da|di|du|del|della|der|den|van|von|la|le|el|al|bin|ibn|ten|ter|y|e)"
WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'-]*[^\W\d_]|\.?))"
NAME = rf"(?:{TITLE}\s+)*{WORD}(?:\s+(?:{PARTICLE}\s+)*{WORD}){{1,4}}(?:,?\s+{POST_NOMINAL})*"
# One name alone is a name only after a title: “Professor Ahlberg”.
TITLED = rf"(?:{TITLE}\s+)+{WORD}(?:,?\s+{POST_NOMINAL})*"
PERSON = re.compile(rf"(?:{NAME}|{TITLED})")

# Capitalised words that begin sentences and headings, and names of things. No person is called so.
NOT_NAMES = frozenset(
    str.split("""The A An This That These Those It He She They We I You In On At By From For Of As To When Where While
    After Before According Speaking And But Or If So Then Meanwhile However Our Your Their His Her Its My One Some Many
    Most All Each Another Both Here There What Who Why How Memorandum Report Act Office Department Ministry University
    Council Institute Centre Center Committee Association Society Foundation Guide Handbook Times Journal Review Press
    News Wikipedia Chapter Section Article Letter Note Example Update Read More Download Click Source Photo Image
    Credit""")
)
MAX_ROLE = 255


class Attribution(NamedTuple):
    """Who said it and as what; ``role`` may be empty."""

    name: str
    role: str


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person: two to six capitalised words, or a title and one."""
    return bool(PERSON.fullmatch(text)) and not any(word in NOT_NAMES for word in text.split())


def read_attribution(text: str, known=None) -> Attribution | None:
    """Read “Name, role” or “Name (role)”; ``known(name)`` may vouch for names of another form. None for other texts."""
    text = text.strip().rstrip(".") if not text.strip().endswith(("Jr.", "Sr.")) else text.strip()
    name, _comma, role = text.partition(",")
    post = re.match(rf"\s*{POST_NOMINAL}(?=,|\s*\Z)", role) if role else None
    if post:
        name, role = f"{name},{post[0]}", role[post.end() :].lstrip(",")
    bracket = re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text)
    if bracket:
        name, role = bracket[1], bracket[2]
    dash = re.fullmatch(r"([^–—-]+?)\s+[–—-]\s+(.+)", text)
    if not role and dash:
        name, role = dash[1], dash[2]
    name, role = name.strip(), role.strip()
    if len(role) > MAX_ROLE or not name or len(name) > MAX_ROLE:
        return None
    if is_name(name) or (known is not None and known(name)):
        return Attribution(name, role)
    return None
