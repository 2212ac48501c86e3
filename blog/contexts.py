"""Sections, feeds and template context that posts add to the pages of topics, people and events."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.extension import register_context
from content.feeds import register_feed_source
from content.sections import register_section
from events.models import EventPage
from people.models import PersonPage
from topics.listings import order_as_tree
from topics.models import TopicIndexPage, TopicPage

from .models import BlogPage

POSTS: dict[str, Any] = {"template": "components/sections/posts.html", "per_page": 20}


@register_section(
    TopicPage, key="post", name="posts", heading=_("Posts"), all_label=_("All posts"), order=20, shown=10, **POSTS
)
def get_posts_about_topic(topic):
    return BlogPage.objects.published().about(topic.subtree_ids).newest_first().for_listing()


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
def get_posts_by_person(person):
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
def get_posts_mentioning_person(person):
    return BlogPage.objects.published().newest_first().for_listing().mentioning(person)


@register_context(TopicIndexPage)
def get_topics_with_counts(index, request) -> dict:
    """Return the published topics as a tree, each with ``post_count``: the number of posts that its page lists."""
    posts = BlogPage.objects.published(timezone.now())
    topics = TopicPage.objects.published().child_of(index)
    topics = list(topics.annotate(post_count=Count("posts", filter=Q(posts__in=posts), distinct=True)))
    if subtopic_ids := TopicPage.objects.get_subtopic_ids():
        for topic in topics:
            topic.subtree_ids = TopicPage.objects.get_subtree_ids(topic.pk, subtopic_ids)
        parents = [topic for topic in topics if topic.pk in subtopic_ids]
        in_subtree = {str(topic.pk): Count("pk", filter=Q(pk__in=posts.about(topic.subtree_ids))) for topic in parents}
        counts = posts.aggregate(**in_subtree)
        for topic in parents:
            topic.post_count = counts[str(topic.pk)]
    return {"topics": order_as_tree(topics)}


@register_context(EventPage)
def get_reports_of_event(event, request) -> dict:
    return {"reports": list(BlogPage.objects.published().filter(event_reported=event).newest_first().for_listing())}


@register_feed_source(TopicPage)
def get_feed_of_topic(topic):
    return BlogPage.objects.published().about(topic.subtree_ids)


@register_feed_source(PersonPage)
def get_feed_of_person(person):
    return BlogPage.objects.published().written_by(person)
