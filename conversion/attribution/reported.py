"""Speaker blocks of reported speech: a run of sentences about what one person said, in the text's own words."""

import re
from dataclasses import dataclass, field

from ..html.rich_text import rich_text
from .lexicon import OTHER_SUBJECT
from .people import People, Person
from .proposals import Kind, Proposal, Reason, Voice
from .quotes import attribution
from .referents import Referent, Referents
from .subjects import Subject, find_subjects, find_verbs_between, is_gap
from .units import Unit

MIN_WORDS = 9
MAX_WORDS_BEFORE_SUBJECT = 14
# With these verbs alone it is not certain that somebody spoke: “She opened the exhibition”.
WEAK_VERBS = frozenset(
    str.split("""opened closed gave gives showed shows set turned looked read reads drew found finds felt feels called
    calls invited welcomed welcomes thanked thanks raised raises addressed addresses presented presents
    began begins offered ventured thought thinks believed believes wrote writes quoted quotes introduced
    introduces hoped hopes contributed laughed sighed joins agreed agrees promised promises related
    repeated pressed rejected challenged defended examined explored praised criticised encouraged joked
    volunteered""")
)
# With these, what the writer saw is told, and not what was said: “She laughed”.
ASKS_QUESTIONS = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}questions?\b")
REACTIONS = frozenset(str.split("laughed laughs smiled smiles sighed sighs chuckled nodded nods paused pauses"))
OPENING_WORDS = re.compile(
    r"\A(?:[^,█]{0,120},\s*|(?:in|on|at|then|later|after|during|earlier|finally|next|first|afterwards|also)\b(?:\s+[\w’'-]+){0,4}\s+"
    r"|(?:[\w’'-]+\s+){0,3}[\w-]+[’']s\s+)?\Z",
    re.IGNORECASE,
)


# “According to Dr Doe, it rained.” “It rained, according to Dr Doe.”
ACCORDING_TO = re.compile(r"(?:\A|,\s)(?P<words>according to|selon|d’après)\s+\Z", re.IGNORECASE)
# A sentence that names nobody and reads as reported speech: “Furthermore, they should be paid.”
READS_AS_REPORTED = re.compile(
    r"\A(?:furthermore|moreover|in addition|instead|rather|nor|but|and|yet|therefore|so|this|that)\b"
    r"|\b(?:should|must|would|could|might|ought|had|needs?|needed)\b",
    re.IGNORECASE,
)


@dataclass
class Run:
    """Sentences of one speaker, as unit, start and end."""

    person: Person
    voice: Voice
    verb: str
    referent: Referent
    sentences: list[tuple[int, int, int]] = field(default_factory=list)
    is_certain: bool = True
    has_strong_verb: bool = False
    #: Whether a sentence of it may be the writer's own.
    is_mixed: bool = False
    doubt: Referent | None = None


