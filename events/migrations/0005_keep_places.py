"""Typed addresses become venues, in pages and in every version of them, so that nothing that was typed is lost."""

from datetime import UTC

from django.db import migrations


class Venues:
    """The venues of the typed addresses, each made once."""

    def __init__(self, model):
        self.model = model

    def for_place(self, place: str, address: str) -> tuple[int | None, str]:
        """Return the venue of an address, if there is one, and what stays as the place of the event."""
        lines = [line.strip() for line in address.splitlines() if line.strip()]
        if not lines:
            return None, place
        name = place or lines[0]
        street = "\n".join(lines if place else lines[1:])
        venue, _created = self.model.objects.get_or_create(name=name, street_address=street)
        return venue.pk, ""


def keep_places(apps, schema_editor):
    EventPage = apps.get_model("events", "EventPage")
    Revision = apps.get_model("wagtailcore", "Revision")
    ContentType = apps.get_model("contenttypes", "ContentType")
    venues = Venues(apps.get_model("events", "Venue"))

    for event in EventPage.objects.exclude(address="").iterator():
        event.venue_id, event.place = venues.for_place(event.place, event.address)
        EventPage.objects.filter(pk=event.pk).update(venue_id=event.venue_id, place=event.place)

    event_type = ContentType.objects.filter(app_label="events", model="eventpage").first()
    for revision in Revision.objects.filter(content_type=event_type).iterator():
        content = revision.content
        typed, address = content.get("venue") or "", content.pop("address", "") or ""
        content["venue"], content["place"] = venues.for_place(typed, address)
        Revision.objects.filter(pk=revision.pk).update(content=content)


def note_what_was_announced(apps, schema_editor):
    """As ``events.models.announcing`` does for what is published from now on."""
    for event in apps.get_model("events", "EventPage").objects.filter(live=True).select_related("venue"):
        in_person = event.attendance != "online" and event.status != "online"
        online = event.attendance != "in_person" or event.status == "online"
        address = [event.venue.name, *event.venue.street_address.splitlines()] if event.venue else []
        event.announced = {
            "starts_at": event.starts_at and event.starts_at.astimezone(UTC).isoformat(),
            "ends_at": event.ends_at and event.ends_at.astimezone(UTC).isoformat(),
            "all_day": False,
            "timezone": event.timezone,
            "status": event.status,
            "attendance": event.attendance,
            "location": ", ".join(filter(None, (event.place, ", ".join(address)))) if in_person else "",
            "online_url": event.online_url if online else "",
        }
        type(event).objects.filter(pk=event.pk).update(announced=event.announced)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_venues_and_practicalities"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(keep_places, migrations.RunPython.noop),
        migrations.RunPython(note_what_was_announced, migrations.RunPython.noop),
    ]
