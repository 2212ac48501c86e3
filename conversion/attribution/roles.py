"""The role beside a name: *Name, role,* or *Name (role)* or *role Name* or *Name of Organisation*."""

import re
from typing import NamedTuple

from ..speech.attributions import NOT_A_ROLE
from ..speech.names import is_name
from ..speech.roles import MAX_LENGTH
from ..speech.word_lists import ORGANISATION_NOUNS
from .lexicon import VERB, find_verbs, is_role_word, is_verb

MAX_ROLE_WORDS = 24
# Characters before a name in which its role is looked for.
WINDOW = 300
# The end of what may be a role after a name.
END = re.compile(r"[.;:!?█\n](?=\s|\Z)|█|\n|\s[—–]\s")
LISTED = re.compile(r"\s*(?:present|apologies|in attendance|attendees|participants|absent)\s*:", re.IGNORECASE)
BRACKET = re.compile(r"\s*\((?P<role>[^()█]{2,120})\)")
# A part of a role that goes on with the one before it.
GOES_ON = re.compile(r"\s*(?:and|&|of|at|for|in|on|who (?:leads|runs|chairs|heads|chaired|led|founded|directs))\b")
RELATIVE = re.compile(r"\s*(?:who|whose|which|where|when|that)\b")
PLACE_AFTER = re.compile(
    r"\s+(?:of|from|at|for)\s+(?P<where>(?:the\s+|our\s+)?[A-ZÀ-ÖØ-Þ][\w’&'-]*(?:\s+(?:of|for|and|the|on|de|la|in|&|[A-ZÀ-ÖØ-Þ][\w’&'-]*)(?![\w’'-]))*)"
)
ARTICLE = re.compile(r"\A(?:the|an?|our|my|its|their|his|her|le|la|une?)\s+|\Al’", re.IGNORECASE)
NOT_IN_ROLE = re.compile(
    r"\b(?:that|said|was|were|is|are|had|has|words|and then|with|when|while|after|before|by|thanked|to|from|told|as|but"
    r"|or|if)\b",
    re.IGNORECASE,
)
IS_ROLE = re.compile(
    r"\s+(?:is|was|is now|est)\s+(?P<role>(?:the |an? |la |le )?[^.;:█]{3,120}?)(?=[.;]|,? (?:and|who|but|where)\b|\Z)"
)


# “…,” said harbour master Jane Doe.
SAID_ROLE = re.compile(r"█[\s,]*(?P<verb>[^\W\d_]+(?:\s+[^\W\d_]+)??)\s+(?P<role>(?:[a-zà-öø-þ][\w’'-]*\s+){1,6})\Z")
FULL_ROLE = re.compile(
    r"(?:(?:the|our|its|their|his|her)\s+)?(?:[\w’'-]+\s+){0,3}?(?P<noun>[\w-]+)\s+(?:of|for|at)\s", re.IGNORECASE
)
AUXILIARY_VERB = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|must|may|might|has|have|had)\b")
# The begin of a clause that is no part of the role, or a word that leads to nothing.
BROKEN_OFF = re.compile(
    r",?\s+(?:who|which|whose|that)\b(?!\s+(?:leads|runs|chairs|heads|chaired|led|founded|directs)\b).*\Z"
    r"|\s+(?:who|and|of|at|for|in|the|a)\Z",
    re.DOTALL,
)
NAMED = re.compile(r"\s+(?:named|called|by the name of)\Z")


class Role(NamedTuple):
    """A role as the text gives it, and where name and role together stand."""

    text: str
    start: int
    end: int


def find_role(text: str, start: int, end: int) -> Role:
    """Return the role beside the name at ``start`` to ``end``; empty if there is none."""
    before = _read_before(text, start, end)
    # In a list of those present the comma after a name leads to the next one.
    is_listed = bool(LISTED.match(text)) and not BRACKET.match(text, end)
    after = Role("", end, end) if is_listed else _read_after(text, end)
    if before.text:
        return before
    if after.text:
        return Role(after.text, start, after.end)
    if found := IS_ROLE.match(text, end):
        role = found["role"].strip(" ,")
        if has_role_word(role) and len(role.split()) <= 14:
            return Role(clean(role), start, end)
    return Role("", start, end)


