"""Quote blocks of attributed quotations: what one person said in a row is one speech, of one paragraph or several."""

import re
from dataclasses import replace

from ..html.rich_text import QUOTE_TAGS, rich_text
from ..speech.quotation_marks import strip_tags
from .attributing import is_direct
from .lexicon import ADVERB, AUXILIARY
from .narrative import Attributed
from .proposals import Kind, Proposal, Reason, Voice
from .quotations import MASK
from .units import Unit, paragraph

# What follows “said Name” may be a clause of its own, which tells more than who spoke.
OWN_CLAUSE = re.compile(r"\b(?:and|but|though|although|while|because|before|after)\b", re.IGNORECASE)
MIN_CLAUSE = 12  # letters, beside name, role and verb
# Fewer words stay in their sentence.
MIN_WORDS = 3
# What an attribution may hold beside name, role and verb, and the quote block need not say.
SAID_ANYWAY = re.compile(
    rf"(?<![\w’'-])(?:{ADVERB}|{AUXILIARY}|and|but|as|that|who|is|which|on|et)(?![\w’'-])|[{MASK}\W_]+", re.IGNORECASE
)


def make_quotes(attributed: list[Attributed], units: list[Unit], masked: list[str]) -> list[Proposal]:
    """Return a proposal for each speech, and one for each phrase within a sentence."""
    proposals: list[Proposal] = []
    group: list[Attributed] = []
    for item in attributed:
        if not is_direct(item, units, masked):
            joins_next = group and _is_same_sentence(group[-1], item) and item.is_inherited
            if not joins_next:
                proposals += _close(group, units, masked)
                group = []
                proposals.append(_make_phrase(item, units))
                continue
        elif group and not _joins(group[-1], item, units, masked):
            proposals += _close(group, units, masked)
            group = []
        group.append(item)
    return proposals + _close(group, units, masked)


def _is_same_sentence(before: Attributed, item: Attributed) -> bool:
    return (
        before.quotation.last.unit == item.quotation.first.unit
        and before.tail[1] >= item.quotation.first.outer_start - 1
    )


def _joins(before: Attributed, item: Attributed, units: list[Unit], masked: list[str]) -> bool:
    """Whether a quotation goes on with the one before it, in the same paragraph or the next."""
    last, first = before.quotation.last, item.quotation.first
    if before.voice != item.voice:
        return False
    if last.unit == first.unit:
        # What stands between them is the attribution of the first, or nothing.
        return item.is_inherited
    ends = not masked[last.unit][before.tail[1] :].strip()
    return item.is_inherited and item.referent.is_certain and ends


def _close(group: list[Attributed], units: list[Unit], masked: list[str]) -> list[Proposal]:
    if not group:
        return []
    first, last = group[0], group[-1]
    if sum(len(item.quotation.text(units).split()) for item in group) < MIN_WORDS:
        return [_make_phrase(item, units) for item in group]
    kept, dropped = _read_narrative(group, units, masked)
    start_at = first.lead[0] if first.quotation.first.outer_start else 0
    last_unit = last.quotation.last.unit
    end, end_at = last_unit, max(last.tail[1], last.quotation.last.outer_end)
    if last.used and last.used[0][0] == last_unit + 1:
        # “– Name, role” in the paragraph after it.
        end, end_at = last.used[0][0], last.used[0][2]
    before_unit = first.quotation.first.unit
    text = rich_text("".join(f"<p>{html}</p>" for html in _write_speech(group, units)), QUOTE_TAGS)
    value = {"text": text, **attribution(first.voice), "source": "", "source_url": ""}
    least = next((item for item in group if not item.referent.is_certain), first)
    referent = least.referent
    if referent.is_certain and any(_has_uneven_marks(item.quotation.text(units)) for item in group):
        referent = replace(referent, is_certain=False, reason=Reason.UNEVEN_MARKS)
    if referent.is_certain and (more := _find_own_clause(group, units, masked)):
        referent = replace(referent, is_certain=False, reason=Reason.MORE_AFTER, words=more)
    return [
        Proposal(
            Kind.QUOTE,
            before_unit,
            start_at,
            end,
            end_at,
            first.voice,
            strip_tags(text),
            referent.is_certain,
            referent.reason or Reason.NAMED_BEFORE,
            referent.words,
            list(referent.others),
            [*(paragraph(html) for html in kept), {"type": "quote", "value": value}],
            " ".join(dropped),
        )
    ]


