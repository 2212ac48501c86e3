"""Telling names of people from other words, in English."""

import re
from typing import NamedTuple

TITLE = (
    r"(?:Prof(?:essor)?|Dr|Sir|Dame|Lord|Lady|Baroness|Baron|Mr|Mrs|Ms|Miss|Mx|Rev(?:erend)?|Canon|Fr|Cllr|Councillor"
    r"|Rt|Hon|Judge|Justice|President|Senator|Ambassador|Minister|Captain|Major|Colonel|General|Bishop|Archbishop|Rabbi"
    r"|Imam|Sheikh|Pastor|Herr|Frau|Mme|Mlle)\.?"
)
POST_NOMINAL = r"(?:MP|MSP|MS|MEP|MLA|QC|KC|OBE|CBE|MBE|KBE|DBE|FRS|FBA|FRSA|PhD|Ph\.D\.|MD|M\.D\.|Jr\.?|Sr\.?|II|III)"
PARTICLE = r"(?:de|da|di|du|del|della|der|den|van|von|la|le|el|al|bin|ibn|ten|ter|y|e)"
WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁЄІЇҐ](?:[\w’'-]*[^\W\d_]|(?:\.[A-Z])*\.?))"
NAME = rf"(?:{TITLE}\s+)*{WORD}(?:\s+(?:{PARTICLE}\s+)*{WORD}){{1,4}}(?:,?\s+{POST_NOMINAL})*"
# One name alone is a name only after a title: “Professor Ahlberg”.
TITLED = rf"(?:{TITLE}\s+)+{WORD}(?:,?\s+{POST_NOMINAL})*"
PEER = rf"(?:Baroness|Baron|Lord|Lady|Viscount|Viscountess|Earl)\s+{WORD}(?:\s+{WORD})?\s+of\s+{WORD}(?:\s+{WORD})?"
PERSON = re.compile(rf"(?<![\w.])(?:{PEER}|{NAME}|{TITLED})")

# The last word of a role that stands before a name: “Council leader Jane Doe”.
ROLE_NOUNS = frozenset(
    str.split("""academic activist administrator adviser advisor ambassador analyst architect archivist artist author
    campaigner chair chairman chairwoman chairperson chancellor chief commissioner consultant convener coordinator
    council councillor curator dean deputy designer developer director doctor economist editor engineer executive expert
    fellow founder governor head historian host journalist judge keeper lawyer lead leader lecturer librarian manager
    mayor member minister nurse officer organiser organizer owner participant philosopher physicist planner poet
    policymaker president principal producer professor psychologist reader representative researcher resident scientist
    secretary senator sociologist speaker specialist spokesman spokesperson spokeswoman strategist student teacher
    trustee vice writer worker""")
)
# Capitalised words that begin sentences and headings, and names of things. No person is called so.
STARTERS = frozenset(
    str.split("""The A An This That These Those It He She They We I You In On At By From For Of As To When Where While
    After Before According Speaking And But Or If So Then Later Meanwhile However Our Your Their His Her Its My One Some
    Many Most All Each Another Both Here There What Who Why How Today Yesterday Last Next""")
)
NOT_NAMES = STARTERS | frozenset(
    str.split("""Memorandum Report Act Office Department Ministry University College School Council Institute Centre
    Center Committee Commission Administration Association Society Foundation Agency Board Bureau Trust Bank Group Team
    Company Services Service Health Government Federal National State States Technology Information Contractor
    Contractors Officers Members Trade Guide Handbook Times Journal Review Press News Wikipedia Chapter Section Article
    Letter Note Example Update Read More Download Click Source Photo Image Credit January February March April May June
    July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday""")
)
# Two letters that are no initials of a person.
COUNTRIES = {"U.S.", "U.K.", "U.N.", "E.U.", "U.S", "U.K", "U.N", "E.U"}
# Not behind initials and what is usually shortened: “J. Reyes”, “Dr. Reyes of St. Ives”.
SHORTENED = "".join(
    rf"(?<!\b{word})"
    for word in (
        "[A-Z]",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "St",
        "Rt",
        "Hon",
        "Rev",
        "Prof",
        "Inc",
        "Ltd",
        "Co",
        "Jr",
        "Sr",
        "Gen",
    )
)
SENTENCE_END = re.compile(rf"{SHORTENED}[.!?]\s+[A-Z]")
DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\Z")
# What follows a name but is where it was said, not what the speaker was.
WHERE = re.compile(r"(?:in|from|at|on|via|writing|speaking|quoted)\s", re.IGNORECASE)
MAX_ROLE = 255


class Attribution(NamedTuple):
    """Who said it, as what and where; ``role`` and ``source`` may be empty."""

    name: str
    role: str
    source: str = ""


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person: two to six capitalised words, or a title and one."""
    if not PERSON.fullmatch(text) or text.endswith(("’s", "'s")):
        return False
    words = text.split()
    first_is_initials = words[0] in COUNTRIES or (words[0].isupper() and len(words[0]) > 1 and "." not in words[0])
    titles = re.match(rf"(?:{TITLE}\s+)+", text)
    named = text[titles.end() :].split() if titles else words
    return not first_is_initials and not any(
        word in NOT_NAMES or word.lower().rstrip(".") in ROLE_NOUNS for word in named
    )


def read_attribution(text: str, known=None) -> Attribution | None:
    """Read “Name, role” or “Name (role)”; ``known(name)`` may vouch for names of another form. None for other texts."""
    text = text.strip()
    text = text if text.endswith(("Jr.", "Sr.")) else text.rstrip(".")
    name, _comma, role = text.partition(",")
    post_nominal = re.match(rf"\s*{POST_NOMINAL}(?=,|\s*\Z)", role) if role else None
    if post_nominal:
        name, role = f"{name},{post_nominal[0]}", role[post_nominal.end() :].lstrip(",")
    if bracket := re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text):
        name, role = bracket[1], bracket[2]
    elif not role and (dash := re.fullmatch(r"([^–—-]+?)\s+[–—-]\s+(.+)", text)):
        name, role = dash[1], dash[2]
    name, role = name.strip(), role.strip(" –—-")
    if len(role) > MAX_ROLE or not name or len(name) > MAX_ROLE or SENTENCE_END.search(role):
        return None
    is_known = known is not None and known(name)
    if not (is_name(name) or is_known):
        return _with_role_first(name, role)
    if WHERE.match(role) or (is_known and DATED.search(role)):
        return Attribution(name, "", role)
    # “Standing Orders, 1974” is no person.
    return None if DATED.search(role) else Attribution(name, role)


def _with_role_first(first: str, second: str) -> Attribution | None:
    """Read “Director of Housing, Jane Doe”."""
    nouns = {word.lower() for word in first.split()}
    return Attribution(second, first) if nouns & ROLE_NOUNS and is_name(second) else None


def role_before(text: str) -> str:
    """Return “Council leader” of “Council leader Jane Doe”; nothing for other words that begin a sentence."""
    words = text.split()
    return text if 0 < len(words) <= 8 and words[-1].lower() in ROLE_NOUNS and words[0] not in STARTERS else ""


ORGANISATION = frozenset(
    str.split("""agency alliance archive archives assembly association authority bank board bureau centre centres center
    centers club college commission committee company consortium council department directorate federation foundation
    fund gallery gmbh government group hospital inc institute institution laboratory library ltd ministry museum network
    observatory office organisation organization parliament partnership party plc press school service services society
    studio theatre trust union university""")
)
SMALL_WORD = re.compile(r"(?:of|for|and|the|at|in|on|de|la|du|des|für|und|van|der|&)\Z")


def split_role(text: str) -> tuple[str, str]:
    """Part “Director, Transport for Wales” into role and organisation; what is in doubt is the role."""
    before, comma, last = text.rpartition(",")
    if comma:
        has_role = any(word.lower() in ROLE_NOUNS for word in before.split())
        return (before.strip(), last.strip()) if has_role and _is_proper(last) else (text, "")
    is_named = any(word.lower() in ORGANISATION for word in text.split())
    return ("", text) if is_named and _is_proper(text) else (text, "")


def _is_proper(text: str) -> bool:
    """Whether these are capitalised words, none of which is what a person can be."""
    words = text.split()
    return (
        bool(words)
        and all((word[:1].isupper() or SMALL_WORD.match(word)) and word.lower() not in ROLE_NOUNS for word in words)
        and words[0][:1].isupper()
    )
