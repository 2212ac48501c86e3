"""What people and their words add to the pages of topics and people."""

from content.listings import Section, section
from content.models import adds_context
from topics.models import TopicPage

from .attributions import with_links
from .models import PersonPage, Quote

PEOPLE_SHOWN, QUOTES_SHOWN, PERSON_QUOTES_SHOWN = 12, 3, 5
PEOPLE_PER_PAGE, QUOTES_PER_PAGE = 60, 20


@adds_context(TopicPage)
def people_of_topic(topic, request) -> dict:
    people = PersonPage.objects.published().interested_in(topic.branch_ids).for_listing()
    return {"people": section(request, "person", people.by_family_name(), PEOPLE_SHOWN, PEOPLE_PER_PAGE)}


@adds_context(TopicPage)
def quotes_of_topic(topic, request) -> dict:
    return {"quotes": _quotes(request, Quote.objects.published().about(topic.branch_ids).for_listing(), QUOTES_SHOWN)}


@adds_context(PersonPage)
def quotes_of_person(person, request) -> dict:
    # Their page says who they are.
    return {"quotes": _quotes(request, Quote.objects.published().said_by(person).with_place(), PERSON_QUOTES_SHOWN)}


def _quotes(request, quotes, few: int) -> Section:
    listed = section(request, "quote", quotes.newest_first(), few, QUOTES_PER_PAGE)
    with_links(listed)
    return listed