def _read_before(text: str, start: int, end: int) -> Role:
    base = max(0, start - WINDOW)
    text_before = text[base:start]
    clause = re.split(r"[.;:!?█\n(—–]\s*", text_before)[-1]
    has_comma = clause.rstrip().endswith(",")
    if after_verb := SAID_ROLE.search(text_before):
        verb = VERB.match(after_verb["verb"])
        if verb and is_verb(verb) and not find_verbs(after_verb["role"]):
            role = after_verb["role"].strip()
            return Role(clean(role), base + after_verb.start("role"), end)
    words = NAMED.sub("", clause.rstrip(" ,")).split()
    if not has_comma and (joined := _find_capital_role(clause)):
        first = base + text_before.rfind(joined[0], 0, len(text_before) - len(" ".join(joined)) + len(joined[0]))
        return Role(clean(" ".join(joined)), first, end)
    if not words or not (is_role_word(words[-1].strip("’'")) or _is_whole_role(words, has_comma=has_comma)):
        return Role("", start, end)
    # “The museum’s director, Jane Doe, said”: only between commas, or at the end of the sentence.
    if has_comma and not re.match(r"\s*(?:[,.;█]|\Z)", text[end : end + 20]):
        return Role("", start, end)
    whole = _is_whole_role(words, has_comma=has_comma)
    taken = (_find_whole_role(words) if has_comma else words) if whole else _walk_back(words)
    if not taken:
        return Role("", start, end)
    role = " ".join(taken)
    first = text.rfind(taken[0], 0, start - len(role) + len(taken[0]))
    closing = re.match(r"\s*,", text[end : end + 20]) if has_comma else None
    return Role(clean(role), max(first, 0), end + (closing.end() if closing else 0))


def _find_capital_role(clause: str) -> list[str]:
    """Return the words of “Trust Director and author of the report” at the end of a clause, right before a name."""
    words = clause.rpartition(",")[2].split()
    at = next((number for number, word in enumerate(words) if is_role_word(word)), None)
    is_joined = at is not None and any(word in ("of", "for", "at") for word in words[at:-1])
    capitals = at is not None and all(word[:1].isupper() for word in words[: at + 1])
    has_verb = at is not None and bool(find_verbs(" ".join(words[at + 1 :]), reported=True))
    return words if is_joined and capitals and not has_verb and len(words) <= 14 else []


def _is_whole_role(words: list[str], *, has_comma: bool) -> bool:
    """Whether a clause is nothing but a role: “Chair of judges Jane Doe”."""
    if has_comma:
        # “The mayor of Tarrow, Jane Doe,”
        return bool(_find_whole_role(words))
    is_joined = len(words) > 2 and words[1].lower() in ("of", "for") and is_role_word(words[0])
    return is_joined and len(words) <= 6 and not find_verbs(" ".join(words[1:]), reported=True)


def _find_whole_role(words: list[str]) -> list[str]:
    """Return the words of “the mayor of Tarrow” at the end of a clause, from the article or the clause's begin."""
    for start in range(len(words) - 3, -1, -1):
        named = FULL_ROLE.match(" ".join(words[start:]))
        begins = start == 0 or words[start].lower() in ("the", "our", "its", "their", "his", "her")
        if begins and named and is_role_word(named["noun"]) and not find_verbs(" ".join(words[start:]), reported=True):
            return words[start:] if len(words) - start <= 12 else []
    return []


def _walk_back(words: list[str]) -> list[str]:
    """Return the words of a role that end a clause: back to an article, a verb or the clause's begin."""
    taken: list[str] = []
    for word in reversed(words[-10:]):
        if (
            NOT_IN_ROLE.fullmatch(word.strip(","))
            or (find_verbs(word, reported=True) and word.lower() != "lead")
            or word.endswith(",")
        ):
            break
        taken.insert(0, word)
        if word.lower() in ("the", "our", "its", "their", "a", "an") and not re.match(
            r"(?:of|for|at|in)\Z", words[len(words) - len(taken) - 1] if len(taken) < len(words) else ""
        ):
            break
    while taken and taken[0].lower() in ("and", "of", "for", "at", "in", "on", "pour", "selon", "with", "by"):
        taken.pop(0)
    return taken if len(taken) <= 9 else []


