"""What the people of this site add to the pages of topics."""

from content.models import adds_context
from topics.models import TopicPage

from .models import PersonPage


@adds_context(TopicPage)
def people_of_topic(topic, request) -> dict:
    return {"people": list(PersonPage.objects.published().filter(topics=topic).for_listing().by_family_name())}
