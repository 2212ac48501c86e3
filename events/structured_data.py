"""Structured data of an event: schema.org ``Event``, as Google asks for it.

https://developers.google.com/search/docs/appearance/structured-data/event: a cancelled or postponed event keeps the
published start; one with a new date has both dates; one moved online has its online place.
"""

from collections.abc import Iterable

from content.structured_data import drop_empty, make_image_node, make_reference
from media.rendition_specs import register_rendition_specs
from media.share_images import SHARE_FILTER
from people.attributions import get_person_node

SCHEMA = "https://schema.org/"
register_rendition_specs(SHARE_FILTER)
#: By status. That an event is full is a property of its offer.
STATUS_TYPES = {
    "scheduled": "EventScheduled",
    "full": "EventScheduled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "online": "EventMovedOnline",
    "cancelled": "EventCancelled",
}


def get_attendance_mode(event) -> str:
    if event.is_in_person and event.is_online:
        return f"{SCHEMA}MixedEventAttendanceMode"
    return f"{SCHEMA}{'Online' if event.is_online else 'Offline'}EventAttendanceMode"


def format_moment(event, value) -> str | None:
    """Return a local time in ISO 8601 with its UTC offset, or a date for an all-day event."""
    if value is None:
        return None
    return value.date().isoformat() if event.all_day else value.isoformat(timespec="seconds")


def make_postal_address(venue) -> dict:
    return drop_empty(
        {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(venue.street_address.splitlines()),
            "addressLocality": venue.locality,
            "addressRegion": venue.region,
            "postalCode": venue.postal_code,
            "addressCountry": venue.country,
        }
    )


def make_place_node(event) -> dict:
    """Return the ``Place``. Google wants an address: without one, it gets what the editor wrote of the place."""
    venue = event.venue
    if venue is None:
        return {"@type": "Place", "name": event.place, "address": event.place}
    node = {"@type": "Place", "name": event.place_name, "address": make_postal_address(venue), "hasMap": venue.map_url}
    if len(node["address"]) == 1:
        node["address"] = venue.name
    if venue.latitude is not None and venue.longitude is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(venue.latitude),
            "longitude": float(venue.longitude),
        }
    return drop_empty(node)


def get_location_nodes(event) -> list[dict]:
    places = [make_place_node(event)] if event.place_name else []
    if event.is_online:
        places.append({"@type": "VirtualLocation", "url": event.online_url or event.booking_url or event.full_url})
    return places


def make_organiser_node(event) -> dict:
    if event.organiser:
        return drop_empty({"@type": "Organization", "name": event.organiser, "url": event.organiser_url})
    site = event.get_site()
    address = f"{site.root_url}/"
    return {
        "@type": "Organization",
        "@id": f"{address}#organization",
        "name": site.site_name or site.hostname,
        "url": address,
    }


def make_offer_node(event) -> dict | None:
    """Return the ``Offer`` of an event with booking, here or elsewhere; None without."""
    url = event.booking_url or (event.full_url if event.takes_bookings else "")
    if not url:
        return None
    priced = {"price": f"{event.price:.2f}", "priceCurrency": event.currency} if event.price is not None else {}
    available = "SoldOut" if event.is_full else "InStock"
    return {"@type": "Offer", "url": url, "availability": SCHEMA + available, **priced}


def make_short_event_node(event) -> dict:
    """Return the ``Event`` node for another page: what Google requires of an event, and its state; no speakers.

    It needs a start and an end, which only a draft may lack.
    """
    rescheduled = event.status == event.Status.RESCHEDULED
    end = event.last_day.isoformat() if event.all_day and event.ends_at else format_moment(event, event.local_end)
    return drop_empty(
        {
            "@type": event.schema_type,
            "@id": event.schema_id,
            "url": event.full_url,
            "name": event.title,
            "startDate": format_moment(event, event.local_start),
            "endDate": end,
            "previousStartDate": format_moment(event, event.previous_local_start) if rescheduled else None,
            "eventStatus": SCHEMA + STATUS_TYPES[event.status],
            "eventAttendanceMode": get_attendance_mode(event),
            "location": get_location_nodes(event),
        }
    )


def make_event_node(event) -> dict:
    """Return the ``Event`` node of an event's own page. It needs a start and an end, too."""
    image = event.share_image.get_rendition(SHARE_FILTER) if event.share_image else None
    return make_short_event_node(event) | drop_empty(
        {
            "description": event.summary,
            "image": [image.full_url] if image and not image.is_blank else None,
            "organizer": make_organiser_node(event),
            "performer": [get_person_node(speaker) for speaker in event.shown_speakers],
            "offers": make_offer_node(event),
            "isAccessibleForFree": event.price == 0 if event.price is not None else None,
            "about": [make_reference(topic) for topic in event.topic_list],
            "superEvent": make_reference(event.shown_series) if event.shown_series else None,
        }
    )


def make_series_node(series, upcoming: Iterable, past: Iterable) -> dict:
    """Return the ``EventSeries``. ``upcoming`` and ``past`` are the events that its page lists.

    It takes place when and where its events to come do, or the last one did: to Google, events of any kind without a
    start and a place are in error.
    """
    events = [event for event in upcoming if event.has_times] or [event for event in past if event.has_times][:1]
    nodes = [make_short_event_node(event) for event in events]
    when = {"startDate": nodes[0]["startDate"], "endDate": nodes[-1]["endDate"]} if nodes else {}
    return drop_empty(
        {
            "@type": series.schema_type,
            "@id": series.schema_id,
            "url": series.full_url,
            "name": series.title,
            "description": series.description,
            "image": make_image_node(series.share_image),
            **when,
            "location": nodes[0].get("location") if nodes else None,
            "subEvent": nodes,
        }
    )
