"""Turns of a conversation, a name before a colon: interviews, dialogues and minutes; and lists of who spoke."""

import re
from collections import Counter
from dataclasses import dataclass

from ..html.rich_text import QUOTE_TAGS, rich_text
from ..speech.attributions import read_attribution
from ..speech.names import is_name
from ..speech.quotation_marks import strip_tags
from .lexicon import is_role_word
from .marked_text import MarkedText
from .people import TITLES, People, Person, bare_words
from .proposals import Kind, Proposal, Reason, Voice
from .quotes import attribution
from .roles import clean
from .units import Unit

LABEL = re.compile(r"\s*(?P<label>[A-ZÀ-ÖØ-Þ][^:█\n]{0,70}?)\s*:\s+(?=\S)")
QUESTION = re.compile(r"(?:q|question|interviewer|frage)\d*\Z", re.IGNORECASE)
NUMBERED_QUESTION = re.compile(r"Q\d+\.?\s+[A-ZÀ-ÖØ-Þ]")
ANSWER = re.compile(r"(?:a|answer|r|réponse)\d*\Z", re.IGNORECASE)
INITIALS = re.compile(r"[A-Z]{2,4}\Z")
FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|I’ve|I've|we|my|our|us|me|je|nous|notre|nos)\b")
LIST_NAMES = (
    r"(?:the\s+)?(?:speakers|panel|panellists|panelists|in attendance|present|attendees|participants|contributors"
    r"|intervenants)"
)
LIST_LABEL = re.compile(
    rf"\s*(?P<label>{LIST_NAMES}|with)(?:\s+(?:were|are|included))?\s*:\s*(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
)
LIST_HEADING = re.compile(rf"\s*{LIST_NAMES}\s*:?\s*\Z", re.IGNORECASE)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
WITH_INITIALS = re.compile(r"\s*\((?P<initials>[A-Z]{2,4})\)")
NO_LABELS = frozenset(
    str.split(
        "note notes date time venue when where contact email tel phone website apologies action actions item summary"
    )
)


@dataclass(frozen=True)
class Turn:
    unit: int
    start: int
    voice: Voice
    person: Person | None
    reason: Reason
    is_certain: bool
    is_question: bool = False


def find_speaker_lists(units: list[Unit], headings: dict[int, str]) -> list[Proposal]:
    """Return a proposal for each list of speakers: at least two, each a name and most with a role.

    ``headings`` are the texts of heading blocks by unit.
    """
    found = (_read_list(units, number, headings) for number in range(len(units)))
    return [proposal for proposal in found if proposal]


def _read_list(units: list[Unit], number: int, headings: dict[int, str]) -> Proposal | None:
    """Read “Speakers: Name, role; Name, role” or a list below “Speakers”."""
    unit, start = units[number], number
    before = headings.get(number - 1) or (units[number - 1].text if number else "")
    labelled = LIST_LABEL.match(unit.text) if unit.marked else None
    if labelled and labelled["rest"].strip():
        heading = labelled["label"].strip()
        parts = re.split(r";\s*(?:and\s+)?|\n", labelled["rest"].strip().rstrip("."))
        items = [item for item in parts if item.strip()]
    elif unit.html.startswith(("<ul", "<ol")) and LIST_HEADING.match(before):
        # A heading stays; a paragraph becomes the heading of the block.
        start = number if number - 1 in headings else number - 1
        heading = "" if start == number else before.strip(" :")
        items = [strip_tags(item) for item in ITEM.findall(unit.html)]
    else:
        return None
    voices = [voice for item in items if (voice := read_listed(item))]
    if len(voices) < 2 or len(voices) < len(items) or not any(voice.role for voice in voices):
        return None
    value = {"heading": heading, "people": [attribution(voice) for voice in voices]}
    kept = Counter(re.findall(r"\w+", " ".join(f"{voice.name} {voice.role}" for voice in voices)))
    dropped = Counter(re.findall(r"\w+", " ".join(items))) - kept
    return Proposal(
        Kind.SPEAKERS, start, 0, number, len(unit.text) if unit.marked else 1, voices[0], "; ".join(items), True,
        Reason.LISTED, blocks=[{"type": "speakers", "value": value}], dropped=" ".join(dropped.elements()),
        people=voices,
    )  # fmt: skip