class Reporter:
    """Finds the runs of a text."""

    def __init__(
        self, units: list[Unit], masked: list[str], people: People, referents: Referents, taken: list[Proposal]
    ):
        self.units, self.masked, self.people, self.referents = units, masked, people, referents
        self.taken = [proposal for proposal in taken if proposal.blocks]
        self.runs: list[Run] = []
        self.run: Run | None = None

    def find(self) -> list[Proposal]:
        for number, unit in enumerate(self.units):
            if not unit.marked:
                self._end()
                continue
            for position, (start, end) in enumerate(self.referents.sentences[number]):
                if self._is_taken(number, start, end):
                    self._end()
                else:
                    self._read(number, start, end, is_first=position == 0)
        self._end()
        return [self._make(run) for run in self.runs]

    def _is_taken(self, unit: int, start: int, end: int) -> bool:
        return any(
            (taken.start, taken.start_at) < (unit, end) and (unit, start) < (taken.end, taken.end_at)
            for taken in self.taken
        )

    def _end(self) -> None:
        if self.run:
            words = sum(len(self.units[unit].text[start:end].split()) for unit, start, end in self.run.sentences)
            if words >= MIN_WORDS:
                self.runs.append(self.run)
        self.run = None

    def _read(self, unit: int, start: int, end: int, *, is_first: bool) -> None:
        """Let a sentence begin a run, go on with one, or end it."""
        text = self.masked[unit]
        subject, verb = self._find_subject(unit, start, end)
        if subject is None:
            mentioned = {
                id(mention.people[0]) for mention in self.people.mentions[unit] if start <= mention.name_start < end
            }
            other = self.run and mentioned - {id(self.run.person)}
            somebody_speaks = bool(find_verbs_between(text, start, end, reported=False))
            if is_first or other or somebody_speaks or OTHER_SUBJECT.match(text[start:end]):
                self._end()
            if self.run:
                self.run.sentences.append((unit, start, end))
                self.run.is_mixed = self.run.is_mixed or not READS_AS_REPORTED.search(text[start:end])
            return
        referent = self.referents.resolve(subject)
        person = referent.person if referent else None
        self.referents.note(unit, subject.start, person)
        goes_on = self.run is not None and person is self.run.person
        if goes_on and self.run and referent and (verb or subject.kind == "pronoun" or not is_first):
            self.run.sentences.append((unit, start, end))
            self.run.has_strong_verb = self.run.has_strong_verb or bool(verb and verb.lower() not in WEAK_VERBS)
            is_own = verb.lower() in REACTIONS or not (verb or READS_AS_REPORTED.search(text[start:end]))
            self.run.is_mixed = self.run.is_mixed or is_own
            if not referent.is_certain:
                self.run.is_certain, self.run.doubt = False, referent
            return
        self._end()
        if verb and referent and person and (subject.kind == "name" or referent.is_certain):
            self.run = Run(person, referent.voice, verb, referent, [(unit, start, end)], referent.is_certain)
            self.run.has_strong_verb = verb.lower() not in WEAK_VERBS

    def _find_subject(self, unit: int, start: int, end: int) -> tuple[Subject | None, str]:
        """Return the subject that a sentence begins with, and its verb of report, or an empty string."""
        text = self.masked[unit]
        subjects = [
            subject for subject in find_subjects(self.people, unit, text, start, end) if subject.kind != "organisation"
        ]
        for subject in subjects:
            if subject.kind == "name" and (source := ACCORDING_TO.search(text[start : subject.start])):
                return subject, source["words"].lower()
        leading = [
            subject
            for subject in subjects
            if OPENING_WORDS.match(text[start : subject.start])
            and len(text[start : subject.start].split()) <= MAX_WORDS_BEFORE_SUBJECT
        ]
        for subject in leading:
            for verb in find_verbs_between(text, subject.end, end, reported=True):
                gap_start = subject.end if subject.mention is None or subject.mention.role else subject.mention.name_end
                if (
                    is_gap(text[gap_start : verb.start()], may_coordinate=False)
                    or not text[gap_start : verb.start()].strip()
                ):
                    # “She answered a few questions” does not say what she said.
                    return subject, "" if ASKS_QUESTIONS.match(text, verb.end(), end) else verb[0]
        return (leading[0], "") if leading else (None, "")

    def _make(self, run: Run) -> Proposal:
        by_unit: dict[int, list[tuple[int, int]]] = {}
        for unit, start, end in run.sentences:
            by_unit.setdefault(unit, []).append((start, end))
        paragraphs = []
        for unit, spans in by_unit.items():
            marked = self.units[unit].marked
            assert marked is not None
            paragraphs.append(f"<p>{marked.html(spans[0][0], spans[-1][1])}</p>")
        first, last = run.sentences[0], run.sentences[-1]
        text = " ".join(self.units[unit].text[spans[0][0] : spans[-1][1]] for unit, spans in by_unit.items())
        value = {**attribution(run.voice), "text": rich_text("".join(paragraphs))}
        # After a colon stands what the sentence leads to, such as a picture.
        leads_to_other = text.rstrip().endswith(":")
        certain = run.is_certain and run.has_strong_verb and not run.is_mixed and not leads_to_other
        doubt = run.doubt or (run.referent if not run.referent.is_certain else None)
        reason = (doubt.reason if doubt else None) or (Reason.REPORTED if certain else Reason.REPORTED_MIXED)
        return Proposal(
            Kind.SPEAKER,
            first[0],
            first[1],
            last[0],
            last[2],
            run.voice,
            " ".join(text.split()),
            certain,
            reason,
            doubt.words if doubt else run.verb,
            list(doubt.others) if doubt else [],
            [{"type": "speaker", "value": value}],
        )
