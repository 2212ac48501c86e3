"""Times of day as people write them: “6pm”, “18.30”, “noon”, “at 9”, “half past six”."""

import re
from datetime import time, timedelta

from django.utils.translation import gettext as _

from .errors import DateNotUnderstoodError

HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
HALF_DAY = r"(?P<half>am|pm)"
HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(HOURS)})"
#: Not within a longer number or a date such as 25.04.18.
START, END = r"(?<![\w./:-])(?:at |from )?", r"(?![\w:/-])(?!\.\d)"
PATTERNS = [
    re.compile(START + pattern + END)
    for pattern in (
        rf"(?P<hour>\d{{1,2}})[:.h](?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:\.\d+)?)? ?{HALF_DAY}?",
        rf"(?P<relation>half|quarter) ?(?P<direction>past|to) {HOUR} ?{HALF_DAY}?",
        rf"(?P<hour>\d{{1,2}}) ?(?:o'?clock)? ?{HALF_DAY}",
        rf"{HOUR} ?o'?clock ?{HALF_DAY}?",
        r"(?P<hour>\d{2})(?P<minute>\d{2}) ?(?:hrs?|hours|h)",
        r"(?:12 )?(?P<named>noon|midday|midnight)",
    )
]
AT_HOUR = re.compile(rf"(?<!\w)at {HOUR}(?![\w:./-])")
PART_OF_DAY = re.compile(
    r"\b(?:(?:in the )?(?P<part>morning|afternoon|evening)|at (?P<night>night)|(?P<tonight>tonight))\b"
)
#: In a field for times alone.
BARE = re.compile(r"(?:at |from )?(?P<hour>\d{1,2})(?P<minute>\d{2})?$")


def normalise_half_days(text: str) -> str:
    """Return ``text`` with “p.m.”, “p m” and “P.M” written as “pm”."""
    return re.sub(r"(?<![a-z])([ap])\.? ?m\b\.?", r"\1m", text)


def find_time(text: str) -> tuple[time | None, bool, str]:
    """Return the first time of day in ``text``, whether it is the midnight that ends a day, and the text around it.

    ``text`` is in lower case. An hour without “am” or “pm” is one of 24. ``DateNotUnderstoodError`` for a time that no
    clock shows, such as 25:00.
    """
    text = normalise_half_days(text)
    for pattern in (*PATTERNS, AT_HOUR):
        if match := pattern.search(text):
            found, ends_day = make_time(match)
            return found, ends_day, f"{text[: match.start()]} {text[match.end() :]}".strip()
    return None, False, text


def take_part_of_day(text: str) -> tuple[str, str]:
    """Return the part of the day that ``text`` names, “morning” or “evening”, and the text without it.

    “tonight” leaves “today” behind.
    """
    match = PART_OF_DAY.search(text)
    if not match:
        return "", text
    day = "today" if match.group("tonight") else ""
    rest = " ".join(f"{text[: match.start()]} {day} {text[match.end() :]}".split())
    return match.group("part") or "evening", re.sub(r"\bthis$|\bthis (?=at |\d)", "today ", rest).strip()


def set_part_of_day(clock: time, part: str) -> time:
    """Return ``clock`` in the second half of the day if ``part`` lies there: “7 in the evening” is 19:00."""
    return clock.replace(hour=clock.hour + 12) if part in {"afternoon", "evening"} and clock.hour < 12 else clock


def read_bare_time(text: str) -> time | None:
    """Return the time of digits alone, “9” or “1830”; None for any other text."""
    match = BARE.match(normalise_half_days(text))
    return make_time(match)[0] if match else None


def make_time(match: re.Match) -> tuple[time, bool]:
    parts = match.groupdict()
    if parts.get("named"):
        return time() if parts["named"] == "midnight" else time(12), False
    hour = HOURS.index(parts["hour"]) + 1 if parts["hour"] in HOURS else int(parts["hour"])
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise no_such_time(match)
        hour = hour % 12 + (12 if half == "pm" else 0)
    shift = get_shift(parts)
    if (hour, minute, second) == (24, 0, 0) and not shift:
        return time(), True
    if hour > 23 or minute > 59 or second > 59:
        raise no_such_time(match)
    total = (timedelta(hours=hour, minutes=minute, seconds=second) + shift) % timedelta(days=1)
    return time(total.seconds // 3600, total.seconds % 3600 // 60, total.seconds % 60), False


def get_shift(parts: dict[str, str | None]) -> timedelta:
    """Return how far “half past” or “quarter to” lies from the hour."""
    if not parts.get("relation"):
        return timedelta()
    minutes = 30 if parts["relation"] == "half" else 15
    return timedelta(minutes=minutes if parts["direction"] == "past" else -minutes)


def no_such_time(match: re.Match) -> DateNotUnderstoodError:
    return DateNotUnderstoodError(
        _("There is no time “%(time)s”. Write one like “18:30” or “6.30pm”.") % {"time": match.group().strip()}
    )
