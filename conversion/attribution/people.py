"""The people of a text: every name in it, the person it belongs to, and the role that the text gives them."""

import re
from dataclasses import dataclass, field

from ..speech.names import PERSON, POST_NOMINAL, TITLE, is_name
from ..speech.word_lists import NOT_NAMES, ORGANISATION_NOUNS, STARTERS
from . import roles
from .lexicon import TITLE_GENDER, find_verbs, is_role_word
from .roles import Role

TITLES = re.compile(rf"(?:(?:The\s+)?{TITLE}\s+)+")
# Words of a greeting: “Thanks Jane” names Jane.
GREETINGS = frozenset(
    str.split("""Hi Hello Hey Dear Thanks Thank Welcome Congratulations Congrats Meet Ask Yes No Yeah Oh Well Sorry
    Goodbye Bye Bonjour Merci Chère Cher Hallo Danke Please""")
)
POST_NOMINALS = re.compile(rf"(?:,?\s+{POST_NOMINAL})+\Z")
CAPITAL = re.compile(r"(?<![\w.’'-])(?=[A-ZÀ-ÖØ-Þ])")
PART_OF_PLACE = re.compile(r"\b(?:the|of|at|in|on|near|outside|behind|opposite)\s+\Z", re.IGNORECASE)
PLACES = frozenset(
    str.split("""street road lane house hall bridge park square quay quays dock docks yard harbour city town county
    valley river station hospital garden gardens festival prize award week day fund act bill plan strategy
    north south east west green hill market wharf works press room rooms lodge court place gallery chapel
    cathedral church abbey castle tower lecture review project programme commons lords england scotland
    wales ireland britain kingdom york junction row transport rail railway railways airways water energy
    housing holdings ventures partners solutions systems technologies industries media news radio
    television books publishing estates homes foods farms action watch aid initiative forum campaign
    coalition league section express courier times gazette herald post island islands common shire canal
    lake forest wood woods moor beach bay coast bank mill farm inn hotel arms café cafe shop store stores
    centre""")
)


@dataclass
class Person:
    """A person of the text. ``name`` is the fullest form; ``gender`` is "m", "f" or, as long as it is open, empty.

    Without ``evidence`` (a title, a role, a verb of speech) the name may be that of something else.
    """

    name: str
    words: list[str]
    role: str = ""
    gender: str = ""
    has_title: bool = False
    evidence: int = 0

    @property
    def family(self) -> str:
        return self.words[-1]

    @property
    def given(self) -> str:
        return self.words[0] if len(self.words) > 1 else ""


@dataclass(frozen=True)
class Mention:
    """A name in the words around quotations. ``people`` are all whom it may mean, the likeliest first.

    ``start`` and ``end`` cover the role beside it, ``role``; ``name_start`` and ``name_end`` the name alone.
    """

    unit: int
    start: int
    end: int
    name_start: int
    name_end: int
    text: str
    people: tuple[Person, ...]
    role: str = ""
    is_full: bool = True
    is_possessive: bool = False


@dataclass
class People:
    """All people of a text, and where they are named."""

    people: list[Person] = field(default_factory=list)
    mentions: list[list[Mention]] = field(default_factory=list)

    @classmethod
    def read(cls, texts: list[str]) -> "People":
        """Read masked paragraphs (``quotations.mask``)."""
        found = cls()
        for text in texts:
            for start, end, name in iter_names(text):
                found._register(text, start, end, name)
        found.mentions = [found._find_mentions(number, text) for number, text in enumerate(texts)]
        return found

    def _register(self, text: str, start: int, end: int, name: str) -> None:
        titles = TITLES.match(name)
        words = bare_words(name)
        role = roles.find_role(text, start, end)
        if not words or (PART_OF_PLACE.search(text[max(0, start - 20) : start]) and not titles and role.end == end):
            return
        verbs = find_verbs(text[end : end + 60], reported=True)
        is_subject = bool(verbs) and not text[end : end + verbs[0].start()].strip(" ,")
        follows_verb = bool(re.search(r"[█,]\s*\w+\s+\Z", text[max(0, start - 40) : start])) and bool(
            find_verbs(text[max(0, start - 20) : start])
        )
        has_relative = bool(re.match(r",?\s+(?:who|whose)\b", text[end : end + 20]))
        letters = bool(POST_NOMINALS.search(name))
        evidence = sum(
            (bool(titles), bool(role.text), is_subject and len(words) == 2, follows_verb, has_relative, letters)
        )
        known = self.find(name)
        if len(known) == 1 and (len(words) > 1 or not known[0].given or titles):
            person = known[0]
            if len(words) > len(person.words) or (titles and not person.has_title and len(words) >= len(person.words)):
                person.name, person.words = name, words
        else:
            person = Person(name, words)
            self.people.append(person)
        person.evidence += evidence
        person.has_title = person.has_title or bool(titles)
        person.role = person.role or role.text
        for title in titles[0].split() if titles else []:
            person.gender = person.gender or TITLE_GENDER.get(title.lower().rstrip("."), "")

    def find(self, name: str) -> list[Person]:
        """Return whom a name may mean: a full name, initials and a family name, or one name alone."""
        words = bare_words(name)
        if not words:
            return []
        folded = [word.casefold() for word in words]
        exact = [person for person in self.people if [word.casefold() for word in person.words] == folded]
        if exact:
            return exact
        if len(words) > 1:
            return [person for person in self.people if _may_be(person, folded)]
        same_family = [person for person in self.people if person.family.casefold() == folded[0]]
        return same_family or [person for person in self.people if person.given.casefold() == folded[0]]

    def _find_mentions(self, number: int, text: str) -> list[Mention]:
        mentions: list[Mention] = []
        taken = 0
        for start, end, name in iter_names(text):
            known = self.find(name)
            if known and start >= taken:
                mentions.append(self._mention(number, text, start, end, known, is_full=len(bare_words(name)) > 1))
                taken = end
        singles = {word for person in self.people for word in (person.family, person.given) if len(word) > 1}
        covered = [(mention.name_start, mention.name_end) for mention in mentions]
        for found in re.finditer(r"(?<![\w.’'-])[A-ZÀ-ÖØ-Þ][\w’-]*[^\W_]", text):
            word = re.sub(r"[’']s\Z", "", found[0])
            is_covered = any(start <= found.start() < end for start, end in covered)
            if (
                word in singles
                and not is_covered
                and not _is_in_longer_name(text, found.start(), found.start() + len(word))
            ):
                end = found.start() + len(word)
                mentions.append(self._mention(number, text, found.start(), end, self.find(word), is_full=False))
        return sorted(mentions, key=lambda mention: mention.name_start)

    @staticmethod
    def _mention(number: int, text: str, start: int, end: int, known: list[Person], *, is_full: bool) -> Mention:
        role: Role = roles.find_role(text, start, end)
        possessive = text[end : end + 2] in ("’s", "'s")
        return Mention(
            number, role.start, role.end, start, end, text[start:end], tuple(known), role.text, is_full, possessive
        )


