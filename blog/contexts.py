"""What posts add to the pages of topics, people and events."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.extension import register_context
from content.feeds import register_feed_source
from content.sections import register_section
from events.models import EventPage
from people.models import PersonPage
from topics.listings import in_branches
from topics.models import TopicIndexPage, TopicPage

from .models import BlogPage

POSTS = {"template": "components/sections/posts.html", "per_page": 20}


@register_section(
    TopicPage, key="post", name="posts", heading=_("Posts"), all_label=_("All posts"), order=20, shown=10, **POSTS
)
def posts_of_topic(topic):
    return BlogPage.objects.published().about(topic.branch_ids).newest_first().for_listing()


@register_section(
    PersonPage,
    key="post",
    name="posts",
    heading=_("Posts"),
    all_label=_("All posts"),
    order=20,
    shown=5,
    options={"hide_byline": True},
    **POSTS,
)
def posts_of_person(person):
    return BlogPage.objects.published().newest_first().for_listing().written_by(person)


@register_section(
    PersonPage,
    key="report",
    name="reports",
    heading=_("Reported in"),
    all_label=_("All reports"),
    order=30,
    shown=5,
    **POSTS,
)
def reports_on_person(person):
    return BlogPage.objects.published().newest_first().for_listing().mentioning(person)


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


@register_feed_source(TopicPage)
def feed_of_topic(topic):
    return BlogPage.objects.published().about(topic.branch_ids)


@register_feed_source(PersonPage)
def feed_of_person(person):
    return BlogPage.objects.published().written_by(person)
