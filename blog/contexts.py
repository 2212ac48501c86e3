"""What posts add to the pages of topics, people and events."""

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import ReferenceIndex

from content.listings import paginate
from content.models import adds_context
from events.models import EventPage
from people.models import PersonPage
from people.voices import quotes_in_body
from topics.models import TopicIndexPage, TopicPage

from .models import BlogPage

POSTS_PER_PAGE = 20


@adds_context(TopicPage)
def posts_of_topic(topic, request) -> dict:
    posts = BlogPage.objects.published().filter(topics=topic).newest_first().for_listing()
    return {"posts": paginate(request, posts, POSTS_PER_PAGE)}


@adds_context(TopicIndexPage)
def topics_with_counts(index, request) -> dict:
    posts = BlogPage.objects.published(timezone.now())
    topics = TopicPage.objects.published().child_of(index)
    return {"topics": list(topics.annotate(post_count=Count("posts", filter=Q(posts__in=posts), distinct=True)))}


@adds_context(EventPage)
def reports_of_event(event, request) -> dict:
    return {"reports": list(BlogPage.objects.published().filter(event_reported=event).newest_first().for_listing())}


@adds_context(PersonPage)
def posts_of_person(person, request) -> dict:
    posts = BlogPage.objects.published().newest_first()
    by_them = posts.filter(authors__person=person).distinct().for_listing()
    return {"posts": list(by_them), "quoted_in": quotes_of_person(person)}


def quotes_of_person(person) -> list[dict]:
    """Return the published posts that quote ``person``, each with the quotes, newest first."""
    naming = ReferenceIndex.get_references_to(person).filter(model_path__startswith="body")
    posts = BlogPage.objects.published().filter(pk__in=[int(pk) for pk in naming.values_list("object_id", flat=True)])
    found = []
    for post in posts.newest_first():
        if quotes := quotes_in_body(post.body, person):
            found.append({"page": post, "quotes": quotes})
    return found
