"""The programme of an event: when each of its parts takes place, told from what an editor typed.

An editor types clock times. The day need only be given where it cannot be told: the first part is on the first day, and
each other on the first day, from the part before it on, on which the event's clocks show its time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BoundBlock, StreamBlockValidationError, StructBlockValidationError


@dataclass(frozen=True)
class Session:
    """A part of the programme with its instants, on the event's own clocks. ``ends_at`` is None where none is given."""

    block: BoundBlock
    starts_at: datetime
    ends_at: datetime | None


def at(day: date, clock: time, event) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(event.timezone))


def sessions_of(event) -> Iterator[Session | None]:
    """Yield each part of the programme, in its order; None for a part of a draft that has no time yet."""
    before = datetime.combine(event.first_day, time.min, ZoneInfo(event.timezone))
    for block in event.agenda:
        clock, day, end = (block.value.get(name) for name in ("time", "day", "ends"))
        if clock is None:
            yield None
            continue
        starts_at = at(day or before.date(), clock, event)
        if not day and starts_at < before and starts_at.date() < event.last_day:
            starts_at = at(starts_at.date() + timedelta(days=1), clock, event)
        ends_at = end and at(starts_at.date(), end, event)
        if ends_at and ends_at <= starts_at and starts_at.date() < event.last_day:
            ends_at = at(starts_at.date() + timedelta(days=1), end, event)
        before = starts_at
        yield Session(block, starts_at, ends_at)


def agenda_by_day(event) -> list[tuple[date, list[Session]]]:
    """Return the programme by day. Without a time to begin from there is none."""
    if not event.has_times:
        return []
    sessions = filter(None, sessions_of(event))
    return [(day, list(parts)) for day, parts in groupby(sessions, key=lambda session: session.starts_at.date())]


def errors_of(event, session: Session) -> dict[str, ValidationError]:
    """What is wrong with the times of a part, by field."""
    span = {"start": f"{event.local_start:%H:%M}", "end": f"{event.local_end:%H:%M}"}
    field = "day" if session.block.value.get("day") else "time"
    if not event.starts_at <= session.starts_at < event.ends_at:
        message = _("This is not within the event, which lasts from %(start)s to %(end)s. Change this or the event.")
        return {field: ValidationError(message, params=span)}
    if session.ends_at and session.ends_at <= session.starts_at:
        return {"ends": ValidationError(_("The end must be after the start. Write a later time, or leave it empty."))}
    if session.ends_at and session.ends_at > event.ends_at:
        message = _("The event is over by then: it ends at %(end)s. Write an earlier time.")
        return {"ends": ValidationError(message, params=span)}
    return {}


def check_agenda(event) -> None:
    """Raise a validation error that names the parts, and their fields, that lie outside the event."""
    errors = {
        number: StructBlockValidationError(block_errors=found)
        for number, session in enumerate(sessions_of(event))
        if session and (found := errors_of(event, session))
    }
    if errors:
        raise ValidationError({"agenda": StreamBlockValidationError(block_errors=errors)})
