"""The events that are listed on the pages of topics and people."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from content.extension import register_context
from content.sections import register_section
from people.models import PersonPage
from topics.models import TopicPage

from .calendar_links import get_subscription_links
from .models import EventPage, EventSpeaker

EVENTS = {"template": "components/sections/events.html", "per_page": 20}


@register_section(
    TopicPage,
    key="event",
    name="upcoming",
    heading=_("Coming up"),
    all_label=_("All coming events"),
    order=10,
    shown=6,
    footer_template="components/subscribe.html",
    **EVENTS,
)
def get_upcoming_events_of_topic(topic):
    return EventPage.objects.published().about(topic.subtree_ids).for_listing().upcoming()


@register_section(
    TopicPage,
    key="past",
    name="past",
    heading=_("Past events"),
    all_label=_("All past events"),
    order=50,
    shown=5,
    **EVENTS,
)
def get_past_events_of_topic(topic):
    return EventPage.objects.published().about(topic.subtree_ids).for_listing().past()


@register_section(
    PersonPage,
    key="event",
    name="person-events",
    heading=_("Events"),
    all_label=_("All events"),
    order=40,
    shown=5,
    footer_template="components/subscribe.html",
    **EVENTS,
)
def get_events_of_person(person):
    """Return the events where they spoke, each with ``speaker_credits``: the part and role that they had there."""
    credits = Prefetch("speakers", EventSpeaker.objects.filter(person=person), to_attr="speaker_credits")
    events = EventPage.objects.published().spoken_at_by(person).for_listing().prefetch_related(credits)
    return events.order_by("-starts_at", "-pk")


@register_context(TopicPage)
@register_context(PersonPage)
def get_calendar_context(page, request) -> dict:
    return {"subscription": get_subscription_links(page)}
