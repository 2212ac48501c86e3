"""Read dates and times as people in Britain write them.

Everything is local time, without a time zone: of the site, or of the place of an event. ``now`` is the present there.
Text that is not clearly a date or time raises ``DateNotUnderstoodError``, whose message says what to write.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from .days import Preference, read_day
from .errors import DateNotUnderstoodError, get_example, not_understood
from .times import find_time, read_bare_time, set_part_of_day, take_part_of_day

MAX_LENGTH = 100
#: Years before it are typing errors, and cannot be converted between time zones.
MIN_YEAR = 1000
FILLERS = re.compile(r"^(?:(?:at|@|from|on|by|-) )+|(?: (?:at|@|from|on|by|-))+$|^(?:at|@|from|on|by|-)$")


def read_datetime(text: str, now: datetime, prefers: Preference = "nearest", day: date | None = None) -> datetime:
    """Return the day and time that ``text`` names.

    A day alone begins at 00:00. A time alone is on ``day``; without one, today, or tomorrow if ``prefers`` is “future”
    and that time has passed.
    """
    words = normalise(text, "datetime")
    exact = read_iso(words)
    if exact and exact.year >= MIN_YEAR:
        return exact
    if words == "now":
        return now.replace(second=0, microsecond=0)
    if words.isdigit() and len(words) <= 2:
        raise lonely_number(words)
    part, words = take_part_of_day(words)
    clock, ends_day, rest = find_time(words)
    if (part and clock is None) or (clock is not None and find_time(rest)[0] is not None):
        raise not_understood(text, "datetime")
    rest = drop_fillers(rest)
    if clock is not None:
        clock = set_part_of_day(clock, part)
    try:
        found = combine(rest, clock, now, prefers, day)
        if found and found.year >= MIN_YEAR:
            return found + timedelta(days=int(ends_day))
    except OverflowError:  # after the year 9999
        pass
    raise not_understood(text, "datetime")


def combine(text: str, clock: time | None, now: datetime, prefers: Preference, day: date | None) -> datetime | None:
    """Return the day of ``text`` with the time ``clock``; None if it names no day."""
    if not text and clock is not None:
        found = datetime.combine(day or now.date(), clock)
        has_passed = not day and prefers == "future" and found < now
        return found + timedelta(days=int(has_passed))
    found_day = read_day(text, now.date(), prefers)
    if found_day is None:
        return None
    found = datetime.combine(found_day, clock or time())
    if clock is not None and found < now and is_weekday_today(text, found_day, now):
        return found + timedelta(7)
    return found


def read_date(text: str, today: date, prefers: Preference = "nearest") -> date:
    """Return the day that ``text`` names. The form of a date with midnight, as computers write it, is taken, too."""
    words = normalise(text, "date")
    exact = read_iso(words)
    if exact and exact.year >= MIN_YEAR:
        return exact.date()
    if words.isdigit() and len(words) <= 2:
        raise lonely_number(words)
    try:
        day = read_day(drop_fillers(words), today, prefers)
    except OverflowError:  # after the year 9999
        day = None
    if day is None or day.year < MIN_YEAR:
        raise not_understood(text, "date")
    return day


def read_time(text: str) -> time:
    """Return the time of day that ``text`` names; digits alone are an hour, “9”, or an hour and minutes, “1830”."""
    words = normalise(text, "time")
    bare = read_bare_time(words)
    if bare is not None:
        return bare
    part, words = take_part_of_day(words)
    clock, _ends_day, rest = find_time(words)
    if clock is None or drop_fillers(rest):
        raise not_understood(text, "time")
    return set_part_of_day(clock, part)


def normalise(text: str, kind: str) -> str:
    """Return ``text`` in lower case, with single spaces and plain punctuation."""
    if len(text) > MAX_LENGTH:
        raise not_understood(text, kind)
    words = re.sub(r"[,;()\s\u00a0\u202f]+", " ", text.lower())
    return re.sub(r"[\u2010-\u2015]", "-", words.replace("’", "'")).strip().removesuffix(".").strip()


def drop_fillers(text: str) -> str:
    """Return ``text`` without the words at its ends that join a day and a time."""
    return FILLERS.sub("", " ".join(text.split()))


def read_iso(text: str) -> datetime | None:
    """Return the value of ISO 8601 text, which the date picker and other programs write; None for any other text."""
    if not re.match(r"\d{4}-\d{2}-\d{2}(?:[ t]\d{2}:\d{2}|$)", text):
        return None
    try:
        return datetime.fromisoformat(text.replace("t", " ")).replace(tzinfo=None)
    except ValueError:
        return None


def is_weekday_today(text: str, day: date, now: datetime) -> bool:
    """Return whether ``text`` is the bare name of today's weekday: with a time that has passed it is in a week."""
    return day == now.date() and bool(re.fullmatch(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", text))


def lonely_number(text: str) -> DateNotUnderstoodError:
    message = _("“%(number)s” alone may be a day or an hour. %(example)s")
    return DateNotUnderstoodError(message % {"number": text, "example": get_example("datetime")})
