"""Names of people: telling them from other words, in English."""

import re

from .word_lists import NOT_NAMES, ROLE_NOUNS

TITLE = (
    r"(?:Prof(?:essor)?|Dr|Sir|Dame|Lord|Lady|Baroness|Baron|Mr|Mrs|Ms|Miss|Mx|Rev(?:erend)?|Canon|Fr|Cllr|Councillor"
    r"|Rt|Hon|Judge|Justice|President|Senator|Ambassador|Minister|Captain|Major|Colonel|General|Bishop|Archbishop|Rabbi"
    r"|Imam|Sheikh|Pastor|Herr|Frau|Mme|Mlle|Gov|Sen|Rep|Sgt|Lt|Capt|Supt|Insp|M(?=\.))\.?"
)
POST_NOMINAL = r"(?:MP|MSP|MS|MEP|MLA|QC|KC|OBE|CBE|MBE|KBE|DBE|FRS|FBA|FRSA|PhD|Ph\.D\.|MD|M\.D\.|Jr\.?|Sr\.?|II|III)"
PARTICLE = r"(?:de|da|di|du|del|della|der|den|van|von|la|le|el|al|bin|ibn|ten|ter|y|e)"
WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁЄІЇҐ](?:[\w’'-]*[^\W\d_]|(?:\.[A-Z])*\.?))"
NAME = rf"(?:{TITLE}\s+)*{WORD}(?:\s+(?:{PARTICLE}\s+)*{WORD}){{1,4}}(?:,?\s+{POST_NOMINAL})*"
# One name alone is a name only after a title: “Professor Ahlberg”.
TITLED = rf"(?:{TITLE}\s+)+{WORD}(?:,?\s+{POST_NOMINAL})*"
PEER = rf"(?:Baroness|Baron|Lord|Lady|Viscount|Viscountess|Earl)\s+{WORD}(?:\s+{WORD})?\s+of\s+{WORD}(?:\s+{WORD})?"
PERSON = re.compile(rf"(?<![\w.])(?:{PEER}|{NAME}|{TITLED})")

# Abbreviations that are not the initials of a person.
COUNTRIES = {"U.S.", "U.K.", "U.N.", "E.U.", "U.S", "U.K", "U.N", "E.U"}
# No sentence ends after initials and these abbreviations: “J. Reyes”, “Dr. Reyes of St. Ives”.
NOT_ABBREVIATED = "".join(
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
SENTENCE_END = re.compile(rf"{NOT_ABBREVIATED}[.!?]\s+[A-Z]")


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
