"""Speech whose speaker is named after it: *“…,” said Name, role.*, *“…,” Name said. “…”*, *“…” – Name*.

It becomes a quote only if the paragraph holds the quotation and its attribution, and not a word beside them; whatever
else is told (“said Name, smiling”, “she said”, “Name told the meeting”) stays the paragraph that it was.
"""

import re
from itertools import islice

from .attributions import read_after
from .names import Attribution
from .quotation_marks import DOUBTFUL, MAX_RUN, MIN_WORDS, PAIRS, PARAGRAPH, TAG, Speech, closing_of, is_balanced, plain

# Nobody quotes more within a quotation, or takes longer to say who speaks.
MOST_MARKS, LONGEST_TELLING, DEEPEST = 100, 2000, 3
STOPS = ",.!?…;:—–"
EMPHASISED = re.compile(rf"<(?P<tag>[ib])>(?=[{re.escape(''.join(PAIRS))}])")
# A mark that opens, or for marks that come in two forms any that is left when the pairs are gone.
BEGUN_AGAIN = {
    mark: re.compile(
        rf"(?<!\w){mark}" if mark == closing == "'" else f"[{mark}]" if closing in DOUBTFUL else f"[{mark}{closing}]"
    )
    for mark, closing in PAIRS.items()
}


def find_speech_before_name(paragraphs: list[str], at: int) -> tuple[Speech, int] | None:
    """Return the speech that begins in paragraph ``at``, whose speaker is named later, and the index after it."""
    spoken: list[str] = []
    for following in range(at, min(at + MAX_RUN, len(paragraphs))):
        inner = PARAGRAPH.match(paragraphs[following])
        text = _without_emphasis(inner[1]) if inner else ""
        if text[:1] not in PAIRS:
            return None
        mark, body = text[0], text[1:]
        if found := _parted(body, mark):
            words, told, attribution, is_open = found
            spoken.append(words)
            return _rest_of_run(paragraphs, following + 1, mark, spoken, told, attribution, is_open)
        if closing_of(body, mark) is not None:
            return None
        spoken.append(body)
    return None


def _without_emphasis(html: str) -> str:
    """Take off the italics of a quotation as a whole: *“…,”* said Name."""
    found = EMPHASISED.match(html)
    end = html.find(f"</{found['tag']}>") if found else -1
    return html[found.end() : end] + html[end + 4 :] if end > 0 else html


def _parted(body: str, mark: str) -> tuple[str, str, Attribution, bool] | None:
    """Part what is said from who is said to have said it.

    Returns the words, the attribution as it was told and as it was read, and whether the quotation goes on in the
    next paragraph.
    """
    bare = TAG.sub(lambda tag: " " * len(tag[0]), body)
    closing = PAIRS[mark]
    places = (place for place, character in enumerate(bare) if character == closing)
    for place in islice(places, MOST_MARKS):
        if closing in DOUBTFUL and not (bare[place - 1 : place] in STOPS or bare[place + 1 : place + 2] == ","):
            continue
        words, rest = body[:place], body[place + 1 :].strip().removeprefix(",").strip()
        if attribution := read_after(plain(rest)) if len(rest) < LONGEST_TELLING else None:
            return (_ended(words), rest, attribution, False) if _is_whole(words, mark, rest) else None
        if both := _split(words, rest, mark):
            return both
    return None


def _split(words: str, rest: str, mark: str) -> tuple[str, str, Attribution, bool] | None:
    """Read “…,” said Name. “…” as one quotation."""
    told, found, more = rest.partition(mark)
    is_short = found and len(told) < LONGEST_TELLING
    attribution = read_after(plain(told)) if is_short and plain(told)[-1:] in (".", ",", ":") else None
    if not attribution or not _is_whole(words, mark, told):
        return None
    end = closing_of(more, mark)
    if end is not None and plain(more[end + 1 :]).strip(".,;: "):
        return None
    # The comma belongs to the telling where a new sentence begins after it.
    first = words.rstrip() if plain(told).endswith(",") else _ended(words)
    said = f"{first} {(more if end is None else more[:end]).strip()}"
    return (said, told, attribution, end is None) if is_balanced(said) else None


def _rest_of_run(paragraphs, following, mark, spoken, told, attribution, is_open) -> tuple[Speech, int] | None:
    """Follow a quotation that goes on after its speaker was named, to its closing mark."""
    while is_open:
        nearest = PARAGRAPH.match(paragraphs[following]) if following < len(paragraphs) else None
        if not nearest or nearest[1][:1] != mark or len(spoken) > MAX_RUN:
            return None
        body = nearest[1][1:]
        end = closing_of(body, mark)
        if end is not None and plain(body[end + 1 :]).strip(".,;: "):
            return None
        spoken.append(body if end is None else body[:end])
        is_open, following = end is None, following + 1
    few = sum(len(plain(text).split()) for text in spoken) < MIN_WORDS
    # A link has no place in a quote's name and role.
    if few or "<a " in told or not all(map(is_balanced, spoken)):
        return None
    return Speech(attribution, [text.strip() for text in spoken], told, "", ""), following


def _is_whole(words: str, mark: str, told: str) -> bool:
    """Whether this is one quotation, and not two with words between them that nobody said."""
    return not BEGUN_AGAIN[mark].search(_without_inner(plain(words), mark)) and is_balanced(words) and is_balanced(told)


def _without_inner(text: str, mark: str) -> str:
    """Take out quotations within a quotation, by pairs of its own marks."""
    closing = PAIRS[mark]
    if mark == closing or closing in DOUBTFUL:
        return text
    inner = re.compile(f"{mark}[^{mark}{closing}]*{closing}")
    for _level in range(DEEPEST):
        text = inner.sub("", text)
    return text


def _ended(words: str) -> str:
    """Return a sentence with a full stop where the comma before “said Name” stood."""
    words = words.rstrip()
    return f"{words[:-1]}." if words.endswith(",") else words