def iter_names(text: str) -> list[tuple[int, int, str]]:
    """Return where names of people stand, as start, end and name: at least two words, or a title and one."""
    found: list[tuple[int, int, str]] = []
    taken = 0
    for start in CAPITAL.finditer(text):
        if start.start() < taken:
            continue
        person = PERSON.match(text, start.start())
        if not person:
            continue
        name = re.sub(r"[’']s?\Z", "", person[0])
        name, begin = _without_words_before(name, start.start())
        if (before := re.search(r"([A-ZÀ-ÖØ-Þ][\w’-]+)\s+\Z", text[max(0, begin - 60) : begin])) and before[
            1
        ] not in STARTERS:
            # “Board President Jane Doe”: the title is a part of the role.
            title = re.match(r"([^\W\d_]+)\s+(?=\S+\s+\S)", name)
            if title and is_role_word(title[1]):
                name, begin = name[title.end() :], begin + title.end()
        name = name[:-1] if name.endswith(".") and not re.search(r"\b(?:Jr|Sr|[A-Z])\.\Z", name) else name
        name = _without_other_words(name)
        if name and is_name(name):
            found.append((begin, begin + len(name), name))
            taken = begin + len(name)
    return found


def _without_words_before(name: str, start: int) -> tuple[str, int]:
    """Return a name and its begin without a role or an owner before it: “Farmer Jane Doe”, “The Courier’s Jane Doe”."""
    owner = re.match(r".*[’']s\s+(?=[A-ZÀ-ÖØ-Þ])", name)
    cut = owner.end() if owner else 0
    while (word := re.match(r"[^\W\d_]+(?:[-’][^\W\d_]+)*\s+", name[cut:])) and _stands_before_names(word[0].strip()):
        cut += word.end()
    return name[cut:], start + cut


def _stands_before_names(word: str) -> bool:
    is_role = is_role_word(word) and not TITLES.match(f"{word} ")
    return (
        is_role
        or word in STARTERS
        or word in GREETINGS
        or word in ("Selon", "Pour", "D’après", "Brothers", "Sisters", "Both", "Thanking", "Chairing")
    )


def _without_other_words(name: str) -> str:
    """Return a name without the words after it that are none: “Jane Doe Street” is no person at all."""
    words = name.split()
    last = words[-1].lower().rstrip(".,")
    if last in PLACES or last in ORGANISATION_NOUNS or "\n" in name:
        return name.split("\n")[0] if "\n" in name and len(name.split("\n")[0].split()) > 1 else ""
    return name


def _is_in_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of a name that is not a person's: “Fox Street”."""
    after = re.match(r"\s+([A-ZÀ-ÖØ-Þ]\w+)", text[end : end + 60])
    before = re.search(r"([A-ZÀ-ÖØ-Þ]\w+)\s+\Z", text[max(0, start - 60) : start])
    follows = bool(after) and after[1].lower() in PLACES | ORGANISATION_NOUNS  # type: ignore[index]
    precedes = bool(before) and before[1] not in NOT_NAMES and len(before[1]) > 2 and not TITLES.match(before[0])  # type: ignore[index]
    return follows or precedes


def bare_words(name: str) -> list[str]:
    """Return a name's words without titles and letters after it."""
    name = POST_NOMINALS.sub("", name)
    if titles := TITLES.match(name):
        name = name[titles.end() :]
    return name.split()


def _may_be(person: Person, folded: list[str]) -> bool:
    """Whether somebody is meant by a longer or shorter form of the name: J. Doe, Jane Mary Doe."""
    own = [word.casefold() for word in person.words]
    if own[-1] != folded[-1]:
        return False
    if len(own) == 1:
        return True
    first, other = own[0].rstrip("."), folded[0].rstrip(".")
    return first == other or ((len(first) == 1 or len(other) == 1) and first[0] == other[0])
