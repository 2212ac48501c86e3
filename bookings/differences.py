"""What has changed between two published states of an event, in words for those who booked: from what to what.

Times are those of the clocks where the event takes place: each in the time zone of its own state.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates.words import say, say_day, say_time
from events.models import EventPage
from events.status import CANCELLED_OR_POSTPONED, Status
from events.times import to_zone

#: An ``EventPage.published_state``.
State = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


def get_differences(before: State, after: State) -> list[Difference]:
    """Return what those who booked read of a change. Of an event that does not take place only its title matters."""
    rows: list[tuple[str, str, str]] = [(_("Title"), str(before.get("title", after["title"])), after["title"])]
    if after["status"] not in CANCELLED_OR_POSTPONED:
        rows += [
            (_("When"), say_span(before), say_span(after)),
            (_("Where"), say_place(before), say_place(after)),
        ]
        if is_online(after) and (after["online_url"] != before["online_url"] or not is_online(before)):
            rows.append((_("Link to join"), before["online_url"], after["online_url"] or _("We will send it to you.")))
    return [Difference(*row) for row in rows if row[1] != row[2]]


def get_new_status(before: State, after: State) -> str:
    """Return the new status, empty if it is the same. “Fully booked” is for those who have not booked."""
    old, new = (Status.SCHEDULED if state["status"] == Status.FULL else state["status"] for state in (before, after))
    return new if new != old else ""


def concerns_who_booked(before: State, after: State) -> bool:
    """Whether a change is worth an e-mail: something they were told is different, and the event is not over."""
    ends = [to_moment(state["ends_at"]) for state in (before, after)]
    if not any(end is None or end > timezone.now() for end in ends):
        return False
    return bool(get_new_status(before, after) or get_differences(before, after))


def to_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def say_span(state: State) -> str:
    """Return “Tuesday 3 February 2026, 18:00, London time, to 20:00”; the end has its day if it is another one."""
    if state["status"] == Status.POSTPONED:
        return _("no date yet")
    starts, ends = (to_zone(to_moment(state[name]), state["timezone"]) for name in ("starts_at", "ends_at"))
    if starts is None or ends is None:
        return ""
    if state["all_day"]:
        first, last = starts.date(), (ends - timedelta(microseconds=1)).date()
        days = {"start": say_day(first), "end": say_day(last)}
        return say_day(first) if first == last else _("%(start)s to %(end)s") % days
    end = say_time(ends.time()) if ends.date() == starts.date() else say(ends.replace(tzinfo=None), state["timezone"])
    start = say(starts.replace(tzinfo=None), state["timezone"])
    return _("%(start)s, until %(end)s") % {"start": start, "end": end}


def get_day(state: State) -> date | None:
    """Return the first day, in the time zone of the state."""
    starts_at = to_zone(to_moment(state["starts_at"]), state["timezone"])
    return starts_at.date() if starts_at else None


def is_online(state: State) -> bool:
    return state["status"] == Status.ONLINE or state["attendance"] != EventPage.Attendance.IN_PERSON


def say_place(state: State) -> str:
    places = [state["location"], _("online") if is_online(state) else ""]
    return _(" and ").join(filter(None, places)) or _("to be announced")
