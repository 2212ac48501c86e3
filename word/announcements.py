"""Sentences of a text that announce an event, and the dates of a text."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from conversion.attribution.people import iter_names
from conversion.attribution.sentences import split_sentences

NAMES_OF_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
    "|november nov|december dec"
)
MONTHS = {name: number for number, names in enumerate(NAMES_OF_MONTHS.split("|"), start=1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}}))?)",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(
    r"\b(?:next|forthcoming|upcoming|following)\b.{0,60}\b(?:event|lecture|seminar|meeting|talk|round[ -]?table"
    r"|workshop|conference|breakfast|debate|session|evening|discussion|webinar)\b|\b(?:will (?:be held|take place|speak"
    r"|give|be speaking|host)|takes place|join us)\b",
    re.IGNORECASE,
)
WHAT = re.compile(
    r"\b(?:will be|is)\s+(?:an?|the|our)\s+(?P<what>[^.;]{3,140}?)(?=\s+(?:on|at|in|from\s+\d)\s|[,.;]|\Z)",
    re.IGNORECASE,
)


@dataclass
class Announcement:
    """An event that a text announces. ``sentence`` is the one that does; ``day`` is an ISO date."""

    sentence: str
    title: str
    day: str
    speakers: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def find_dates(text: str, today: date) -> list[date]:
    """Return the dates of a text; one without a year is the nearest to ``today``."""
    return [day for found in DATE.finditer(text) if (day := _read_date(found, today))]


def _read_date(found: re.Match[str], today: date) -> date | None:
    day, month = int(found["day"] or found["day2"]), MONTHS[(found["month"] or found["month2"]).lower()]
    given = found["year"] or found["year2"]
    years = [int(given)] if given else [today.year, today.year + 1, today.year - 1]
    possible = []
    for year in years:
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda choice: abs(choice - today), default=None)


def find_announcement(paragraphs: list[str], today: date) -> Announcement | None:
    """Return the last event that a text announces with its date."""
    for text in reversed(paragraphs):
        for start, end in reversed(split_sentences(text, text)):
            sentence = text[start:end].strip()
            dates = find_dates(sentence, today)
            if not dates or not ANNOUNCES.search(sentence):
                continue
            what = WHAT.search(sentence)
            names = [name for _start, _end, name in iter_names(sentence)]
            title = what["what"] if what else " ".join(sentence.split()[:10])
            return Announcement(sentence, title[:1].upper() + title[1:], dates[-1].isoformat(), names)
    return None
