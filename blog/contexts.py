"""What posts add to the pages of topics, people and events."""

from django.db.models import Count, Q
from django.utils import timezone

from content.extension import register_context, register_route
from content.listings import get_list_slice
from events.models import EventPage
from people.models import PersonPage
from topics.listings import in_branches
from topics.models import TopicIndexPage, TopicPage

from .feeds import PostFeed
from .models import BlogPage

POSTS_PER_PAGE = 20
POSTS_OF_TOPIC_SHOWN, POSTS_OF_PERSON_SHOWN = 10, 5


@register_context(TopicPage)
def posts_of_topic(topic, request) -> dict:
    posts = BlogPage.objects.published().about(topic.branch_ids).newest_first().for_listing()
    return {"posts": get_list_slice(request, "post", posts, POSTS_OF_TOPIC_SHOWN, POSTS_PER_PAGE)} | own_feed(topic)


@register_context(TopicIndexPage)
def topics_with_counts(index, request) -> dict:
    """Each topic with the number of posts that its page lists, the parts of a topic behind it."""
    posts = BlogPage.objects.published(timezone.now())
    topics = TopicPage.objects.published().child_of(index)
    topics = list(topics.annotate(post_count=Count("posts", filter=Q(posts__in=posts), distinct=True)))
    if parts := TopicPage.objects.parts():
        for topic in topics:
            topic.branch_ids = TopicPage.objects.branch_ids(topic.pk, parts)
        wholes = [topic for topic in topics if topic.pk in parts]
        in_branch = {str(topic.pk): Count("pk", filter=Q(pk__in=posts.about(topic.branch_ids))) for topic in wholes}
        counts = posts.aggregate(**in_branch)
        for topic in wholes:
            topic.post_count = counts[str(topic.pk)]
    return {"topics": in_branches(topics)}


@register_context(EventPage)
def reports_of_event(event, request) -> dict:
    return {"reports": list(BlogPage.objects.published().filter(event_reported=event).newest_first().for_listing())}


@register_context(PersonPage)
def posts_of_person(person, request) -> dict:
    posts = BlogPage.objects.published().newest_first().for_listing()
    return {
        "posts": get_list_slice(request, "post", posts.written_by(person), POSTS_OF_PERSON_SHOWN, POSTS_PER_PAGE),
        "reports": get_list_slice(request, "report", posts.naming(person), POSTS_OF_PERSON_SHOWN, POSTS_PER_PAGE),
    } | own_feed(person)


def own_feed(page) -> dict:
    """Where programs read the posts of a topic or a person."""
    return {"own_feed": {"title": page.title, "url": f"{page.url}feed/"} if page.url else None}


@register_route(TopicPage, "feed")
def feed_of_topic(topic, request):
    return PostFeed(topic, BlogPage.objects.published().about(topic.branch_ids))(request)


@register_route(PersonPage, "feed")
def feed_of_person(person, request):
    return PostFeed(person, BlogPage.objects.published().written_by(person))(request)