def _read_after(text: str, end: int) -> Role:
    if found := BRACKET.match(text, end):
        role = found["role"].strip()
        closing = re.match(r"\s*,", text[found.end() : found.end() + 20])
        return Role(
            role if len(role) > 2 or role.islower() else "", end, found.end() + (closing.end() if closing else 0)
        )
    if re.match(r"\s*,\s", text[end : end + 20]):
        return _read_apposition(text, end)
    if found := PLACE_AFTER.match(text, end):
        return Role(clean(found["where"]), end, found.end())
    if dash := re.match(r"\s+[–—-]\s+", text[end : end + 20]):
        rest = text[end + dash.end() : end + WINDOW]
        role = END.split(rest)[0].strip(" ,")
        if has_role_word(role) and len(role.split()) <= MAX_ROLE_WORDS and not find_verbs(role):
            return Role(role, end, end + dash.end() + len(role))
    return Role("", end, end)


def _read_apposition(text: str, end: int) -> Role:
    """Read “, role, with, commas,” up to the comma after which the sentence goes on."""
    comma = text.index(",", end)
    limit = END.search(text, comma)
    stop = limit.start() if limit else len(text)
    # A full stop after an abbreviation ends nothing.
    parts = _split_at_commas(text, comma + 1, stop)
    taken_end, at = comma, 0
    for start, part_end in parts:
        part = text[start:part_end].strip()
        if not _is_part_of_role(part, is_first=at == 0, is_last=part_end == stop):
            break
        taken_end, at = part_end, at + 1
    role = text[comma + 1 : taken_end].strip(" ,") if at else ""
    if not role or len(role) > MAX_LENGTH or len(role.split()) > MAX_ROLE_WORDS:
        return Role("", end, end)
    closing = 1 if text[taken_end : taken_end + 1] == "," else 0
    return Role(clean(role), end, taken_end + closing)


def _split_at_commas(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the parts between commas; the last ends where a verb of speech begins."""
    parts: list[tuple[int, int]] = []
    position = start
    for found in re.finditer(r",(?!\d)", text[start:stop]):
        parts.append((position, start + found.start()))
        position = start + found.start() + 1
    parts.append((position, stop))
    return parts


def _is_part_of_role(part: str, *, is_first: bool, is_last: bool) -> bool:
    words = part.split()
    if is_name(part):
        return False
    if not words or find_verbs(words[0]) or RELATIVE.match(part) or len(words) > 16:
        return False
    if not is_first:
        listed = re.sub(r"\A(?:and|&)\s+", "", part)
        if is_name(listed) and not _names_organisation(listed):
            return False
        return bool(
            GOES_ON.match(part) and (has_role_word(part) or _is_organisation(listed)) and not find_verbs(part)
        ) or _is_organisation(part)
    if is_last and find_verbs(part, reported=False):
        return False
    narrates = NOT_A_ROLE.match(part) and not re.match(
        r"(?:from|of|at|for)\s+(?:the\s+)?[A-Z]|(?:his|her|their)\s", part
    )
    if re.match(r"one of (?:the|our|its|their)\s", part):
        return len(words) <= 12 and not find_verbs(part)
    is_described = (
        bool(re.match(r"(?:the|an?)\s+[a-z]", part))
        and len(words) <= 10
        and not is_last
        and not find_verbs(part)
        and not AUXILIARY_VERB.search(part)
    )
    return not narrates and (
        is_described or has_role_word(part) or _is_organisation(part) or bool(re.match(r"(?:from|of|at|for)\s", part))
    )


def has_role_word(text: str) -> bool:
    return any(is_role_word(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))


def _is_organisation(text: str) -> bool:
    """Whether a text is a name with capitals, such as “Transport for Wales” or “the Harbour Trust”."""
    words = re.sub(r"\A(?:the|our)\s+", "", text.strip()).split()
    if not words or len(words) > 9:
        return False
    small = {"of", "for", "and", "the", "at", "in", "on", "de", "la", "du", "des", "&"}
    all_capital = all(word[:1].isupper() or word in small or not word[:1].isalpha() for word in words)
    is_named = _names_organisation(text) or len(words) > 1 or words[0].isupper()
    return words[0][:1].isupper() and all_capital and is_named


def _names_organisation(text: str) -> bool:
    return any(word.strip(".,") in ORGANISATION_NOUNS for word in text.lower().split())


def clean(role: str) -> str:
    """Return a role without the article before it and the words “who is”."""
    role = BROKEN_OFF.sub("", role.strip(" ,"))
    return ARTICLE.sub("", role.strip(" ,"))
