"""Who is meant by a subject: by name, by a pronoun, by a role; and how certain that is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .lexicon import PRONOUNS
from .people import People, Person
from .proposals import Reason, Voice
from .sentences import split_sentences
from .subjects import Subject
from .units import Unit

# A pronoun further from the name than this is asked about.
MAX_PARAGRAPHS_BACK = 3
MAX_SENTENCES_BACK = 60
# So long a reader has in mind who “she” was.
MAX_PARAGRAPHS_WITHIN_MIND = 6
POSSESSIVE = re.compile(r"\b(?P<whose>his|her)(?P<own>\s+own)?\b", re.IGNORECASE)
SMALL_WORDS = {"the", "a", "an", "of", "for", "at", "from", "in", "with", "and", "one", "another"}


@dataclass(frozen=True)
class Referent:
    """Whom a subject means. ``person`` is None where nobody is named."""

    voice: Voice
    person: Person | None
    is_certain: bool
    reason: Reason | None = None
    words: str = ""
    others: tuple[str, ...] = ()


@dataclass
class Referents:
    """Resolves subjects, in the order of the text: each pronoun that is resolved is a mention for the next."""

    units: list[Unit]
    masked: list[str]
    people: People
    #: Mentions that are no names: by unit, the position, the person and whether they are a subject.
    resolved: dict[int, list[tuple[int, Person]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sentences = [
            split_sentences(masked, unit.text) for masked, unit in zip(self.masked, self.units, strict=True)
        ]
        self._learn_genders()

    def note(self, unit: int, position: int, person: Person | None) -> None:
        if person:
            self.resolved.setdefault(unit, []).append((position, person))

    def resolve(self, subject: Subject) -> Referent | None:
        """Return whom a subject means, or None if that cannot be told at all."""
        match subject.kind:
            case "name":
                return self._resolve_name(subject)
            case "pronoun":
                return self._resolve_pronoun(subject)
            case "role":
                return self._resolve_role(subject)
        article, _space, rest = subject.text.partition(" ")
        is_common = article.lower() in ("the", "a") and rest.islower()
        voice = Voice("", rest, unnamed=True) if is_common else Voice(subject.text)
        return Referent(voice, None, is_certain=False, reason=Reason.ORGANISATION, words=subject.text)

    def _resolve_name(self, subject: Subject) -> Referent:
        assert subject.mention is not None
        first, *others = subject.mention.people
        role = subject.mention.role or first.role
        names = tuple(person.name for person in others)
        if others:
            return Referent(voice_of(first, role), first, False, Reason.NAME_OF_SEVERAL, subject.text, names)
        reason = None if subject.mention.is_full or subject.text == first.name else Reason.SHORT_NAME
        certain = first.evidence > 0 or not subject.mention.is_full
        return Referent(
            voice_of(first, role), first, certain, reason if certain else Reason.NOT_SURELY_PERSON, subject.text
        )

    def _resolve_role(self, subject: Subject) -> Referent:
        article, _space, role = subject.text.partition(" ")
        wanted = {word for word in re.findall(r"[\w-]+", role.lower()) if word not in SMALL_WORDS}
        known = [
            person
            for person in self.people.people
            if person.role and wanted <= set(re.findall(r"[\w-]+", person.role.lower()))
        ]
        if article.lower() not in ("the", "le", "la") or not known:
            return Referent(Voice("", role, unnamed=True), None, True, Reason.UNNAMED, subject.text)
        first, *others = known
        names = tuple(person.name for person in others)
        reason = Reason.ROLE_OF_SEVERAL if others else Reason.BY_ROLE
        return Referent(voice_of(first), first, not others, reason, subject.text, names)

    def _resolve_pronoun(self, subject: Subject) -> Referent | None:
        gender = PRONOUNS[subject.text.lower()]
        back = self._iter_sentences_back(subject.unit, subject.start)
        for unit, start, end in islice(back, MAX_SENTENCES_BACK):
            named = self._people_between(unit, start, min(end, subject.start) if unit == subject.unit else end)
            fitting = [person for person in named if not gender or person.gender in ("", gender)]
            fitting = [person for person in fitting if person.evidence] or fitting
            if not fitting:
                continue
            subjects = [person for place, person in self.resolved.get(unit, []) if start <= place < end]
            fitting.sort(key=lambda person: not any(person is other for other in subjects))
            first = fitting[0]
            others = tuple(person.name for person in fitting[1:])
            if not others and not self._is_sentence_subject(unit, start, first):
                others = self._other_people_before(unit, start, first, gender)
            if not others and unit != subject.unit and gender and not first.gender:
                others = self._others_of_gender(unit, first, gender)
            is_far = self._count_paragraphs(unit, subject.unit) > MAX_PARAGRAPHS_BACK
            plural = subject.text.lower() == "they"
            certain = not others and not is_far and not plural and first.evidence > 0
            if certain and gender:
                first.gender = first.gender or gender
            reason = Reason.PRONOUN if certain else Reason.PRONOUN_OF_SEVERAL if others else Reason.PRONOUN_FAR
            return Referent(voice_of(first), first, certain, reason, subject.text, others)
        return None

    def _iter_sentences_back(self, unit: int, position: int) -> Iterator[tuple[int, int, int]]:
        before = bisect_left(self.sentences[unit], (position, 0))
        own = reversed(self.sentences[unit][max(0, before - MAX_SENTENCES_BACK) : before])
        yield from ((unit, start, end) for start, end in own)
        for earlier in range(unit - 1, max(-1, unit - MAX_SENTENCES_BACK), -1):
            yield from ((earlier, start, end) for start, end in reversed(self.sentences[earlier]))

    def _people_between(self, unit: int, start: int, end: int) -> list[Person]:
        """Return those named or meant in a part of a paragraph, its first one first."""
        places = [
            (mention.name_start, person) for mention in self.people.mentions[unit] for person in mention.people[:1]
        ]
        places += self.resolved.get(unit, [])
        inside = sorted((place for place in places if start <= place[0] < end), key=lambda place: place[0])
        return list({id(person): person for _position, person in inside}.values())

    def _is_sentence_subject(self, unit: int, start: int, person: Person) -> bool:
        """Whether somebody stands at the begin of a sentence, before its verb, or was understood to."""
        if any(place >= start and other is person for place, other in self.resolved.get(unit, [])):
            return True
        for mention in self.people.mentions[unit]:
            if mention.name_start >= start and person in mention.people and not mention.is_possessive:
                lead = self.masked[unit][start : mention.start]
                return (
                    not lead.strip()
                    or bool(re.search(r"(?:,|█|\b\w+ly|\b[Tt]hen|said|added|asked)\s*\Z", lead))
                    or len(lead.split()) < 3
                )
        return False

    def _other_people_before(self, unit: int, start: int, person: Person, gender: str) -> tuple[str, ...]:
        others = [
            other
            for other in self._people_between(unit, 0, start)
            if other is not person and (not gender or other.gender in ("", gender))
        ]
        return tuple(other.name for other in others[-2:])

    def _others_of_gender(self, unit: int, person: Person, gender: str) -> tuple[str, ...]:
        """Return those named shortly before of whom the text has said already that they are “he” or “she”."""
        earlier = range(max(0, unit - MAX_PARAGRAPHS_WITHIN_MIND), unit + 1)
        named = [other for number in earlier for other in self._people_between(number, 0, len(self.masked[number]))]
        known = {other.name: None for other in named if other is not person and other.gender == gender}
        return tuple(known)[-2:]

    def _learn_genders(self) -> None:
        """Learn from “his” and “her” after a name that begins a sentence, unless they may be somebody else's."""
        for mention in (mention for mentions in self.people.mentions for mention in mentions):
            start, end = self._sentence_of(mention.unit, mention.name_start)
            person = mention.people[0]
            found = POSSESSIVE.search(self.masked[mention.unit], mention.name_end, end)
            named = self._people_between(mention.unit, start, end)
            if (
                found
                and len(named) == 1
                and not person.gender
                and self._is_sentence_subject(mention.unit, start, person)
            ):
                gender = "m" if found["whose"].lower() == "his" else "f"
                if found["own"] or not self._others_of_gender(mention.unit, person, gender):
                    person.gender = gender

    def _sentence_of(self, unit: int, position: int) -> tuple[int, int]:
        found = self.sentences[unit][max(0, bisect_left(self.sentences[unit], (position + 1, 0)) - 1) :]
        return found[0] if found else (position, position)

    def _count_paragraphs(self, first: int, last: int) -> int:
        return sum(1 for unit in self.units[first:last] if unit.marked)


def voice_of(person: Person, role: str = "") -> Voice:
    return Voice(person.name, role or person.role)
