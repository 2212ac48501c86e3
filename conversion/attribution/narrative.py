"""The words around a quotation that tell who said it: *Name said:* before it, *said Name* after it, and so on."""

import re
from dataclasses import dataclass, replace

from ..speech.attributions import read_attribution
from .lexicon import VERB, is_verb
from .people import People
from .proposals import Reason, Voice
from .quotations import Quotation
from .referents import Referent, Referents
from .subjects import Subject, find_governing, find_subjects
from .units import Unit

ACCORDING = re.compile(r"\b(?:according to|in the words of|selon|d’après|pour|for)\s+\Z", re.IGNORECASE)
ACCORDING_AFTER = re.compile(r"[\s,]*(?:according to|in the words of|selon|d’après)\s+", re.IGNORECASE)
# “dit-elle”, “a-t-il expliqué”
FRENCH_PRONOUN = re.compile(
    r"[\s,]*(?:(?P<verb>[^\W\d_]+)-(?:t-)?|a-t-)(?P<who>ils?|elles?)(?:\s+(?P<said>[^\W\d_]+é))?(?!\w)"
)
INVERTED = re.compile(r"[\s,.—–-]*(?:(?:and|as|then|later)\s+)?(?:\w+ly\s+)?")
DASH = re.compile(r"[\s.]*(?:[—–―]|-{1,2})\s*(?P<who>[^█]{3,200}?)\.?\s*\Z")
# A quotation further from its verb than this many words may be another's.
MAX_WORDS_BEFORE = 30
Span = tuple[int, int]


@dataclass(frozen=True)
class Attributed:
    """A quotation with its speaker, and the narrative that names them: ``lead`` and ``tail`` as start and end.

    ``used`` are the parts of that narrative which the name, the role and the verb take up.
    """

    quotation: Quotation
    referent: Referent
    lead: Span
    tail: Span
    used: tuple[tuple[int, int, int], ...] = ()
    #: How it was found, where the speaker is not named beside it.
    is_inherited: bool = False

    @property
    def voice(self) -> Voice:
        return self.referent.voice


