"""Quotation marks that an editor types around a quote: the page sets them itself, so they come off."""

import re

from conversion.speech.quotation_marks import MARKS, TAG, find_closing_mark

PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.DOTALL)
#: Words that begin with an apostrophe, which looks like an opening mark.
ELISION = re.compile(r"['‘](?:tis|twas|twere|twill|em|cause|til|n|bout|round|\d0s)\b", re.IGNORECASE)
STRAIGHT_SINGLE = {"'": "'"}
OPENING = MARKS | STRAIGHT_SINGLE
#: These are also inches or apostrophes. Without a partner they stay.
AMBIGUOUS = {'"', "'", "‘"}
SPACE = " \t\r\n\xa0\u202f"


def strip_quotation_marks(html: str) -> str:
    """Return the rich text of a quote without the marks around it.

    In a speech of several paragraphs each may begin with a mark, and the last ends with one; or each stands in marks.
    Marks within the text and apostrophes stay.
    """
    parts = PARAGRAPH.split(html)
    bodies = parts[2::4] if len(parts) > 1 else [html]
    stripped = _strip(bodies)
    if len(parts) == 1:
        return stripped[0]
    parts[2::4] = stripped
    return "".join(parts)


def _strip(bodies: list[str]) -> list[str]:
    each = [_strip_pair(body) for body in bodies]
    shown = [index for index, body in enumerate(bodies) if _text(body).strip(SPACE)]
    if not shown or any(each[index] != bodies[index] for index in shown[:-1]):
        return each
    first, last = shown[0], shown[-1]
    mark = _opening_mark(bodies[first])
    if mark is None or first == last:
        return [_strip_lone_mark(body) for body in each]
    if not _is_one_speech([bodies[index] for index in shown], mark):
        return each
    speech = [_without_opening(body) if _opening_mark(body) == mark else body for body in bodies]
    speech[last] = _without_closing(speech[last], OPENING[mark])
    return speech


def _text(body: str) -> str:
    """Return a paragraph with spaces in place of its tags: each character keeps its position."""
    return TAG.sub(lambda match: " " * len(match[0]), body)


def _opening_mark(body: str) -> str | None:
    text = _text(body).lstrip(SPACE)
    return text[0] if text[:1] in OPENING and not ELISION.match(text) else None


def _without_opening(body: str) -> str:
    text = _text(body)
    at = len(text) - len(text.lstrip(SPACE))
    return body[:at] + body[at + 1 :].lstrip(SPACE)


def _closing_position(body: str, closing: str) -> int | None:
    """Return the position of the mark at the very end, a full stop after it or not."""
    bare = _text(body).rstrip(SPACE + ".")
    return len(bare) - 1 if bare.endswith(closing) else None


def _without_closing(body: str, closing: str) -> str:
    at = _closing_position(body, closing)
    return body if at is None else body[:at].rstrip(SPACE) + body[at + 1 :]


def _strip_pair(body: str) -> str:
    """Return one paragraph without the pair of marks that encloses all of it."""
    mark = _opening_mark(body)
    if mark is None:
        return body
    inner = _without_opening(body)
    end = _closing_position(inner, OPENING[mark])
    if end is None or not _encloses(inner, mark, end):
        return body
    return _without_closing(inner, OPENING[mark])


def _encloses(inner: str, mark: str, end: int) -> bool:
    """Whether the mark at ``end`` closes the one before ``inner``, and not one that was opened in between."""
    if mark not in AMBIGUOUS:
        return find_closing_mark(inner, mark) == end
    text, closing = _text(inner)[:end], OPENING[mark]
    for position, character in enumerate(text):
        before = text[position - 1] if position else " "
        if character == mark and (before in SPACE or before in "(“‘—–"):
            return True  # a quotation within the quotation comes first
        if character == closing and (before in ",.!?…" or (mark == '"' and before not in SPACE)):
            return False
    return True


def _is_one_speech(bodies: list[str], mark: str) -> bool:
    """Whether paragraphs are one speech: the first mark is closed in the last paragraph, at its end."""
    *others, last = bodies
    if _closing_position(last, OPENING[mark]) is None:
        return False
    if mark in AMBIGUOUS:
        return all(_opening_mark(body) == mark for body in bodies)
    return all(
        find_closing_mark(_without_opening(body) if _opening_mark(body) == mark else body, mark) is None
        for body in others
    )


def _strip_lone_mark(body: str) -> str:
    """Return a paragraph without a mark at its start or end that has no partner."""
    text = _text(body)
    mark = _opening_mark(body)
    if mark and mark not in AMBIGUOUS and OPENING[mark] not in text:
        return _without_opening(body)
    if text.count("”") == 1 and "“" not in text and "„" not in text:
        return _without_closing(body, "”")
    return body
