"""What people and their words add to the pages of topics and people."""

from content.extension import register_context
from content.listings import ListSlice, get_list_slice
from topics.models import TopicPage

from .attributions import prefetch_links
from .models import PersonPage, Quote

PEOPLE_SHOWN, QUOTES_SHOWN, PERSON_QUOTES_SHOWN = 12, 3, 5
PEOPLE_PER_PAGE, QUOTES_PER_PAGE = 60, 20


@register_context(TopicPage)
def people_of_topic(topic, request) -> dict:
    people = PersonPage.objects.published().with_topics(topic.branch_ids).for_listing()
    return {"people": get_list_slice(request, "person", people.by_family_name(), PEOPLE_SHOWN, PEOPLE_PER_PAGE)}


@register_context(TopicPage)
def quotes_of_topic(topic, request) -> dict:
    return {"quotes": _quotes(request, Quote.objects.published().about(topic.branch_ids).for_listing(), QUOTES_SHOWN)}


@register_context(PersonPage)
def quotes_of_person(person, request) -> dict:
    # Their page says who they are.
    return {"quotes": _quotes(request, Quote.objects.published().said_by(person).with_page(), PERSON_QUOTES_SHOWN)}


def _quotes(request, quotes, few: int) -> ListSlice:
    listed = get_list_slice(request, "quote", quotes.newest_first(), few, QUOTES_PER_PAGE)
    prefetch_links(listed)
    return listed
