"""Speech before the name of its speaker: *“…,” said Name, role.*, *“…,” Name said. “…”*, *“…” – Name*.

It becomes a quote only if the paragraph holds the quotation and its attribution, and no further word. Whatever says
more (“said Name, smiling”, “she said”, “Name told the meeting”) stays the paragraph that it was.
"""

import re
from itertools import islice
from typing import NamedTuple

from .attributions import read_trailing_attribution
from .quotation_marks import APOSTROPHES, PARAGRAPH, STARTING_MARKS, TAG, find_closing_mark, is_balanced, strip_tags
from .types import MAX_SPEECH_PARAGRAPHS, MIN_SPEECH_WORDS, Attribution, Speech

MAX_MARKS_TRIED = 100
MAX_ATTRIBUTION_LENGTH = 2000
MAX_QUOTATION_DEPTH = 3
STOPS = ",.!?…;:—–"
EMPHASISED = re.compile(rf"<(?P<tag>[ib])>(?=[{re.escape(''.join(STARTING_MARKS))}])")
# By opening mark: another mark that opens, or for marks with two forms any mark that is left without its pair.
SECOND_OPENING = {
    mark: re.compile(
        rf"(?<!\w){mark}" if mark == closing == "'" else f"[{mark}]" if closing in APOSTROPHES else f"[{mark}{closing}]"
    )
    for mark, closing in STARTING_MARKS.items()
}


class _Spoken(NamedTuple):
    """A paragraph split into what is said and who said it.

    ``attribution_html`` is the attribution as written; ``is_open``: the quotation goes on in the next paragraph.
    """

    words: str
    attribution_html: str
    attribution: Attribution
    is_open: bool


def find_speech_before_name(paragraphs: list[str], at: int) -> tuple[Speech, int] | None:
    """Return the speech that begins in paragraph ``at``, whose speaker is named later, and the index after it."""
    words: list[str] = []
    for following in range(at, min(at + MAX_SPEECH_PARAGRAPHS, len(paragraphs))):
        inner = PARAGRAPH.match(paragraphs[following])
        text = _without_emphasis(inner[1]) if inner else ""
        if text[:1] not in STARTING_MARKS:
            return None
        mark, body = text[0], text[1:]
        if spoken := _split_attribution(body, mark):
            return _follow_speech(paragraphs, following + 1, mark, words, spoken)
        if find_closing_mark(body, mark) is not None:
            return None
        words.append(body)
    return None


def _without_emphasis(html: str) -> str:
    """Remove the emphasis of a quotation as a whole: *“…,”* said Name."""
    found = EMPHASISED.match(html)
    end = html.find(f"</{found['tag']}>") if found else -1
    return html[found.end() : end] + html[end + 4 :] if found and end > 0 else html


def _split_attribution(body: str, mark: str) -> _Spoken | None:
    """Split what is said from the attribution after it."""
    bare = TAG.sub(lambda tag: " " * len(tag[0]), body)
    closing = STARTING_MARKS[mark]
    positions = (position for position, character in enumerate(bare) if character == closing)
    for position in islice(positions, MAX_MARKS_TRIED):
        is_apostrophe = bare[position - 1 : position] not in STOPS and bare[position + 1 : position + 2] != ","
        if closing in APOSTROPHES and is_apostrophe:
            continue
        words, rest = body[:position], body[position + 1 :].strip().removeprefix(",").strip()
        is_short = len(rest) < MAX_ATTRIBUTION_LENGTH
        if attribution := read_trailing_attribution(strip_tags(rest)) if is_short else None:
            is_whole = _is_one_quotation(words, mark, rest)
            return _Spoken(_end_sentence(words), rest, attribution, is_open=False) if is_whole else None
        if spoken := _join_parts(words, rest, mark):
            return spoken
    return None


def _join_parts(words: str, rest: str, mark: str) -> _Spoken | None:
    """Read “…,” said Name. “…” as one quotation."""
    attribution_html, found, more = rest.partition(mark)
    plain = strip_tags(attribution_html)
    is_candidate = found and len(attribution_html) < MAX_ATTRIBUTION_LENGTH and plain[-1:] in (".", ",", ":")
    attribution = read_trailing_attribution(plain) if is_candidate else None
    if not attribution or not _is_one_quotation(words, mark, attribution_html):
        return None
    end = find_closing_mark(more, mark)
    if end is not None and strip_tags(more[end + 1 :]).strip(".,;: "):
        return None
    # Where a new sentence begins after the attribution, the comma before it stands for a full stop.
    first = words.rstrip() if plain.endswith(",") else _end_sentence(words)
    said = f"{first} {(more if end is None else more[:end]).strip()}"
    return _Spoken(said, attribution_html, attribution, end is None) if is_balanced(said) else None


def _follow_speech(
    paragraphs: list[str], following: int, mark: str, words: list[str], spoken: _Spoken
) -> tuple[Speech, int] | None:
    """Follow a quotation that goes on after its speaker was named, to its closing mark."""
    words.append(spoken.words)
    is_open = spoken.is_open
    while is_open:
        nearest = PARAGRAPH.match(paragraphs[following]) if following < len(paragraphs) else None
        if not nearest or nearest[1][:1] != mark or len(words) > MAX_SPEECH_PARAGRAPHS:
            return None
        body = nearest[1][1:]
        end = find_closing_mark(body, mark)
        if end is not None and strip_tags(body[end + 1 :]).strip(".,;: "):
            return None
        words.append(body if end is None else body[:end])
        is_open, following = end is None, following + 1
    is_short = sum(len(strip_tags(text).split()) for text in words) < MIN_SPEECH_WORDS
    # The quote's name and role cannot hold a link.
    if is_short or "<a " in spoken.attribution_html or not all(map(is_balanced, words)):
        return None
    return Speech(spoken.attribution, [text.strip() for text in words], spoken.attribution_html, "", ""), following


def _is_one_quotation(words: str, mark: str, attribution_html: str) -> bool:
    """Whether this is one quotation, and not two with words between them that nobody said."""
    is_one = not SECOND_OPENING[mark].search(_without_inner_quotations(strip_tags(words), mark))
    return is_one and is_balanced(words) and is_balanced(attribution_html)


def _without_inner_quotations(text: str, mark: str) -> str:
    """Remove quotations within a quotation, by pairs of its own marks."""
    closing = STARTING_MARKS[mark]
    if mark == closing or closing in APOSTROPHES:
        return text
    inner = re.compile(f"{mark}[^{mark}{closing}]*{closing}")
    for _level in range(MAX_QUOTATION_DEPTH):
        text = inner.sub("", text)
    return text


def _end_sentence(words: str) -> str:
    """Return a sentence with a full stop for the comma before “said Name”."""
    words = words.rstrip()
    return f"{words[:-1]}." if words.endswith(",") else words
