"""The programme of an event: the instants at which its parts start and end.

Editors type times of day. They need not give the day where it follows from the order: the first part is on the first
day, and each later part is on the day of the part before it, or on the next day if its time is earlier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BoundBlock, StreamBlockValidationError, StructBlockValidationError

from .times import choose_reading, to_utc


@dataclass(frozen=True)
class Session:
    """A part of the programme with its start and end in the event's time zone. ``ends_at`` is None if not given."""

    block: BoundBlock
    starts_at: datetime
    ends_at: datetime | None


def combine(day: date, clock: time, event) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(event.timezone))


def iter_sessions(event) -> Iterator[Session | None]:
    """Yield each part of the programme in order; None for a part of a draft that has no time yet."""
    before = datetime.combine(event.first_day, time.min, ZoneInfo(event.timezone))
    for block in event.agenda:
        clock, day, end = (block.value.get(name) for name in ("time", "day", "ends"))
        if clock is None:
            yield None
            continue
        earliest = max(to_utc(before), to_utc(event.starts_at))
        starts_at = choose_reading(combine(day or before.date(), clock, event), earliest)
        if not day and to_utc(starts_at) < to_utc(before) and starts_at.date() < event.last_day:
            starts_at = combine(starts_at.date() + timedelta(days=1), clock, event)
        soonest = to_utc(starts_at) + timedelta(minutes=1)
        ends_at = end and choose_reading(combine(starts_at.date(), end, event), soonest)
        if ends_at and to_utc(ends_at) < soonest and starts_at.date() < event.last_day:
            ends_at = combine(starts_at.date() + timedelta(days=1), end, event)
        before = starts_at
        yield Session(block, starts_at, ends_at)


def remove_days(parts: list[dict]) -> list[dict]:
    """Return the parts of a programme, as they are stored, without their days."""
    return [part | {"value": part["value"] | {"day": None}} for part in parts]


def move_days(parts: list[dict], by: timedelta) -> list[dict]:
    """Return the parts of a programme, as they are stored, with their days moved."""

    def move(day: str | None) -> str | None:
        return (date.fromisoformat(day) + by).isoformat() if day else day

    return [part | {"value": part["value"] | {"day": move(part["value"].get("day"))}} for part in parts]


def group_agenda_by_day(event) -> list[tuple[date, list[Session]]]:
    """Return the programme by day; nothing while the event has no times."""
    if not event.has_times:
        return []
    sessions = filter(None, iter_sessions(event))
    return [(day, list(parts)) for day, parts in groupby(sessions, key=lambda session: session.starts_at.date())]


def get_session_errors(event, session: Session) -> dict[str, ValidationError]:
    """Return what is wrong with the times of a part, by field."""
    span = {"start": f"{event.local_start:%H:%M}", "end": f"{event.local_end:%H:%M}"}
    field = "day" if session.block.value.get("day") else "time"
    starts_at, ends_at = to_utc(session.starts_at), to_utc(session.ends_at)
    if not to_utc(event.starts_at) <= starts_at < to_utc(event.ends_at):
        message = _("This is not within the event, which lasts from %(start)s to %(end)s. Change this or the event.")
        return {field: ValidationError(message, params=span)}
    if ends_at and ends_at <= starts_at:
        return {"ends": ValidationError(_("The end must be after the start. Write a later time, or leave it empty."))}
    if ends_at and ends_at > to_utc(event.ends_at):
        message = _("The event is over by then: it ends at %(end)s. Write an earlier time.")
        return {"ends": ValidationError(message, params=span)}
    return {}


def check_agenda(event) -> None:
    """Raise a ``ValidationError`` for the parts that lie outside the event, at their fields."""
    errors = {
        number: StructBlockValidationError(block_errors=found)
        for number, session in enumerate(iter_sessions(event))
        if session and (found := get_session_errors(event, session))
    }
    if errors:
        raise ValidationError({"agenda": StreamBlockValidationError(block_errors=errors)})