def read_listed(item: str) -> Voice | None:
    """Read “Name, role” or “Name (initials), role” of a list."""
    bare = WITH_INITIALS.sub("", item).strip().rstrip(".;")
    found = read_attribution(bare)
    if not found and is_name(bare):
        return Voice(bare)
    if not found:
        name, _comma, role = bare.partition(",")
        return Voice(name.strip(), clean(role)) if is_name(name.strip()) and role else None
    return Voice(found.name, clean(found.role or found.source))


def read_initials(units: list[Unit]) -> dict[str, Voice]:
    """Return whom initials stand for, from lists such as “Present: Ann Doe (AD), chair”."""
    found: dict[str, Voice] = {}
    for unit in units:
        texts = [unit.text] if unit.marked else [strip_tags(item) for item in ITEM.findall(unit.html)]
        for text in texts:
            text = text.partition(":")[2] if LIST_LABEL.match(text) else text
            for item in re.split(r";|\n", text):
                if initials := WITH_INITIALS.search(item):
                    voice = read_listed(item.strip().removeprefix("and "))
                    if voice:
                        found.setdefault(initials["initials"], voice)
    return found


class Turns:
    """Finds the turns of a text."""

    def __init__(self, units: list[Unit], people: People, listed: list[Voice]):
        self.units, self.people = units, people
        labels = [label["label"].strip() for unit in units if unit.marked and (label := LABEL.match(unit.text))]
        #: Labels that stand before several paragraphs: people or not, somebody speaks there.
        self.repeated = {label for label in labels if labels.count(label) > 1 and len(label.split()) < 5}
        self.initials = self._derive_initials() | read_initials(units)
        self.listed = {" ".join(bare_words(voice.name)).casefold(): voice for voice in listed}

    def _derive_initials(self) -> dict[str, Voice]:
        """Return the one person of the text whom initials before several paragraphs may mean."""
        found: dict[str, Voice] = {}
        for label in filter(INITIALS.match, self.repeated):
            named = [person for person in self.people.people if "".join(word[0] for word in person.words) == label]
            if len(named) == 1:
                found[label] = Voice(named[0].name, named[0].role)
        return found

    def find(self, taken: set[int]) -> list[Proposal]:
        turns = [
            turn
            for number, unit in enumerate(self.units)
            if unit.marked and number not in taken
            if (turn := self._read(number, unit))
        ]
        speaking = [turn for turn in turns if not turn.is_question]
        if len(turns) < 2 or not speaking:
            return []
        starts = {turn.unit for turn in turns}
        is_interview = any(turn.is_question for turn in turns) or any(
            self.units[unit].text.rstrip().endswith("?")
            for turn in turns
            for unit in (turn.unit, max(turn.unit - 1, 0))
        )
        return [self._make(turn, starts | taken, is_interview) for turn in speaking]

    def _read(self, number: int, unit: Unit) -> Turn | None:
        label = LABEL.match(unit.text)
        if not label:
            return None
        words = label["label"].strip()
        if NUMBERED_QUESTION.match(words):
            return Turn(number, label.end(), Voice(""), None, Reason.TURN, True, is_question=True)
        if QUESTION.match(words):
            return Turn(number, label.end(), Voice(""), None, Reason.TURN, True, is_question=True)
        if ANSWER.match(words):
            person = self._find_interviewee()
            voice = Voice(person.name, person.role) if person else Voice("")
            return Turn(
                number, label.end(), voice, person, Reason.ANSWER, person is not None and len(self.people.people) == 1
            )
        if INITIALS.match(words) and words in self.initials:
            voice = self.initials[words]
            return Turn(number, label.end(), voice, self._find_one(voice.name), Reason.INITIALS, True)
        return self._read_name(number, label.end(), words)

    def _read_name(self, number: int, start: int, words: str) -> Turn | None:
        bracket = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<role>[^()]+)\)|(?P<first>[^,]+),\s*(?P<rest>.+)", words)
        name = (bracket["name"] or bracket["first"]).strip() if bracket else words
        role = (bracket["role"] or bracket["rest"]).strip() if bracket else ""
        if INITIALS.match(role):
            role = ""
        found = self.people.find(name) if name.lower() not in NO_LABELS else []
        if len(name.split()) <= 6 and (is_name(name) or (found and name[:1].isupper())):
            person = found[0] if len(found) == 1 else None
            listed = self.listed.get(" ".join(bare_words(name)).casefold())
            full = person.name if person else listed.name if listed else name
            role = role or (listed.role if listed else "") or (person.role if person else "")
            speaks = words in self.repeated or bool(FIRST_PERSON.search(self.units[number].text))
            is_person = bool(bracket or listed or TITLES.match(name) or (person and person.evidence))
            if not speaks and not is_person and " " not in name:
                # “Resources: …” where the text has “Accessibility Resources”, too.
                return None
            certain = len(found) <= 1 and (speaks or is_person)
            return Turn(number, start, Voice(full, clean(role)), person, Reason.TURN, certain)
        last = words.split()[-1].lower()
        if is_role_word(last) and len(words.split()) <= 4:
            known = [voice for voice in self.listed.values() if last in voice.role.lower().split()]
            if len(known) == 1:
                return Turn(number, start, known[0], None, Reason.BY_ROLE, True)
            return Turn(number, start, Voice("", words, unnamed=True), None, Reason.UNNAMED, False)
        if words in self.repeated and self.units[number].text.rstrip().endswith("?"):
            return Turn(number, start, Voice(words), None, Reason.TURN, False, is_question=True)
        return None

    def _find_one(self, name: str) -> Person | None:
        found = self.people.find(name)
        return found[0] if len(found) == 1 else None

    def _find_interviewee(self) -> Person | None:
        return self.people.people[0] if self.people.people else None

    def _make(self, turn: Turn, stops: set[int], is_interview: bool) -> Proposal:
        end = turn.unit
        while is_interview and end + 1 < len(self.units) and self.units[end + 1].marked and end + 1 not in stops:
            end += 1
        parts = [self.units[turn.unit].marked.html(turn.start)]  # type: ignore[union-attr]
        parts += [self.units[number].marked.html() for number in range(turn.unit + 1, end + 1)]  # type: ignore[union-attr]
        said = " ".join(strip_tags(part) for part in parts)
        is_speech = is_interview or bool(FIRST_PERSON.search(said)) or said[:1] in '“"‘«'
        if is_speech:
            parts = [_without_marks(part) for part in parts]
        kind = Kind.QUOTE if is_speech else Kind.SPEAKER
        value = {"text": rich_text("".join(f"<p>{part}</p>" for part in parts), QUOTE_TAGS), **attribution(turn.voice)}
        if is_speech:
            value |= {"source": "", "source_url": ""}
        label = self.units[turn.unit].text[: turn.start].strip()
        return Proposal(
            kind, turn.unit, 0, end, len(self.units[end].text), turn.voice, strip_tags(value["text"]),
            turn.is_certain, turn.reason, label.rstrip(" :"), [], [{"type": kind.value, "value": value}], label,
        )  # fmt: skip


def _without_marks(html: str) -> str:
    marked = MarkedText.read(html)
    pairs = {"“": "”", '"': '"', "‘": "’", "«": "»"}
    text = marked.text.strip()
    is_whole = text[:1] in pairs and text.endswith(pairs[text[:1]]) and text.count(text[0]) <= 2
    return marked.html(1, len(marked.text.rstrip()) - 1) if is_whole else html
