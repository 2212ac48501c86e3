"""Speech in running text: *Name, role, said: “…”*, over one paragraph or several, becomes a quote of that person.

Words are never lost to a guess. Only the form ``Name, role, said:`` gives up its words to the quote's name and role;
anything longer stays as a paragraph before the quote, and what follows the quotation stays after it.
"""

import re
from collections.abc import Iterator

from .attributions import read_lead
from .marks import MARKS, MAX_RUN, MIN_WORDS, PARAGRAPH, Speech, closing_of, is_balanced, plain
from .said_after import find_speech_before_name

OPENING = re.compile(r"""(?P<lead>[^<>“"‘«„]*?)\s*(?P<mark>[“"‘«„])""")


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
        end = closing_of(body, mark)
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


def speeches(paragraphs: list[str]) -> Iterator[list[str] | Speech]:
    """Yield paragraphs and speeches in order; paragraphs as lists of those that stand together."""
    together: list[str] = []
    at = 0
    while at < len(paragraphs):
        found = find_speech(paragraphs, at) or find_speech_before_name(paragraphs, at)
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
