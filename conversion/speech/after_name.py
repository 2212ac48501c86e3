"""Speech after the name of its speaker: *Name, role, said: “…”*, over one paragraph or several.

No words are lost by a wrong guess. Only the form ``Name, role, said:`` is replaced by the quote's name and role; a
longer lead stays as a paragraph before the quote, and what follows the quotation stays after it.
"""

import re

from .attributions import read_leading_attribution
from .quotation_marks import (
    APOSTROPHES,
    MARKS,
    PARAGRAPH,
    STARTING_MARKS,
    TAG,
    find_closing_mark,
    is_balanced,
    strip_tags,
)
from .types import MAX_SPEECH_PARAGRAPHS, MIN_SPEECH_WORDS, Speech

# A straight single mark is an apostrophe, too, but not after a colon. A line may end between the lead and the speech.
MARK = r"""(?:\s|<br/>)*(?P<mark>[“"‘«„]|(?:(?<=[:,]\s)|(?<=<br/>))')"""
OPENING = re.compile(rf"""(?P<lead>[^<>“"‘«„]*?){MARK}""")
OPENING_PAST_TAGS = re.compile(rf"""(?P<lead>(?:[^<>“"‘«„]|<(?!br/)[^<>]*>)*?[:,](?:\s*</[bi]>)*){MARK}""")
# Emphasis of a paragraph as a whole, and of the speech within it, which adds nothing to the marks.
WHOLE = re.compile(r"\A<(?P<tag>[bi])>(?P<text>(?:(?!</?(?P=tag)>).)*)</(?P=tag)>\Z", re.DOTALL)
SPOKEN = re.compile(
    r"""(?P<lead>[:,](?:</[bi]>)?(?:\s|<br/>)*)<(?P<tag>[bi])>(?P<text>[“"‘«„'](?:(?!</?(?P=tag)>).)*)</(?P=tag)>""",
    re.DOTALL,
)
# French puts these between a mark and the text.
SPACES = " \xa0\u202f"
# The paragraphs of a speech that do not repeat its opening mark.
MAX_UNMARKED_PARAGRAPHS = 6


def find_speech_after_name(paragraphs: list[str], at: int) -> tuple[Speech, int] | None:
    """Return the speech whose lead begins paragraph ``at`` and the index after it, if there is one."""
    inner = PARAGRAPH.match(paragraphs[at])
    if not inner:
        return None
    first = _without_emphasis(inner[1])
    opening = OPENING.match(first) if "<" not in first.partition(":")[0] else OPENING_PAST_TAGS.match(first)
    opening = opening or OPENING_PAST_TAGS.match(first)
    if opening:
        lead, mark, start = first[: opening.end("lead")], opening["mark"], opening.end()
        body, following = first[start:], at + 1
    else:
        # “Name, role, said:” may be a paragraph of its own.
        lead = first
        nearest = _text_of(paragraphs, at + 1)
        if not (strip_tags(first).endswith(":") and nearest[:1] in MARKS):
            return None
        mark, body, following = nearest[0], nearest[1:], at + 2
    read = read_leading_attribution(strip_tags(lead)) if strip_tags(lead).endswith((":", ",")) else None
    if not read:
        return None
    attribution, is_complete = read
    # The quote's name and role cannot hold a link.
    before = "" if is_complete and "<a " not in lead else lead
    return _follow_speech(paragraphs, following, body, mark, Speech(attribution, [], lead, before, ""))


def _without_emphasis(html: str) -> str:
    """Remove the bold or italics of a paragraph as a whole, and of the speech in it."""
    whole = WHOLE.match(html)
    return SPOKEN.sub(r"\g<lead>\g<text>", whole["text"] if whole else html, count=1)


def _text_of(paragraphs: list[str], at: int) -> str:
    """Return the content of a paragraph; nothing if there is none."""
    inner = PARAGRAPH.match(paragraphs[at]) if at < len(paragraphs) else None
    return _without_emphasis(inner[1]) if inner else ""


def _follow_speech(
    paragraphs: list[str], following: int, body: str, mark: str, speech: Speech
) -> tuple[Speech, int] | None:
    """Follow the speech to its closing mark, over paragraphs that each begin with an opening mark again.

    ``body`` is the first of its text; ``speech`` is filled and returned with the index after it.
    """
    spoken: list[str] = []
    while (end := find_closing_mark(body, mark)) is None:
        spoken.append(body)
        nearest = _text_of(paragraphs, following)
        if len(spoken) > MAX_SPEECH_PARAGRAPHS:
            return None
        if nearest[:1] == mark:
            body = nearest[1:]
            following += 1
        elif rest := _find_unmarked_rest(paragraphs, following, mark):
            *more, body = rest
            spoken += more
            following += len(rest)
        else:
            return None
    words, after = body[:end], body[end + 1 :].strip()
    spoken = [text.strip(SPACES) for text in [*spoken, words]]
    if any(mark in after for mark in MARKS) or not all(map(is_balanced, [*spoken, speech.lead, after])):
        return None
    if sum(len(strip_tags(text).split()) for text in spoken) < MIN_SPEECH_WORDS:
        return None
    speech.paragraphs = spoken
    speech.after = after if strip_tags(after).strip(".,;: ") else ""
    return speech, following


def _find_unmarked_rest(paragraphs: list[str], at: int, mark: str) -> list[str]:
    """Return the paragraphs up to the closing mark of a speech that do not repeat its opening mark.

    The mark must end a paragraph, and no other mark may stand before it: else it is unclear what was said.
    """
    rest: list[str] = []
    closing = STARTING_MARKS[mark]
    if closing in APOSTROPHES:
        return []
    for following in range(at, at + MAX_UNMARKED_PARAGRAPHS):
        text = _text_of(paragraphs, following)
        rest.append(text)
        marks = [character for character in TAG.sub("", text) if character in {mark, closing}]
        if not text or marks not in ([], [closing]):
            return []
        if marks:
            return rest if strip_tags(text).rstrip(". ").endswith(closing) else []
    return []
