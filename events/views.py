"""The addresses of calendars: a file for each event, and one to subscribe to for whatever lists events."""

import hashlib
from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from wagtail.models import PageLogEntry

from content.extension import register_route
from content.models import BasePage
from people.models import PersonPage
from topics.models import TopicPage

from .calendar import make_calendar
from .calendar_links import FEED
from .models import EventIndexPage, EventPage, EventSeries
from .querysets import OFF_KEPT, EventPageQuerySet
from .status import OFF


def calendar_response(content: bytes, filename: str, modified: datetime) -> HttpResponse:
    """Answer with a calendar. The middleware adds the ETag and answers 304 to those who have it (RFC 9110, 13)."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Last-Modified"] = http_date(modified.timestamp())
    response["X-Robots-Tag"] = "noindex"
    return response


def last_change(events: EventPageQuerySet, now: datetime) -> datetime:
    """When what a feed says may have changed last, be it that an event is no longer in it.

    Wagtail logs each act on each page; by itself, without any act, a feed drops what has been off for long.
    """
    changed = events.aggregate(
        record=Max("changed_at"), published=Max("last_published_at"), venue=Max("venue__changed_at")
    )
    dropped = events.filter(status__in=OFF, ends_at__lte=now - OFF_KEPT).aggregate(last=Max("ends_at"))["last"]
    logged = PageLogEntry.objects.aggregate(last=Max("timestamp"))["last"]
    moments = (*changed.values(), dropped and dropped + OFF_KEPT, logged)
    return max(filter(None, moments), default=now)


def feed_response(page: BasePage, events: EventPageQuerySet, request: HttpRequest) -> HttpResponse:
    """Answer with the calendar of ``events``; to those who have it, without making it again."""
    now, organisation = timezone.now(), page.get_site().site_name
    name = " – ".join(filter(None, (organisation, page.title)))
    events, modified = events.in_feed(now), last_change(events, now)
    version = f"{name} {modified.isoformat()} {events.count()}"
    etag = f'"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag, last_modified=int(modified.timestamp()))
    if response is None:
        content = make_calendar(events.for_calendar(), organisation, name=name, url=page.full_url)
        response = calendar_response(content, f"{page.slug}.ics", modified)
        response["ETag"] = etag
    return response


@register_route(EventPage, "event.ics")
def event_file(event: EventPage, request: HttpRequest) -> HttpResponse:
    if not event.starts_at or not event.ends_at:
        raise Http404
    return calendar_response(make_calendar([event], event.get_site().site_name), f"{event.slug}.ics", event.modified_at)


@register_route(EventIndexPage, FEED)
def all_events(index: EventIndexPage, request: HttpRequest) -> HttpResponse:
    return feed_response(index, index.get_events(), request)


@register_route(EventSeries, FEED)
def events_of_series(series: EventSeries, request: HttpRequest) -> HttpResponse:
    return feed_response(series, series.get_events(), request)


@register_route(TopicPage, FEED)
def events_of_topic(topic: TopicPage, request: HttpRequest) -> HttpResponse:
    return feed_response(topic, EventPage.objects.published().about(topic.subtree_ids), request)


@register_route(PersonPage, FEED)
def events_of_person(person: PersonPage, request: HttpRequest) -> HttpResponse:
    return feed_response(person, EventPage.objects.published().spoken_at_by(person), request)
