"""An event as search engines read it: schema.org ``Event``, as Google asks for it.

https://developers.google.com/search/docs/appearance/structured-data/event: a cancelled or postponed event keeps the
start that was announced; one with a new date has that, and the one before; one moved online has its online place.
"""

from content.structured_data import drop_empty
from people.attributions import get_person_node

SCHEMA = "https://schema.org/"
#: Of the six states; “full” is one of the offer, not of the event.
STATUS = {
    "scheduled": "EventScheduled",
    "full": "EventScheduled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "online": "EventMovedOnline",
    "cancelled": "EventCancelled",
}


def attendance_mode(event) -> str:
    if event.is_in_person and event.is_online:
        return f"{SCHEMA}MixedEventAttendanceMode"
    return f"{SCHEMA}{'Online' if event.is_online else 'Offline'}EventAttendanceMode"


def moment(event, value) -> str | None:
    """An instant with its offset on the event's own clocks, or a day."""
    if value is None:
        return None
    return value.date().isoformat() if event.all_day else value.isoformat()


def postal_address(venue) -> dict:
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


def place_node(event) -> dict:
    """Where one can go. Google wants an address: what an editor wrote of the place stands in where there is none."""
    venue = event.venue
    if venue is None:
        return {"@type": "Place", "name": event.place, "address": event.place}
    node = {"@type": "Place", "name": event.place_name, "address": postal_address(venue), "hasMap": venue.map_url}
    if len(node["address"]) == 1:
        node["address"] = venue.name
    if venue.latitude is not None and venue.longitude is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(venue.latitude),
            "longitude": float(venue.longitude),
        }
    return drop_empty(node)


def locations(event) -> list[dict]:
    places = [place_node(event)] if event.place_name else []
    if event.is_online:
        places.append({"@type": "VirtualLocation", "url": event.online_url or event.booking_url or event.full_url})
    return places


def organiser_node(event) -> dict:
    if event.organiser:
        return drop_empty({"@type": "Organization", "name": event.organiser, "url": event.organiser_url})
    site = event.get_site()
    return {"@type": "Organization", "name": site.site_name or site.hostname, "url": f"{site.root_url}/"}


def offer_node(event) -> dict | None:
    """Only where one can book, here or elsewhere."""
    url = event.booking_url or (event.full_url if event.takes_bookings else "")
    if not url:
        return None
    priced = {"price": f"{event.price:.2f}", "priceCurrency": event.currency} if event.price is not None else {}
    available = "SoldOut" if event.is_full else "InStock"
    return {"@type": "Offer", "url": url, "availability": SCHEMA + available, **priced}


def event_node(event) -> dict:
    """Return the ``Event`` of schema.org. Without a start and an end, which only a draft may lack, it is incomplete."""
    image = event.share_image
    rescheduled = event.status == event.Status.RESCHEDULED
    end = event.last_day.isoformat() if event.all_day and event.ends_at else moment(event, event.local_end)
    return drop_empty(
        {
            "@type": "Event",
            "@id": f"urn:uuid:{event.uid}",
            "url": event.full_url,
            "name": event.title,
            "description": event.summary,
            "startDate": moment(event, event.local_start),
            "endDate": end,
            "previousStartDate": moment(event, event.previous_local_start) if rescheduled else None,
            "eventStatus": SCHEMA + STATUS[event.status],
            "eventAttendanceMode": attendance_mode(event),
            "location": locations(event),
            "image": [image.get_rendition("fill-1200x630").full_url] if image else None,
            "organizer": organiser_node(event),
            "performer": [get_person_node(speaker) for speaker in event.shown_speakers],
            "offers": offer_node(event),
            "isAccessibleForFree": event.price == 0 if event.price is not None else None,
        }
    )
