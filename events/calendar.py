"""Events as calendars read them: iCalendar (RFC 5545) with the properties of RFC 7986.

An event keeps its UID for life. Its SEQUENCE, and the states that calendars know, come from what was announced
(``models.announcing``); DTSTAMP and LAST-MODIFIED are those of the record, so that the same event is the same file
whenever it is asked for (RFC 5545, 3.8.7.2 and 3.8.7.3). A cancelled event says so in STATUS and in its summary, for
not every calendar shows the first; a postponed one, which has no date yet, stays TENTATIVE on the old date.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import vCalAddress, vText, vUri

PRODID = "-//Roundtable//Events//EN"
#: How often subscribers should come back (RFC 7986, 5.7; X-PUBLISHED-TTL is Microsoft's older word for it).
REFRESH_INTERVAL = timedelta(hours=4)


#: What text may not hold (RFC 5545, 3.3.11, CONTROL); line ends are written as one character and escaped.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plain(text: str) -> str:
    return CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """Return text as a parameter may hold it: those have no line ends (RFC 5545, 3.1)."""
    return " ".join(plain(text).split())


def summary_of(event) -> str:
    """The title, with what a calendar must not hide in front of it."""
    if event.status == event.Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": event.title}
    if event.status == event.Status.POSTPONED:
        return _("Postponed: %(title)s") % {"title": event.title}
    return event.title


def status_of(event) -> str:
    """The state as RFC 5545, 3.8.1.11 has it."""
    return {event.Status.CANCELLED: "CANCELLED", event.Status.POSTPONED: "TENTATIVE"}.get(event.status, "CONFIRMED")


def description_of(event) -> str:
    """What to know without opening the page: the state, what it is about, who speaks, how to join."""
    state = ". ".join(filter(None, (event.status_message, event.status_reason.rstrip("."))))
    names = ", ".join(speaker.display_name for speaker in event.shown_speakers)
    join = event.online_url if event.is_online and not event.is_off else ""
    parts = (
        state and f"{state}.",
        event.summary,
        names and _("With %(names)s.") % {"names": names},
        join and _("Join online: %(url)s") % {"url": join},
        event.full_url,
    )
    return "\n\n".join(filter(None, parts))


def organiser_of(event, organisation: str) -> vCalAddress:
    """Who holds it (RFC 5545, 3.8.4.3): a guest organiser with their own address on the web, or this site's own."""
    if event.organiser:
        organiser = vCalAddress(event.organiser_url or event.full_url)
        organiser.params["CN"] = one_line(event.organiser)
        return organiser
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = one_line(organisation) or name or settings.WAGTAIL_SITE_NAME
    return organiser


def clock_time(moment: datetime, zone: str) -> datetime:
    """A time in the event's zone; in UTC within the hour that comes twice there, which readers take differently."""
    local = moment.astimezone(ZoneInfo(zone))
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if comes_twice or zone == "UTC" else local


def when(event) -> tuple[date, date] | tuple[datetime, datetime]:
    """Start and end, which is not included: dates for whole days, else times."""
    if event.all_day:
        return event.first_day, event.day_after
    return clock_time(event.starts_at, event.timezone), clock_time(event.ends_at, event.timezone)


def add_place(component: icalendar.Event, event) -> None:
    if event.location:
        component.add("location", plain(event.location))
    elif event.is_online:
        component.add("location", event.online_url or _("Online"))
    venue = event.venue if event.is_in_person else None
    if venue and venue.latitude is not None and venue.longitude is not None:
        component.add("geo", (float(venue.latitude), float(venue.longitude)))
    if event.is_online and event.online_url:
        label = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("Join online")}
        component.add("conference", vUri(event.online_url), parameters=label)


def event_component(event, organisation: str) -> icalendar.Event:
    component = icalendar.Event()
    start, end = when(event)
    component.add("uid", str(event.uid))
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.modified_at)
    component.add("last-modified", event.modified_at)
    component.add("dtstart", start)
    component.add("dtend", end)
    component.add("summary", plain(summary_of(event)))
    component.add("description", plain(description_of(event)))
    component.add("status", status_of(event))
    component.add("url", event.full_url)
    component.add("organizer", organiser_of(event, organisation))
    if event.topic_list:
        component.add("categories", [plain(topic.title) for topic in event.topic_list])
    add_place(component, event)
    return component


def make_calendar(events: Iterable, organisation: str, name: str = "", url: str = "") -> bytes:
    """Return the iCalendar object of ``events``, with the rules of each zone in it for the years that it needs.

    ``organisation`` is the site's, which organises whatever nobody else does; ``name`` and ``url`` are for a calendar
    to subscribe to.
    """
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", one_line(name))
        calendar.add("x-wr-calname", vText(one_line(name)))
        calendar.add("url", url)
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", calendar["refresh-interval"].to_ical().decode())
    years = set()
    for event in events:
        component = event_component(event, organisation)
        years |= {component.start.year, component.end.year}
        calendar.add_component(component)
    if years:
        calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 1, 1, 1))
    return calendar.to_ical()
