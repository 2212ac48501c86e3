"""Speech in running text: *Name, role, said: “…”*, over one paragraph or several, becomes a quote of that person.

Words are never lost to a guess. Only the form ``Name, role, said:`` gives up its words to the quote's name and role;
anything longer stays as a paragraph before the quote, and what follows the quotation stays after it.
"""

import re
from collections.abc import Iterator

from .attributions import read_lead
from .before_name import find_speech_before_name
from .quotation_marks import (
    DOUBTFUL,
    MARKS,
    MAX_RUN,
    MIN_WORDS,
    PAIRS,
    PARAGRAPH,
    TAG,
    Speech,
    closing_of,
    is_balanced,
    plain,
)

# A straight single mark is an apostrophe, too, but not after a colon. A line may end between the lead and the speech.
MARK = r"""(?:\s|<br/>)*(?P<mark>[“"‘«„]|(?:(?<=[:,]\s)|(?<=<br/>))')"""
OPENING = re.compile(rf"""(?P<lead>[^<>“"‘«„]*?){MARK}""")
OPENING_PAST_TAGS = re.compile(rf"""(?P<lead>(?:[^<>“"‘«„]|<(?!br/)[^<>]*>)*?[:,](?:\s*</[bi]>)*){MARK}""")
# Emphasis of a paragraph as a whole, and of the speech within it, which says no more than its marks.
WHOLE = re.compile(r"\A<(?P<tag>[bi])>(?P<text>(?:(?!</?(?P=tag)>).)*)</(?P=tag)>\Z", re.DOTALL)
SPOKEN = re.compile(
    r"""(?P<lead>[:,](?:</[bi]>)?(?:\s|<br/>)*)<(?P<tag>[bi])>(?P<text>[“"‘«„'](?:(?!</?(?P=tag)>).)*)</(?P=tag)>""",
    re.DOTALL,
)
# French sets its marks apart.
SPACES = " \xa0\u202f"
# So many paragraphs may stand between the two marks of a speech that were not repeated.
MAX_UNMARKED = 6


def find_speech(paragraphs: list[str], at: int) -> tuple[Speech, int] | None:
    """Return the speech that begins in paragraph ``at`` and the index after it, if there is one."""
    inner = PARAGRAPH.match(paragraphs[at])
    if not inner:
        return None
    first = _unstressed(inner[1])
    opening = OPENING.match(first) if "<" not in first.partition(":")[0] else OPENING_PAST_TAGS.match(first)
    opening = opening or OPENING_PAST_TAGS.match(first)
    if opening:
        lead, mark, start = first[: opening.end("lead")], opening["mark"], opening.end()
        body, following = first[start:], at + 1
    else:
        # “Name, role, said:” may stand in a paragraph of its own.
        lead = first
        nearest = _text_of(paragraphs, at + 1)
        if not (plain(first).endswith(":") and nearest[:1] in MARKS):
            return None
        mark, body, following = nearest[0], nearest[1:], at + 2
    read = read_lead(plain(lead)) if plain(lead).endswith((":", ",")) else None
    if not read:
        return None
    return _collect(paragraphs, following, body, mark, lead, *read)


def _unstressed(html: str) -> str:
    """Take off the bold or italics of a paragraph as a whole, and of the speech in it."""
    whole = WHOLE.match(html)
    return SPOKEN.sub(r"\g<lead>\g<text>", whole["text"] if whole else html, count=1)


def _text_of(paragraphs: list[str], at: int) -> str:
    """Return what stands in a paragraph; nothing if there is none."""
    inner = PARAGRAPH.match(paragraphs[at]) if at < len(paragraphs) else None
    return _unstressed(inner[1]) if inner else ""


def _collect(paragraphs, following, body, mark, lead, attribution, complete) -> tuple[Speech, int] | None:
    """Follow the speech to its closing mark, over paragraphs that each begin with an opening mark again."""
    spoken: list[str] = []
    while True:
        end = closing_of(body, mark)
        if end is not None:
            words, after = body[:end], body[end + 1 :].strip()
            break
        spoken.append(body)
        nearest = _text_of(paragraphs, following)
        if len(spoken) > MAX_RUN:
            return None
        if nearest[:1] == mark:
            body = nearest[1:]
            following += 1
        elif rest := _unmarked_rest(paragraphs, following, mark):
            *more, body = rest
            spoken += more
            following += len(rest)
        else:
            return None
    spoken = [text.strip(SPACES) for text in [*spoken, words]]
    if any(sign in after for sign in MARKS) or not all(map(is_balanced, [*spoken, lead, after])):
        return None
    if sum(len(plain(text).split()) for text in spoken) < MIN_WORDS:
        return None
    after = after if plain(after).strip(".,;: ") else ""
    # A link in the lead has no place in a quote's name and role.
    speech = Speech(attribution, spoken, lead, "" if complete and "<a " not in lead else lead, after)
    return speech, following


def _unmarked_rest(paragraphs: list[str], at: int, mark: str) -> list[str]:
    """Return the paragraphs up to the closing mark of a speech whose opening mark was not repeated in them.

    The mark must end a paragraph, and no other may stand before it: else nobody knows what was said.
    """
    rest: list[str] = []
    closing = PAIRS[mark]
    if closing in DOUBTFUL:
        return []
    for following in range(at, at + MAX_UNMARKED):
        text = _text_of(paragraphs, following)
        rest.append(text)
        signs = [sign for sign in TAG.sub("", text) if sign in {mark, closing}]
        if not text or signs not in ([], [closing]):
            return []
        if signs:
            return rest if plain(text).rstrip(". ").endswith(closing) else []
    return []


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