def _has_uneven_marks(text: str) -> bool:
    """Whether a mark in a quotation has no other: where it ends is not sure then."""
    depth = 0
    for mark in re.findall("[“”«»]", text):
        depth += 1 if mark in "“«" else -1
        if depth < 0:
            return True
    return depth > 0


def _find_own_clause(group: list[Attributed], units: list[Unit], masked: list[str]) -> str:
    """Return the narrative after a quotation that says more than who spoke, as a clause of its own; or nothing."""
    for item in group:
        unit, (start, end) = item.quotation.last.unit, item.tail
        rest = leftover(masked[unit], unit, item.tail, list(item.used))
        if len(rest) > MIN_CLAUSE and OWN_CLAUSE.search(masked[unit], start, end):
            return units[unit].text[start:end].strip(" ,.")
    return ""


def _read_narrative(group: list[Attributed], units: list[Unit], masked: list[str]) -> tuple[list[str], list[str]]:
    """Return the attributions to keep as paragraphs before the quote, and those that its name and role replace."""
    kept: list[str] = []
    dropped: list[str] = []
    used = [span for item in group for span in item.used]
    for item in group:
        spans = [(item.quotation.first.unit, item.lead), (item.quotation.last.unit, item.tail)]
        for unit, (start, end) in spans if item is group[0] else spans[1:]:
            text = units[unit].text[start:end].strip(" ,")
            if not re.search(r"\w", text):
                continue
            if leftover(masked[unit], unit, (start, end), used) or _has_link(units[unit], (start, end)):
                kept.append(_write_lead(units[unit], start, end))
            else:
                dropped.append(text)
    return kept, dropped


def _write_lead(unit: Unit, start: int, end: int) -> str:
    """Return an attribution as a sentence that ends with a colon."""
    assert unit.marked is not None
    while start < end and unit.text[start] in " ,.—–-;\xa0\u202f":
        start += 1
    while end > start and unit.text[end - 1] in " ,.:;—–\xa0\u202f":
        end -= 1
    html = unit.marked.html(start, end)
    first = re.match(r"(?:<[^<>]*>)*(\w)", html)
    if first:
        html = html[: first.start(1)] + first[1].upper() + html[first.end(1) :]
    return f"{html}:"


def leftover(masked: str, unit: int, span: tuple[int, int], used: list[tuple[int, int, int]]) -> str:
    """Return the words of a narrative that name, role and verb do not take up."""
    start, end = span
    characters = list(masked[start:end])
    for used_unit, first, last in used:
        if used_unit == unit:
            for position in range(max(first, start), min(last, end)):
                characters[position - start] = " "
    return SAID_ANYWAY.sub("", "".join(characters))


def _has_link(unit: Unit, span: tuple[int, int]) -> bool:
    return unit.marked is not None and "<a " in unit.marked.html(*span)


def _write_speech(group: list[Attributed], units: list[Unit]) -> list[str]:
    """Return the paragraphs of a speech."""
    paragraphs: list[str] = []
    last_unit = -1
    for item in group:
        for part in item.quotation.parts:
            marked = units[part.unit].marked
            assert marked is not None
            html = marked.html(part.start, part.end)
            if part.unit == last_unit:
                before = paragraphs.pop()
                html = f"{_end_sentence(before) if _starts_sentence(html) else before} {html}"
            paragraphs.append(html)
            last_unit = part.unit
    return [*paragraphs[:-1], _end_sentence(paragraphs[-1])]


def _starts_sentence(html: str) -> bool:
    return not strip_tags(html)[:1].islower()


def _end_sentence(html: str) -> str:
    """Return a sentence with a full stop for the comma before “said Name”."""
    if html.endswith(","):
        return f"{html[:-1]}."
    return f"{html}." if html[-1:].isalnum() else html


def attribution(voice: Voice) -> dict:
    """Return an attribution as blocks store it, before anybody is chosen."""
    return {"person": None, "name": voice.name, "role": voice.role, "organisation": "", "unnamed": voice.unnamed}


def _make_phrase(item: Attributed, units: list[Unit]) -> Proposal:
    first, last = item.quotation.first, item.quotation.last
    referent = item.referent
    return Proposal(
        Kind.PHRASE,
        first.unit,
        first.outer_start,
        last.unit,
        last.outer_end,
        item.voice,
        item.quotation.text(units),
        referent.is_certain,
        referent.reason or Reason.NAMED_BEFORE,
        referent.words,
        list(referent.others),
    )
