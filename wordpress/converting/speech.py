"""Speech in running text: *Name, role, said: “…”*, over one paragraph or several, becomes a quote of that person.

Words are never lost to a guess. Only the form ``Name, role, said:`` gives up its words to the quote's name and role;
anything longer stays as a paragraph before the quote, and what follows the quotation stays after it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from .names import MAX_ROLE, PERSON, SENTENCE_END, Attribution, is_name, read_attribution, role_before

VERB = (
    r"(?:said|says|added|adds|commented|comments|explained|explains|noted|notes|argued|argues|remarked|concluded"
    r"|continued|stated|replied|wrote|writes|observed|warned|stressed|recalled|asked|announced|insisted|told)"
)
# The lead ends in “said:” or “said,”, or with some words between: “told the meeting:”.
LEAD = re.compile(
    rf"^(?P<who>.{{3,400}}?),?\s+{VERB}(?P<tail>(?:\s+[^:“\"]{{1,80}})?)\s*(?P<mark>[:,])?\s*$", re.DOTALL
)
MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
OPENING = re.compile(r"""(?P<lead>[^<>“"‘«„]*?)\s*(?P<mark>[“"‘«„])""")
TAG = re.compile(r"<[^<>]*>")
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)
MIN_WORDS = 4
# A speech that has not ended by then has lost its closing mark.
MAX_RUN = 30


@dataclass
class Speech:
    """A quotation: the paragraphs inside its marks, who said it, and the paragraphs to keep around it."""

    attribution: Attribution
    paragraphs: list[str]
    lead: str
    before: str
    after: str


def plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html.replace("<br/>", " ").replace("</p>", " "))).split())


def read_lead(text: str) -> tuple[Attribution, bool] | None:
    """Read “Name, role, said:”. The flag says that these are all its words, so that nothing else needs keeping."""
    lead = LEAD.match(text)
    if not lead:
        return None
    who, tail = lead["who"].strip().rstrip(","), lead["tail"].strip()
    if SENTENCE_END.search(who):
        return None
    found = read_attribution(who)
    if found and not found.source:
        return found, not tail
    for start in re.finditer(r"(?<![\w.])(?=[A-ZÀ-ÖØ-Þ])", who):
        introduced = PERSON.match(who, start.start())
        if introduced and is_name(introduced[0]):
            before, rest = who[: introduced.start()].strip(" ,"), who[introduced.end() :].strip(" ,")
            role = role_before(before)
            if len(rest) > MAX_ROLE or (rest and role):
                return None
            return Attribution(introduced[0], rest or role), not tail and bool(role)
    return None


def find_speech(paragraphs: list[str], at: int) -> tuple[Speech, int] | None:
    """Return the speech that begins in paragraph ``at`` and the index after it, if there is one."""
    inner = PARAGRAPH.match(paragraphs[at])
    if not inner:
        return None
    first = inner[1]
    opening = OPENING.match(first) if "<" not in first.partition(":")[0] else _opening_past_tags(first)
    if opening:
        lead, mark, start = first[: opening.end("lead")], opening["mark"], opening.end()
        body, following = first[start:], at + 1
    else:
        # “Name, role, said:” may stand in a paragraph of its own.
        lead = first
        nearest = PARAGRAPH.match(paragraphs[at + 1]) if at + 1 < len(paragraphs) else None
        if not (nearest and plain(first).endswith(":") and nearest[1][:1] in MARKS):
            return None
        mark, body, following = nearest[1][0], nearest[1][1:], at + 2
    read = read_lead(plain(lead)) if plain(lead).endswith((":", ",")) else None
    if not read:
        return None
    return _collect(paragraphs, following, body, mark, lead, *read)


def _opening_past_tags(html: str) -> re.Match | None:
    return re.match(r"""(?P<lead>(?:[^<>“"‘«„]|<[^<>]*>)*?[:,])\s*(?P<mark>[“"‘«„])""", html)


def _collect(paragraphs, following, body, mark, lead, attribution, complete) -> tuple[Speech, int] | None:
    """Follow the speech to its closing mark, over paragraphs that each begin with an opening mark again."""
    spoken: list[str] = []
    while True:
        end = _closing(body, mark)
        if end is not None:
            words, after = body[:end], body[end + 1 :].strip()
            break
        spoken.append(body)
        nearest = PARAGRAPH.match(paragraphs[following]) if following < len(paragraphs) else None
        if not nearest or nearest[1][:1] != mark or len(spoken) > MAX_RUN:
            return None
        body = nearest[1][1:]
        following += 1
    spoken.append(words)
    if any(sign in after for sign in MARKS) or not all(map(is_balanced, [*spoken, lead, after])):
        return None
    if sum(len(plain(text).split()) for text in spoken) < MIN_WORDS:
        return None
    after = after if plain(after).strip(".,;: ") else ""
    # A link in the lead has no place in a quote's name and role.
    speech = Speech(attribution, spoken, lead, "" if complete and "<a " not in lead else lead, after)
    return speech, following


def _closing(body: str, mark: str) -> int | None:
    """Return where the quotation ends in this paragraph, or None if it goes on."""
    closing = MARKS[mark]
    text = TAG.sub(lambda match: " " * len(match[0]), body)
    if mark == closing or mark == "‘":
        # These marks do double duty inside: only one that nothing but a stop follows can be the end.
        bare = text.rstrip().rstrip(".").rstrip()
        return len(bare) - 1 if bare.endswith(closing) else None
    depth = 1
    for position, character in enumerate(text):
        if character == mark:
            depth += 1
        elif character == closing:
            depth -= 1
            if not depth:
                return position
    return None


def is_balanced(html: str) -> bool:
    """Whether every tag that a piece opens is closed in it, so that it can stand alone."""
    opened: list[str] = []
    for tag in TAG.findall(html):
        name = tag.strip("</> ").split(" ")[0]
        if tag.startswith("</"):
            if not opened or opened.pop() != name:
                return False
        elif not tag.endswith("/>"):
            opened.append(name)
    return not opened


def speeches(paragraphs: list[str]) -> Iterator[list[str] | Speech]:
    """Yield paragraphs and speeches in order; paragraphs as lists of those that stand together."""
    together: list[str] = []
    at = 0
    while at < len(paragraphs):
        found = find_speech(paragraphs, at)
        if found:
            speech, at = found
            if speech.before:
                together.append(f"<p>{speech.before}</p>")
            if together:
                yield together
            yield speech
            together = [f"<p>{speech.after}</p>"] if speech.after else []
        else:
            together.append(paragraphs[at])
            at += 1
    if together:
        yield together


BYLINE = re.compile(
    r"^(?:(?:words|written|posted|text|story|report|reported|blog)\s+)?by:?\s+(?P<names>.{3,200})$", re.IGNORECASE
)
AUTHOR = re.compile(r"^authors?:\s+(?P<names>.{3,200})$", re.IGNORECASE)


def read_byline(text: str, known: Callable[[str], object]) -> list[Attribution]:
    """Read “By Name Surname and Name Surname”, each with a role perhaps; nothing if any word is left over."""
    text = text.strip().rstrip(".")
    found = BYLINE.match(text) or AUTHOR.match(text)
    if not found:
        return []
    names = found["names"].strip()
    authors = [part for part in _names_in(names) if is_name(part) or known(part)]
    if len(authors) == len(_names_in(names)):
        return [Attribution(author, "") for author in authors]
    single = read_attribution(names, known)
    return [single] if single else []


def _names_in(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", text) if part.strip()]
