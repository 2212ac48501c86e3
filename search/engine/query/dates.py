"""Dates in queries: days as visitors write them, in the words in which the index has them (“3 May 2026”)."""

import re
from calendar import month_name
from contextlib import suppress
from datetime import date

#: Months by their names and short names, in lower case.
MONTHS = {name.lower()[:size]: name.lower() for name in month_name[1:] for size in (3, 4, len(name))}
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(month_name)}
SEASONS = {
    "spring": ("march", "april", "may"),
    "summer": ("june", "july", "august"),
    "autumn": ("september", "october", "november"),
    "fall": ("september", "october", "november"),
    "winter": ("december", "january", "february"),
}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_YEAR = re.compile(r"[12]\d{3}")
_NUMERIC_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def spell_out_day(written: str) -> str | None:
    """Return “2026-05-03” or “3/5/2026” (the day first) as “3 may 2026”; None if it is no date."""
    found = _NUMERIC_DATE.fullmatch(written.strip(",;"))
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        parsed = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{parsed.day} {month_name[parsed.month].lower()} {parsed.year}"


def find_day(words: list[str]) -> date | None:
    """Return the first day among the words of a query, in order: “3 may 2026”, “3rd May 2026”, “may 3 2026”."""
    words = [word for word in words if word != "of"]
    for first, second, year in zip(words, words[1:], words[2:], strict=False):
        for number, month in ((first, second), (second, first)):
            day = _ORDINAL.sub(r"\1", number)
            if month in MONTHS and day.isdecimal() and _YEAR.fullmatch(year):
                with suppress(ValueError):  # such as 31 June
                    return date(int(year), _MONTH_NUMBERS[MONTHS[month]], int(day))
    return None


def find_date_in_may(words: list[str]) -> tuple[int, list[str]]:
    """Return how many of the first words are a date in May, and how texts may write it; 0 and nothing if none is."""
    if words[1:2] == ["of"]:
        size, dates = find_date_in_may([words[0], *words[2:]])
        return (size + 1, dates) if dates else (0, [])
    for size in (3, 2):
        head = [_ORDINAL.sub(r"\1", word) for word in words[:size]]
        days = [word for word in head if word.isdecimal() and 1 <= int(word) <= 31]
        years = [word for word in head if _YEAR.fullmatch(word)]
        is_date = "may" in head[:2] and 1 + len(days) + len(years) == size and len(days) < 2 and len(years) < 2
        if is_date and len(head) == size and (not years or head[-1] == years[0]):
            orders = _get_orders_in_may(days[0]) if days else ["may"]
            return size, [" ".join([order, *years]) for order in orders]
    return 0, []


def _get_orders_in_may(day: str) -> list[str]:
    is_teen = len(day) == 2 and day[0] == "1"
    ordinal = day + ({"1": "st", "2": "nd", "3": "rd"}.get(day[-1], "th") if not is_teen else "th")
    return [f"{day} may", f"may {day}", f"{ordinal} may", f"{ordinal} of may", f"may {ordinal}"]


def get_date_alternatives(words: list[str]) -> list[tuple[str, ...]]:
    """Return, for each word of a query in order, how the index may have it as a part of a date; mostly nothing."""
    nearby = [set(words[max(0, n - 2) : n + 3]) for n in range(len(words))]
    return [_get_alternatives(word, near - {word}) for word, near in zip(words, nearby, strict=True)]


def _get_alternatives(word: str, near: set[str]) -> tuple[str, ...]:
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal and near & MONTHS.keys():
        return (str(int(ordinal[1])),)
    has_number = any(other.isdigit() or _ORDINAL.fullmatch(other) for other in near)
    if word in MONTHS and MONTHS[word] != word and has_number:
        return (MONTHS[word],)
    return SEASONS[word] if word in SEASONS and any(map(_YEAR.fullmatch, near)) else ()