@dataclass
class NarrativeReader:
    """Reads the narrative of quotations in one text."""

    units: list[Unit]
    masked: list[str]
    people: People
    referents: Referents

    def read_tail(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Read “said Name, role”, “Name said”, “according to Name” and “– Name, role” after a quotation."""
        unit, (start, end) = quotation.last.unit, tail
        text = self.masked[unit]
        after = text[start:end]
        said = self.units[unit].text[quotation.last.start : quotation.last.end]
        if not after.strip(" .,;:)"):
            return self._read_next_line(quotation, lead, tail)
        if (dash := DASH.fullmatch(after)) and (named := read_attribution(dash["who"])):
            people = self.people.find(named.name)
            voice = Voice(people[0].name if len(people) == 1 else named.name, named.role)
            person = people[0] if len(people) == 1 else None
            referent = Referent(voice, person, True, Reason.NAMED_AFTER, "–")
            return Attributed(quotation, referent, lead, tail, ((unit, start, end),))
        ends_sentence = said[-1:] in ".;" and not after.startswith(",")
        if ends_sentence and not re.match(r"\s*[a-z]", after):
            return None
        subjects = find_subjects(self.people, unit, text, start, end)
        if according := ACCORDING_AFTER.match(after):
            after_words = start + according.end()
            source = next((subject for subject in subjects if subject.start <= after_words <= subject.end), None)
            if source:
                span = (unit, start, source.end)
                return self.attribute(quotation, source, Reason.ACCORDING_TO, "according to", lead, tail, (span,))
        return self._read_inverted(quotation, subjects, lead, tail) or self._read_subject_first(
            quotation, subjects, lead, tail
        )

    def _read_inverted(
        self, quotation: Quotation, subjects: list[Subject], lead: Span, tail: Span
    ) -> Attributed | None:
        """Read “said Name” after a quotation."""
        if french := FRENCH_PRONOUN.match(self.masked[quotation.last.unit], tail[0], tail[1]):
            subject = Subject("pronoun", quotation.last.unit, french.start("who"), french.end("who"), french["who"])
            used = (quotation.last.unit, tail[0], french.end())
            return self.attribute(
                quotation, subject, Reason.NAMED_AFTER, french["verb"] or french["said"], lead, tail, (used,)
            )
        from_verb = INVERTED.match(self.masked[quotation.last.unit], tail[0])
        verb = VERB.match(self.masked[quotation.last.unit], from_verb.end()) if from_verb else None
        if not verb or not is_verb(verb):
            return None
        for subject in subjects:
            between = self.masked[quotation.last.unit][verb.end() : subject.start]
            if subject.start >= verb.end() and not between.strip():
                used = (quotation.last.unit, tail[0], subject.end)
                return self.attribute(quotation, subject, Reason.NAMED_AFTER, verb[0], lead, tail, (used,))
        return None

    def _read_subject_first(
        self, quotation: Quotation, subjects: list[Subject], lead: Span, tail: Span
    ) -> Attributed | None:
        """Read “Name said” after a quotation, next to it or at the end of its sentence."""
        unit, text = quotation.last.unit, self.masked[quotation.last.unit]
        stop = re.compile(r"[;:—–]\s").search(text, tail[0], tail[1])
        end = stop.start() if stop and text[tail[0] : stop.start()].strip(" ,") else tail[1]
        governing = find_governing(text, subjects, tail[0], end)
        if not governing:
            return None
        subject, verb = governing
        distance = text[tail[0] : subject.start].strip(" ,—–-.")
        clause_after = text[verb.end() : tail[1]].strip(" .,:;█")
        is_next = not distance or re.fullmatch(r"(?:as|and|so)", distance)
        if is_next or (distance and text[: subject.start].rstrip().endswith(",") and not clause_after):
            used = ((unit, tail[0], subject.end), (unit, verb.start(), verb.end()))
            return self.attribute(quotation, subject, Reason.NAMED_AFTER, verb[0], lead, tail, used)
        return None

    def read_lead(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Read “Name, role, said:” before a quotation, in its sentence or the paragraph before."""
        unit, (start, end) = quotation.first.unit, lead
        text = self.masked[unit]
        before = text[start:end]
        if not before.strip():
            return self._read_line_before(quotation, lead, tail)
        subjects = find_subjects(self.people, unit, text, start, end)
        for subject in subjects:
            found = ACCORDING.search(text[max(start, subject.start - 40) : subject.start])
            is_for = bool(found) and found[0].split()[0].lower() in ("for", "pour")  # type: ignore[index]
            # “For Dr Doe, …” alone says so, at the begin of a sentence without a verb of speech.
            is_weak = is_for and (subject.start - start > 8 or bool(find_governing(text, subjects, start, end)))
            if found and not is_weak:
                span, word = (unit, start, subject.end), found[0].strip().lower()
                made = self.attribute(quotation, subject, Reason.ACCORDING_TO, word, lead, tail, (span,))
                return replace(made, referent=replace(made.referent, is_certain=False)) if made and is_for else made
        governing = find_governing(text, subjects, start, end)
        if governing is None:
            return None
        subject, verb = governing
        words_after = text[verb.end() : end].strip(" :,")
        later = [other for other in subjects if other.start >= verb.end() and other.kind in ("pronoun", "name")]
        used = ((unit, subject.start, subject.end), (unit, verb.start(), verb.end()))
        made = self.attribute(quotation, subject, Reason.NAMED_BEFORE, verb[0], lead, tail, used)
        # “She said that Dr Doe called it “…””: the words may be another's.
        is_long = len(words_after.split()) > MAX_WORDS_BEFORE
        has_other_verb = later and re.search(r"\b(?:said|called|described|wrote|put|was told|had told)\b", words_after)
        if made and (is_long or has_other_verb):
            return replace(made, referent=replace(made.referent, is_certain=False))
        return made

    def _read_line_before(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Read “Name, role, said:” that is a paragraph of its own before a quotation that begins one."""
        unit = quotation.first.unit - 1
        if quotation.first.outer_start > 0 or unit < 0 or not self.masked[unit].rstrip().endswith(":"):
            return None
        text = self.masked[unit]
        start = self.referents.sentences[unit][-1][0] if self.referents.sentences[unit] else 0
        subjects = find_subjects(self.people, unit, text, start, len(text))
        if governing := find_governing(text, subjects, start, len(text)):
            return self.attribute(quotation, governing[0], Reason.NAMED_BEFORE, governing[1][0], lead, tail, ())
        return None

    def _read_next_line(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Read “– Name, role” in the paragraph after a quotation that fills its own."""
        following = quotation.last.unit + 1
        is_whole = not self.masked[quotation.first.unit][: quotation.first.outer_start].strip()
        if not is_whole or following >= len(self.units):
            return None
        dash = DASH.fullmatch(self.masked[following]) if self.units[following].marked else None
        named = read_attribution(dash["who"]) if dash else None
        if not named:
            return None
        known = self.people.find(named.name)
        voice = Voice(known[0].name if len(known) == 1 else named.name, named.role)
        referent = Referent(voice, known[0] if len(known) == 1 else None, True, Reason.NAMED_AFTER, "–")
        return Attributed(quotation, referent, lead, tail, ((following, 0, len(self.masked[following])),))

    def attribute(
        self,
        quotation: Quotation,
        subject: Subject,
        reason: Reason,
        words: str,
        lead: Span,
        tail: Span,
        used: tuple[tuple[int, int, int], ...],
    ) -> Attributed | None:
        referent = self.referents.resolve(subject)
        if referent is None:
            return None
        self.referents.note(subject.unit, subject.start, referent.person)
        if referent.reason is None or (referent.is_certain and referent.reason is Reason.SHORT_NAME):
            referent = replace(referent, reason=reason, words=words)
        return Attributed(quotation, referent, lead, tail, used)
