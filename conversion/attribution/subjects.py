"""Subjects of verbs of speech: the name, pronoun, role or organisation that a sentence says something of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..speech.word_lists import ORGANISATION_NOUNS
from .lexicon import ADVERB, AUXILIARY, BETWEEN, PRONOUN, VERB, find_verbs, is_role_word, is_verb
from .people import Mention, People

ARTICLE = re.compile(r"(?<![\w’'-])(?:the|a|an|one|another|le|la|un|une)\s+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w’'-]*")
OTHER_VERB = re.compile(r"\s(?:declined|refused|denied|was|is|has|had|were|are|did|does|will|would|could|can|cannot)\b")
COMPLEMENT = re.compile(r"\s+(?:of|for|at|from|in|with)\s+[^,;:.█]{1,80}")
ORGANISATION = re.compile(
    r"(?<![\w’'-])(?:[Tt]he\s+)?(?P<name>(?:[A-ZÀ-ÖØ-Þ][\w’&-]*\s+(?:(?:of|for|and|the)\s+)*){0,5}[A-ZÀ-ÖØ-Þ][\w’&-]*)(?![\w’'-])"
)
COMMON_ORGANISATION = re.compile(
    r"(?<![\w’'-])(?:[Tt]he|[Aa])\s+(?P<before>(?:(?!(?:the|an?)\b)[a-z][\w’'-]*\s+){0,2})(?P<noun>[a-z]+)(?![\w’'-])"
)
PREPOSITIONAL = re.compile(rf"\s*(?:of|from|at|for|in|with|,\s*from|,\s*of)\s[^,;:.█]{{1,80}}?(?:\s{ADVERB})?\s*")
APPOSITION = re.compile(
    rf"\s*(?:,\s[^;:█]{{2,220}},|\([^()█]{{2,120}}\),?)\s*(?:(?:{ADVERB}|{AUXILIARY})\s+)*", re.DOTALL
)
RELATIVE = re.compile(rf"\s*who\s[^,;:█]{{3,120}}?\s(?:{ADVERB}\s+)?")
COORDINATED = re.compile(rf"\s[^;:█]{{3,240}}?,?\s(?:and|but|before)\s(?:(?:{ADVERB}|{AUXILIARY})\s+)*", re.DOTALL)
PARTICIPLES = re.compile(
    r"(?<![\w-])(?:saying|adding|arguing|warning|noting|explaining|stressing|insisting|asking|observing|remarking|telling"
    r"|pointing out|suggesting|concluding|declaring|recalling|joking|replying|writing|calling|describing)(?![\w-])"
)


@dataclass(frozen=True)
class Subject:
    """Who does something in a sentence. ``start`` and ``end`` cover name and role, or the pronoun alone."""

    kind: Literal["name", "pronoun", "role", "organisation"]
    unit: int
    start: int
    end: int
    text: str
    mention: Mention | None = None


def find_subjects(people: People, unit: int, text: str, start: int, end: int) -> list[Subject]:
    """Return what may be a subject between two positions of a paragraph, in order."""
    found = [
        Subject("name", unit, mention.start, mention.end, mention.text, mention)
        for mention in people.mentions[unit]
        if start <= mention.name_start and mention.name_end <= end and not mention.is_possessive
    ]
    taken = [(subject.start, subject.end) for subject in found]
    for pronoun in PRONOUN.finditer(text, start, end):
        found.append(Subject("pronoun", unit, pronoun.start(), pronoun.end(), pronoun[0]))
    for role in _iter_roles(text, start, end):
        if not any(first < role.end and role.start < last for first, last in taken):
            found.append(Subject("role", unit, role.start, role.end, role.text))
            taken.append((role.start, role.end))
    for name in ORGANISATION.finditer(text, start, end):
        last = name["name"].split()[-1].lower()
        is_free = not any(first < name.end() and name.start() < last_end for first, last_end in taken)
        if is_free and (last in ORGANISATION_NOUNS or name["name"].isupper()) and len(name["name"]) > 2:
            found.append(Subject("organisation", unit, name.start(), name.end(), name["name"]))
    for body in COMMON_ORGANISATION.finditer(text, start, end):
        is_free = not any(first < body.end() and body.start() < last_end for first, last_end in taken)
        if is_free and body["noun"].lower() in ORGANISATION_NOUNS and not find_verbs(body["before"]):
            found.append(Subject("organisation", unit, body.start(), body.end(), body[0]))
    return sorted(found, key=lambda subject: subject.start)


def _iter_roles(text: str, start: int, end: int) -> Iterator[Subject]:
    """Yield “the council leader”, “a spokesperson for the trust”: an article and words that end in one of a role."""
    for article in ARTICLE.finditer(text, start, end):
        words = list(WORD.finditer(text, article.end(), min(end, article.end() + 60)))[:5]
        adjacent = [
            word
            for number, word in enumerate(words)
            if text[article.end() : word.end()].split() == [w[0] for w in words[: number + 1]]
        ]
        last = next((number for number, word in enumerate(adjacent) if is_role_word(word[0])), None)
        if last is None or any(find_verbs(word[0]) for word in adjacent[:last]):
            continue
        while last + 1 < len(adjacent) and is_role_word(adjacent[last + 1][0]):
            last += 1
        stop = adjacent[last].end()
        if complement := COMPLEMENT.match(text, stop, end):
            verbs = find_verbs(complement[0], reported=True)
            other = OTHER_VERB.search(complement[0])
            ends = [found.start() for found in (*verbs[:1], other) if found]
            stop = stop + min(ends, default=len(complement[0]))
        yield Subject("role", 0, article.start(), stop, text[article.start() : stop].strip())


def is_gap(gap: str, *, may_coordinate: bool) -> bool:
    """Whether these words may stand between a subject and its verb."""
    if BETWEEN.fullmatch(gap) and not re.match(r"\s*,\s*\Z", gap):
        return True
    if APPOSITION.fullmatch(gap):
        return True
    if RELATIVE.fullmatch(gap):
        return True
    if PREPOSITIONAL.fullmatch(gap):
        return not find_verbs(gap) and not re.search(r"\b(?:for|from|with)\s+[a-z]+ing\b", gap)
    return may_coordinate and bool(COORDINATED.fullmatch(gap)) and not re.search(r"\b(?:he|she|they|who|which)\b", gap)


def find_governing(
    text: str, subjects: list[Subject], start: int, end: int, *, reported: bool = False
) -> tuple[Subject, re.Match[str]] | None:
    """Return the last verb of speech between two positions that has a subject, with that subject."""
    for verb in reversed(find_verbs_between(text, start, end, reported=reported)):
        before = [subject for subject in subjects if subject.end <= verb.start() and subject.start >= start]
        for subject in reversed(before):
            gap = text[subject.end : verb.start()]
            if subject.mention and not subject.mention.role:
                gap = text[subject.mention.name_end : verb.start()]
            # The comma that closes the role is a part of it.
            elif subject.mention and gap.strip() == "":
                return subject, verb
            if "█" in gap:
                break
            # “The director of the office, Jane Doe, said”
            if gap.strip() == "," and text[start : subject.start].rstrip().endswith(","):
                return subject, verb
            # Only the first subject of a sentence goes on to a second verb.
            if is_gap(gap, may_coordinate=subject is before[0]):
                return subject, verb
    if participles := list(PARTICIPLES.finditer(text, start, end)):
        before = [subject for subject in subjects if start <= subject.start < participles[-1].start()]
        if before and re.search(r"[,█]\s*(?:\w+ly\s+)?\Z", text[start : participles[-1].start()]):
            return before[0], participles[-1]
    return None


def find_verbs_between(text: str, start: int, end: int, *, reported: bool) -> list[re.Match[str]]:
    return [found for found in VERB.finditer(text, start, end) if is_verb(found, reported=reported)]
