"""Days as visitors write them, in the words in which the index has them: “3 May 2026”."""

import re
from calendar import month_name
from contextlib import suppress
from datetime import date

#: Months by their names and short names, folded.
MONTHS = {name.lower()[:size]: name.lower() for name in month_name[1:] for size in (3, 4, len(name))}
_NUMBER_OF = {name.lower(): number for number, name in enumerate(month_name)}
SEASONS = {
    "spring": ("march", "april", "may"),
    "summer": ("june", "july", "august"),
    "autumn": ("september", "october", "november"),
    "fall": ("september", "october", "november"),
    "winter": ("december", "january", "february"),
}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_YEAR = re.compile(r"[12]\d{3}")
_NUMBERS = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def day_in_words(written: str) -> str | None:
    """Return “2026-05-03” or “3/5/2026” (the day first) as “3 may 2026”."""
    found = _NUMBERS.fullmatch(written.strip(",;"))
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{read.day} {month_name[read.month].lower()} {read.year}"


def asked_day(texts: list[str]) -> date | None:
    """Return the first day that stands among some words in order: “3 may 2026”, “3rd May 2026”, “may 3 2026”."""
    texts = [text for text in texts if text != "of"]
    for first, second, year in zip(texts, texts[1:], texts[2:], strict=False):
        for number, month in ((first, second), (second, first)):
            day = _ORDINAL.sub(r"\1", number)
            if month in MONTHS and day.isdecimal() and _YEAR.fullmatch(year):
                with suppress(ValueError):  # such as 31 June, which is no day
                    return date(int(year), _NUMBER_OF[MONTHS[month]], int(day))
    return None


def otherwise(texts: list[str]) -> list[tuple[str, ...]]:
    """Return, for each of some folded words of a query in order, how the index may have it as a part of a day."""
    near = [set(texts[max(0, n - 2) : n + 3]) for n in range(len(texts))]
    return [_otherwise(text, around - {text}) for text, around in zip(texts, near, strict=True)]


def _otherwise(text: str, around: set[str]) -> tuple[str, ...]:
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal and around & MONTHS.keys():
        return (str(int(ordinal[1])),)
    numbers = any(other.isdigit() or _ORDINAL.fullmatch(other) for other in around)
    if text in MONTHS and MONTHS[text] != text and numbers:
        return (MONTHS[text],)
    return SEASONS[text] if text in SEASONS and any(map(_YEAR.fullmatch, around)) else ()
