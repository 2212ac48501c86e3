"""Calendar files: one for each event, and one to subscribe to for each page that lists events."""

import hashlib
from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from wagtail.models import PageLogEntry

from content.extension import register_route
from content.feeds import NEVER
from content.models import BasePage
from people.models import PersonPage
from topics.models import TopicPage

from .calendar import make_calendar
from .calendar_links import FEED_NAME
from .models import EventIndexPage, EventPage, EventSeries
from .querysets import CANCELLED_RETENTION, EventPageQuerySet
from .status import CANCELLED_OR_POSTPONED


def make_calendar_response(content: bytes, filename: str, modified: datetime) -> HttpResponse:
    """Return a calendar file. Middleware adds the ETag and answers conditional requests (RFC 9110, 13)."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Last-Modified"] = http_date(modified.timestamp())
    response["X-Robots-Tag"] = "noindex"
    return response


def get_last_change(events: EventPageQuerySet, now: datetime) -> datetime:
    """Return when the content of a feed may have changed last, including that an event has left it.

    Wagtail logs every action on a page. Without any action, a feed drops a cancelled event some time after its date.
    """
    changed = events.aggregate(
        record=Max("changed_at"), published=Max("last_published_at"), venue=Max("venue__changed_at")
    )
    dropped = events.filter(status__in=CANCELLED_OR_POSTPONED, ends_at__lte=now - CANCELLED_RETENTION).aggregate(
        last=Max("ends_at")
    )["last"]
    logged = PageLogEntry.objects.aggregate(last=Max("timestamp"))["last"]
    moments = (*changed.values(), dropped and dropped + CANCELLED_RETENTION, logged)
    return max(filter(None, moments), default=NEVER)


def make_feed_response(page: BasePage, events: EventPageQuerySet, request: HttpRequest) -> HttpResponse:
    """Return the calendar of ``events``, or 304 without making it if the client has it already."""
    now, organisation = timezone.now(), page.get_site().site_name
    name = " – ".join(filter(None, (organisation, page.title)))
    events, modified = events.in_feed(now), get_last_change(events, now)
    version = f"{name} {modified.isoformat()} {events.count()}"
    etag = f'"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag, last_modified=int(modified.timestamp()))
    if response is None:
        content = make_calendar(events.for_calendar(), organisation, name=name, url=page.full_url)
        response = make_calendar_response(content, f"{page.slug}.ics", modified)
        response["ETag"] = etag
    return response


@register_route(EventPage, "event.ics")
def event_file(event: EventPage, request: HttpRequest) -> HttpResponse:
    if not event.starts_at or not event.ends_at:
        raise Http404
    return make_calendar_response(
        make_calendar([event], event.get_site().site_name), f"{event.slug}.ics", event.modified_at
    )


@register_route(EventIndexPage, FEED_NAME)
def all_events(index: EventIndexPage, request: HttpRequest) -> HttpResponse:
    return make_feed_response(index, index.get_events(), request)


@register_route(EventSeries, FEED_NAME)
def events_of_series(series: EventSeries, request: HttpRequest) -> HttpResponse:
    return make_feed_response(series, series.get_events(), request)


@register_route(TopicPage, FEED_NAME)
def events_of_topic(topic: TopicPage, request: HttpRequest) -> HttpResponse:
    return make_feed_response(topic, EventPage.objects.published().about(topic.subtree_ids), request)


@register_route(PersonPage, FEED_NAME)
def events_of_person(person: PersonPage, request: HttpRequest) -> HttpResponse:
    return make_feed_response(person, EventPage.objects.published().spoken_at_by(person), request)
