"""The attribution of each quotation: the words around it that tell who said it."""

import re
from dataclasses import dataclass, field, replace

from .narrative import Attributed, NarrativeReader, Span
from .people import Person
from .proposals import Reason
from .quotations import MASK, STOPS, Quotation
from .subjects import find_governing, find_subjects
from .units import Unit

TITLE_BEFORE = re.compile(
    r"\b(?:called|entitled|titled|named|known as|so-called|the (?:word|words|phrase|term|title|slogan|motto)|term|sign"
    r"|banner|poster|book|lecture|paper|novel|report|song|film|play|exhibition|essay|headline|heading|nicknamed|marked|labelled|reading)[,:]?\s*\Z",
    re.IGNORECASE,
)


@dataclass
class Attributor(NarrativeReader):
    """Attributes the quotations of one text, in order."""

    quotations: list[Quotation]
    found: list[Attributed] = field(default_factory=list)

    def attribute_all(self) -> list[Attributed]:
        previous: Quotation | None = None
        for position, quotation in enumerate(self.quotations):
            following = self.quotations[position + 1] if position + 1 < len(self.quotations) else None
            attributed = self._attribute(quotation, previous, following)
            if attributed:
                self.found.append(attributed)
                self.referents.note(quotation.last.unit, quotation.last.outer_start, attributed.referent.person)
            previous = quotation
        return self.found

    def regions(
        self, quotation: Quotation, previous: Quotation | None, following: Quotation | None
    ) -> tuple[Span, Span]:
        """Return the narrative of the quotation's sentence before it and after it."""
        first, last = quotation.first, quotation.last
        start = self._sentence(first.unit, first.outer_start)[0]
        if previous and previous.last.unit == first.unit and previous.last.outer_end > start:
            start = previous.last.outer_end
        end = self._sentence(last.unit, last.outer_end - 1)[1]
        said = self.units[last.unit].text[last.start : last.end]
        if said[-1:] in ("?", "!", "…") and end <= last.outer_end:
            rest = self.masked[last.unit][last.outer_end :]
            end = self._sentence(last.unit, last.outer_end + len(rest) - len(rest.lstrip()))[1] if rest.strip() else end
        if following and following.first.unit == last.unit and following.first.outer_start < end:
            end = following.first.outer_start
        return (start, first.outer_start), (last.outer_end, max(end, last.outer_end))

    def _sentence(self, unit: int, position: int) -> Span:
        for start, end in self.referents.sentences[unit]:
            if start <= position < end:
                return start, end
        return position, position

    def _attribute(
        self, quotation: Quotation, previous: Quotation | None, following: Quotation | None
    ) -> Attributed | None:
        lead, tail = self.regions(quotation, previous, following)
        text = self.masked[quotation.first.unit]
        before = text[lead[0] : lead[1]]
        if self._is_title(quotation, before):
            return None
        if self._is_interrupted(quotation, previous):
            return self._inherit(quotation, previous, lead, tail, is_interrupted=True)
        if found := self.read_tail(quotation, lead, tail):
            return found
        if found := self.read_lead(quotation, lead, tail):
            # After “?” the next sentence may be “she asked”. Here it is not.
            own_end = self._sentence(quotation.last.unit, quotation.last.outer_end - 1)[1]
            return replace(found, tail=(tail[0], max(tail[0], min(tail[1], own_end))))
        return (
            self._inherit(quotation, previous, lead, tail)
            or self._follow_report(quotation, lead, tail)
            or self._read_loosely(quotation, lead, tail)
        )

    def _is_interrupted(self, quotation: Quotation, previous: Quotation | None) -> bool:
        """Whether a quotation goes on with the one before, after “said Name,”."""
        before = self.found[-1] if self.found else None
        if before is None or previous is None or before.quotation is not previous or before.is_inherited:
            return False
        unit = quotation.first.unit
        by_tail = any(span[0] == unit and span[1] >= previous.last.outer_end for span in before.used)
        text = (
            self.masked[unit][previous.last.outer_end : quotation.first.outer_start]
            if previous.last.unit == unit
            else ""
        )
        rest = text.rstrip()
        ends = rest.endswith((",", ":", "—", "–")) or (
            rest and not rest.endswith(".") and before.tail[1] >= quotation.first.outer_start
        )
        return by_tail and bool(ends)

    def _is_title(self, quotation: Quotation, before: str) -> bool:
        """Whether a quotation is the title of something, or a word that is spoken of."""
        words = quotation.text(self.units).split()
        if TITLE_BEFORE.search(before) and len(words) < 12:
            return not re.search(r"\b(?:it|this|that|him|her|them|\w+s)\s+(?:called)\s*\Z", before)
        capitals = [word for word in words if len(word) > 3]
        return (
            len(words) > 1
            and len(words) < 10
            and bool(capitals)
            and all(word[:1].isupper() for word in capitals)
            and not before.rstrip().endswith((",", ":"))
            and bool(before.strip())
        )

    def _inherit(
        self,
        quotation: Quotation,
        previous: Quotation | None,
        lead: Span,
        tail: Span,
        *,
        is_interrupted: bool = False,
    ) -> Attributed | None:
        """Attribute a quotation beside which nobody is named to the speaker of the one before."""
        before = self.found[-1] if self.found else None
        if before is None or previous is None or before.quotation is not previous:
            return None
        unit = quotation.first.unit
        if is_interrupted:
            referent = replace(before.referent, reason=Reason.SAME_SPEAKER)
            return Attributed(quotation, referent, lead, tail, (), True)
        narrative = self.masked[unit][lead[0] : lead[1]].strip(" ,.—–-")
        tail_words = self.masked[quotation.last.unit][tail[0] : tail[1]].strip(" .,;")
        if narrative not in ("", "and", "but", "et") or tail_words:
            return None
        if previous.last.unit == unit:
            between = self.masked[unit][previous.last.outer_end : quotation.first.outer_start]
            is_next = before.tail[1] >= quotation.first.outer_start - 2 or not between.strip()
            certain = before.referent.is_certain and is_next
            return Attributed(
                quotation,
                replace(before.referent, reason=Reason.SAME_SPEAKER, is_certain=certain),
                lead,
                tail,
                (),
                True,
            )
        if previous.last.unit == unit - 1 and quotation.first.outer_start == 0 and self.units[unit - 1].marked:
            ends_there = not self.masked[unit - 1][before.tail[1] :].strip()
            names = {id(item.referent.person) for item in self.found if item.quotation.last.unit >= unit - 3}
            one_voice = len(names) == 1
            certain = before.referent.is_certain and ends_there and one_voice
            return Attributed(
                quotation, replace(before.referent, reason=Reason.GOES_ON, is_certain=certain), lead, tail, (), True
            )
        return None

    def _follow_report(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Attribute a sentence of its own to the speaker of the one before: *Doe said that it rained. “It did.”*"""
        unit, text = quotation.first.unit, self.masked[quotation.first.unit]
        last = self.masked[quotation.last.unit]
        if text[lead[0] : lead[1]].strip() or last[tail[0] : tail[1]].strip(" .,;"):
            return None
        before = [span for span in self.referents.sentences[unit] if span[1] <= quotation.first.outer_start]
        if not before or MASK in text[before[-1][0] : before[-1][1]]:
            return None
        start, end = before[-1]
        subjects = find_subjects(self.people, unit, text, start, end)
        governing = find_governing(text, subjects, start, end)
        if governing is None:
            return None
        made = self.attribute(quotation, governing[0], Reason.GOES_ON, governing[1][0], lead, tail, ())
        several = sum(1 for subject in subjects if subject.kind in ("name", "pronoun")) > 1
        return (
            replace(made, referent=replace(made.referent, is_certain=made.referent.is_certain and not several))
            if made
            else None
        )

    def _read_loosely(self, quotation: Quotation, lead: Span, tail: Span) -> Attributed | None:
        """Attribute a quotation to the only one who is named in its sentence, to be asked about."""
        if len(quotation.text(self.units).split()) < 3:
            return None
        unit = quotation.first.unit
        start, end = lead[0], max(tail[1] if quotation.last.unit == unit else lead[1], lead[1])
        subjects = [
            subject
            for subject in find_subjects(self.people, unit, self.masked[unit], start, end)
            if subject.kind == "name"
        ]
        people: dict[int, Person] = {
            id(subject.mention.people[0]): subject.mention.people[0] for subject in subjects if subject.mention
        }
        if len(people) != 1:
            return None
        made = self.attribute(quotation, subjects[0], Reason.NO_VERB, "", lead, tail, ())
        return replace(made, referent=replace(made.referent, is_certain=False, reason=Reason.NO_VERB)) if made else None


def is_direct(attributed: Attributed, units: list[Unit], masked: list[str]) -> bool:
    """Whether a quotation is speech of its own, and not a phrase within a sentence."""
    first = attributed.quotation.first
    words = attributed.quotation.text(units)
    before = masked[first.unit][attributed.lead[0] : attributed.lead[1]].rstrip()
    begins = not before or before.endswith((":", ",", MASK))
    starts_sentence = words[:1].isupper() or not words[:1].isalpha()
    after = masked[attributed.quotation.last.unit][attributed.tail[0] : attributed.tail[1]]
    is_said_after = any(span[1] == attributed.tail[0] for span in attributed.used)
    ends = words[-1:] in STOPS or not after.strip(" .,;)") or (not before and is_said_after)
    return begins and (starts_sentence or attributed.is_inherited or not before) and (ends or len(words.split()) > 12)
