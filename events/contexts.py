"""What events add to the pages of topics and people."""

from content.models import adds_context
from people.models import PersonPage
from topics.models import TopicPage

from .models import EventPage

PAST_EVENTS_SHOWN = 10


@adds_context(TopicPage)
def events_of_topic(topic, request) -> dict:
    events = EventPage.objects.published().filter(topics=topic).for_listing()
    return {"upcoming": list(events.upcoming()), "past": list(events.past()[:PAST_EVENTS_SHOWN])}


@adds_context(PersonPage)
def events_of_person(person, request) -> dict:
    events = EventPage.objects.published().filter(speakers__person=person).distinct().for_listing()
    return {"events": list(events.order_by("-starts_at"))}
