"""VTIMEZONE components (RFC 5545, 3.6.5): the rules of a time zone, written into a calendar file.

Readers that know no zone of that name, or trust the file, work out each instant from these rules. The rule in force is
one STANDARD and one DAYLIGHT with an RRULE that has no end; Outlook for Windows understands nothing else. Earlier rules
are there only if an event falls under them. Python's ``zoneinfo`` tells offsets, but no rules, so this module finds the
moments at which the offset changes and looks for the RRULE that describes them. What follows no rule, such as clocks in
Morocco, which follow the month of Ramadan, becomes one component for each change.
"""

from calendar import isleap
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar

DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Years after the last event in which a rule must hold to count as the one in force. Weekdays repeat after 28 years.
YEARS_AHEAD = 28


def list_week(first: int) -> str:
    return ",".join(map(str, range(first, first + 7)))


@dataclass(frozen=True)
class Onset:
    """A change of the clock: when it happens, by the clock as it was before, and the offsets before and after."""

    clock: datetime
    before: timedelta
    after: timedelta
    is_daylight: bool
    name: str

    @property
    def kind(self) -> tuple:
        """What one rule has in common, besides the day."""
        return self.clock.time(), self.before, self.after, self.is_daylight, self.name

    @property
    def days(self) -> list[str]:
        """The RRULE parts that give this day in its year, preferred ones first."""
        day, weekday = self.clock.date(), WEEKDAYS[self.clock.weekday()]
        month = f"BYMONTH={day.month}"
        nth = [f"BYDAY={(day.day - 1) // 7 + 1}{weekday};{month}"]
        if (day + 7 * DAY).month != day.month:
            nth.insert(0, f"BYDAY=-1{weekday};{month}")
        # The first such weekday on or after some day, e.g. the Friday before the last Sunday.
        windows = [
            f"BYDAY={weekday};BYMONTHDAY={list_week(first)};{month}"
            for first in range(max(day.day - 6, 1), day.day + 1)
            if first <= 25
        ]
        # The same where those days lie in two months, e.g. the day after the last Thursday. Days are counted from the
        # end of the year, as leap years move the others.
        from_end = (day - date(day.year + 1, 1, 1)).days
        across = [
            f"BYDAY={weekday};BYYEARDAY={list_week(first)}" for first in range(from_end - 6, min(from_end, -7) + 1)
        ]
        return [*nth, *windows, f"BYMONTHDAY={day.day};{month}", *across]


@dataclass
class Rule:
    """Onsets that come once a year, on days that ``days`` can all describe."""

    onsets: list[Onset]
    days: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days = self.onsets[0].days

    @property
    def first(self) -> Onset:
        return self.onsets[0]

    @property
    def last(self) -> Onset:
        return self.onsets[-1]

    def take(self, onset: Onset) -> bool:
        """Add ``onset`` if it continues this rule."""
        if onset.kind != self.last.kind or onset.clock.year != self.last.clock.year + 1:
            return False
        common = [days for days in self.days if days in onset.days]
        if common:
            self.onsets.append(onset)
            self.days = common
        return bool(common)

    def make_component(self, *, has_end: bool) -> icalendar.cal.Component:
        first = self.first
        component = icalendar.TimezoneDaylight() if first.is_daylight else icalendar.TimezoneStandard()
        component.add("dtstart", first.clock)
        component.add("tzoffsetfrom", first.before)
        component.add("tzoffsetto", first.after)
        component.add("tzname", first.name)
        if len(self.onsets) > 1:
            rule = icalendar.vRecur.from_ical(f"FREQ=YEARLY;{self.days[0]}")
            if has_end:
                # In UTC (RFC 5545, 3.6.5). East of Greenwich that is earlier than the clock shows, and some readers
                # compare the digits alone: there the end is later by the offset, still before the next onset.
                rule["UNTIL"] = (self.last.clock - min(self.last.before, timedelta())).replace(tzinfo=UTC)
            component.add("rrule", rule)
        return component


@lru_cache(maxsize=20_000)
def find_onsets(name: str, year: int) -> tuple[Onset, ...]:
    """Return the changes of the offset in a year (UTC), each to the second."""
    zone, start = ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC)
    days = [(start + number * DAY).astimezone(zone) for number in range(367 if isleap(year) else 366)]
    offsets = [day.utcoffset() for day in days]
    changes = [number for number, (before, after) in enumerate(pairwise(offsets)) if before != after]
    return tuple(find_onset(days[number], days[number + 1], zone) for number in changes)


def find_onset(before: datetime, after: datetime, zone: ZoneInfo) -> Onset:
    """Return the one change of the offset between two moments, in local time, that are at most a day apart."""
    low, high = before.astimezone(UTC), after.astimezone(UTC)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before.utcoffset():
            low = middle
        else:
            high = middle
    return make_onset(high, before, high.astimezone(zone))


def make_onset(moment: datetime, before: datetime, after: datetime) -> Onset:
    offset = before.utcoffset() or timedelta()
    clock = (moment + offset).replace(tzinfo=None)
    is_daylight = (after.dst() or timedelta()) > (before.dst() or timedelta())
    return Onset(clock, offset, after.utcoffset() or timedelta(), is_daylight, after.tzname() or "")


def find_rules(name: str, first_year: int, last_year: int) -> list[Rule]:
    """Return the rules of all onsets of these years, by their first onset."""
    rules: list[Rule] = []
    for year in range(first_year, last_year + 1):
        for onset in find_onsets(name, year):
            if not any(rule.take(onset) for rule in rules):
                rules.append(Rule([onset]))
    return rules


def make_initial_rule(name: str, year: int) -> Rule:
    """Return what holds at the start of ``year``, for a zone whose clocks have not changed for long."""
    local = datetime(year, 1, 1, tzinfo=ZoneInfo(name))
    offset = local.utcoffset() or timedelta()
    return Rule([Onset(local.replace(tzinfo=None), offset, offset, bool(local.dst()), local.tzname() or "")])


def make_vtimezone(name: str, first: datetime, last: datetime) -> icalendar.Timezone:
    """Return the component of the IANA zone ``name`` for local times from ``first`` to ``last`` (naive or aware)."""
    first, last = first.replace(tzinfo=None), last.replace(tzinfo=None)
    first_year, horizon = max(first.year - 1, 1), min(last.year + YEARS_AHEAD, 9998)
    rules = [rule for rule in find_rules(name, first_year, horizon) if rule.first.clock.year <= last.year]
    onsets_before = [onset.clock for rule in rules for onset in rule.onsets if onset.clock <= first]
    if onsets_before:
        rules = [rule for rule in rules if rule.last.clock >= max(onsets_before)]
    else:
        rules.insert(0, make_initial_rule(name, first_year))
    zone = icalendar.Timezone()
    zone.add("tzid", name)
    for rule in rules:
        zone.add_component(rule.make_component(has_end=rule.last.clock.year < horizon))
    return zone
