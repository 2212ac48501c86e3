"""Days as people write them: “25 April 2018”, “25/4/18”, “next Tuesday”, “in a fortnight”.

dateutil reads calendar dates, the day before the month. Days that are counted from today are read here, since what they
mean is a rule of this site (docs/decisions/0062).
"""

import re
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil import parser
from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .errors import DateNotUnderstoodError

#: Which of several days a date without a year means: the next one, or the nearest one.
Preference = Literal["future", "nearest"]

WEEKDAYS = ["mon(?:day)?", "tue(?:s(?:day)?)?", "wed(?:s|nesday)?", "thu(?:r(?:s(?:day)?)?)?", "fri(?:day)?"]
WEEKDAYS += ["sat(?:urday)?", "sun(?:day)?"]
WEEKDAY = "|".join(f"(?P<day{number}>{name})" for number, name in enumerate(WEEKDAYS))
WEEKDAY_PATTERN = re.compile(rf"\b(?:{WEEKDAY})\b\.?")
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
YEAR = r"(?:\d{4}|'?\d{2})"
#: What dateutil may be given: it would take "6" or "April" for dates, too.
CALENDAR_DATES = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<a>\d{{1,2}})[ -]?{MONTH}(?:[ -]?(?P<year>{YEAR}))?",
        rf"{MONTH}[ -]?(?P<a>\d{{1,2}})(?: (?P<year>{YEAR}))?",
        rf"(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})(?:[/.-](?P<year>{YEAR}))?\.?",
        rf"(?P<a>\d{{1,2}}) (?P<b>\d{{1,2}}) (?P<year>{YEAR})",
        r"(?P<year>\d{4})[/.-](?P<a>\d{1,2})[/.-](?P<b>\d{1,2})",
    )
]
NAMED_DAYS = {
    "today": 0,
    "now": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
    "day before yesterday": -2,
}
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10}
AMOUNT = rf"(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|fortnight|month|year)s?"
COUNTED = re.compile(rf"(?:in {AMOUNT})|(?:{AMOUNT.replace('<', '<after_')} (?:from (?:now|today)|ahead|later))")
COUNTED_BACK = re.compile(rf"{AMOUNT} ago")
UNITS = {"day": timedelta(1), "week": timedelta(7), "fortnight": timedelta(14)}


def read_day(text: str, today: date, prefers: Preference = "nearest") -> date | None:
    """Return the day that ``text`` (in lower case) names; None if it names none.

    ``DateNotUnderstoodError`` for a day that does not exist, or not on the weekday that is written with it.
    """
    if (named := NAMED_DAYS.get(re.sub(r"^the ", "", text))) is not None:
        return today + timedelta(named)
    if counted := read_counted_days(text, today):
        return counted
    weekday, rest = take_weekday(text)
    rest = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", re.sub(r"\b(?:of|the|on)\b", " ", rest) if weekday is None else rest)
    if weekday is not None:
        if (day := read_weekday(weekday, rest, today)) is not None:
            return day
        rest = re.sub(r"\b(?:of|the|on)\b", " ", rest)
    rest = " ".join(rest.split())
    if re.search(r"\d(?:st|nd|rd|th)\b", text) and rest.isdigit() and weekday is None:
        return get_day_of_month(int(rest), today, prefers)
    return read_calendar_date(rest, weekday, today, prefers)


def take_weekday(text: str) -> tuple[int | None, str]:
    """Return the number of the weekday in ``text``, Monday being 0, and the text without it."""
    match = WEEKDAY_PATTERN.search(text)
    if not match:
        return None, text
    number = next(number for number in range(7) if match.group(f"day{number}"))
    return number, " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def read_weekday(weekday: int, modifier: str, today: date) -> date | None:
    """Return the day of a weekday alone, or with a word such as “next”; None if ``modifier`` is something else.

    “Tuesday” is the first one from today on, and “next Tuesday” the one of next week, which begins on Monday.
    """
    first = today + timedelta((weekday - today.weekday()) % 7)
    monday = today - timedelta(today.weekday())
    if modifier in {"", "on", "this", "coming", "this coming", "on this"}:
        return first
    if modifier in {"next", "on next", "next week", "of next week", "in next week"}:
        return monday + timedelta(7 + weekday)
    if modifier in {"last", "on last", "last week", "of last week"}:
        latest = today - timedelta((today.weekday() - weekday) % 7 or 7)
        return monday + timedelta(weekday - 7) if "week" in modifier else latest
    if modifier in {"week", "a week on", "week on", "a week"}:
        return first + timedelta(7)
    if modifier in {"fortnight", "a fortnight on"}:
        return first + timedelta(14)
    return None


