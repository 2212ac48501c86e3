"""The events that are listed on the pages of topics and people."""

from django.db.models import Prefetch

from content.extension import register_context
from content.listings import get_list_slice
from people.models import PersonPage
from topics.models import TopicPage

from .calendar_links import get_subscription_links
from .models import EventPage, EventSpeaker

UPCOMING_SHOWN, PAST_SHOWN, EVENTS_OF_PERSON_SHOWN = 6, 5, 5
EVENTS_PER_PAGE = 20


@register_context(TopicPage)
def get_topic_events(topic, request) -> dict:
    events = EventPage.objects.published().about(topic.branch_ids).for_listing()
    return {
        "upcoming": get_list_slice(request, "event", events.upcoming(), UPCOMING_SHOWN, EVENTS_PER_PAGE),
        "past": get_list_slice(request, "past", events.past(), PAST_SHOWN, EVENTS_PER_PAGE),
        "subscription": get_subscription_links(topic),
    }


@register_context(PersonPage)
def get_person_events(person, request) -> dict:
    """Return the events where they spoke, each with ``speaker_credits``: the part and role that they had there."""
    credits = Prefetch("speakers", EventSpeaker.objects.filter(person=person), to_attr="speaker_credits")
    events = EventPage.objects.published().spoken_at_by(person).for_listing().prefetch_related(credits)
    newest_first = events.order_by("-starts_at", "-pk")
    return {
        "events": get_list_slice(request, "event", newest_first, EVENTS_OF_PERSON_SHOWN, EVENTS_PER_PAGE),
        "subscription": get_subscription_links(person),
    }