def read_counted_days(text: str, today: date) -> date | None:
    """Return the day of “in two weeks”, “3 days from now” or “a month ago”; None for any other text."""
    if match := COUNTED.fullmatch(text):
        number, unit = (match.group(name) or match.group(f"after_{name}") for name in ("number", "unit"))
        return add(today, number, unit, 1)
    if match := COUNTED_BACK.fullmatch(text):
        return add(today, match.group("number"), match.group("unit"), -1)
    return None


def add(day: date, number: str, unit: str, sign: int) -> date:
    count = sign * (NUMBERS.get(number) or int(number))
    if unit in UNITS:
        return day + UNITS[unit] * count
    return day + (relativedelta(months=count) if unit == "month" else relativedelta(years=count))


def read_calendar_date(text: str, weekday: int | None, today: date, prefers: Preference) -> date | None:
    match = next((match for pattern in CALENDAR_DATES if (match := pattern.fullmatch(text))), None)
    if not match:
        return None
    has_year = bool(match.group("year"))
    # 2000 is a leap year. Other parts than the year are always there.
    day = parse_calendar_date(text, 2000 if not has_year else today.year)
    if not has_year:
        return choose_year(day, weekday, today, prefers)
    if weekday not in {None, day.weekday()}:
        raise wrong_weekday(day, weekday)
    return day


def parse_calendar_date(text: str, default_year: int) -> date:
    try:
        # dateutil takes 25.4 for a decimal number.
        plain = re.sub(r"(?<=\d)\.(?=\d)", "/", text).rstrip(".")
        default = datetime(default_year, 1, 1)
        return parser.parse(plain, dayfirst=not re.match(r"\d{4}", plain), default=default).date()
    except (ValueError, OverflowError):
        raise DateNotUnderstoodError(
            _("There is no day “%(day)s” in the calendar. Check the day and the month.") % {"day": text}
        ) from None


def choose_year(day: date, weekday: int | None, today: date, prefers: Preference) -> date:
    """Return ``day`` in the year that it most likely means, of those in which it exists and is that weekday."""
    days = [found for year in range(today.year - 8, today.year + 9) if (found := replace_year(day, year))]
    if weekday is not None:
        near = [found for found in days if abs(found.year - today.year) <= 1 and found.weekday() == weekday]
        if not near:
            raise wrong_weekday(choose(days, today, prefers), weekday)
        days = near
    return choose(days, today, prefers)


def choose(days: list[date], today: date, prefers: Preference) -> date:
    coming = [day for day in days if day >= today]
    if prefers == "future" and coming:
        return min(coming)
    # Of two days that are equally near it is the one to come.
    return min(days, key=lambda day: (abs(day - today), day < today))


def replace_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def get_day_of_month(number: int, today: date, prefers: Preference) -> date | None:
    """Return the day of “the 25th”: of this month, or one of the months beside it."""
    months = [today.replace(day=1) + relativedelta(months=offset) for offset in range(-2, 3)]
    days = [month.replace(day=number) for month in months if number <= (month + relativedelta(day=31)).day]
    return choose(days, today, prefers) if days and number else None


def wrong_weekday(day: date, weekday: int | None) -> DateNotUnderstoodError:
    written = date_format(date(2024, 1, 1) + timedelta(weekday or 0), "l")  # a Monday
    return DateNotUnderstoodError(
        _("%(date)s is a %(actual)s, not a %(written)s. Check the day.")
        % {"date": date_format(day, "j F Y"), "actual": date_format(day, "l"), "written": written}
    )
