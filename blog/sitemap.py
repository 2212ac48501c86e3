"""The lists of posts in the sitemap: those of tags, and when those of topics and people have changed."""

from collections.abc import Iterator

from django.db.models import Count, DateTimeField, Max
from django.db.models.functions import Greatest, TruncDate
from wagtail.models import Site

from content.sitemap_entries import ListChange, SitemapEntry, register_list_changes, register_sitemap_source
from topics.models import TopicPage

from .models import BlogIndexPage, BlogPage, BlogPageTag
from .tags import get_tag_path

MAX_TAGS = 5000


@register_sitemap_source
def list_tags(site: Site) -> Iterator[SitemapEntry]:
    """Yield the list of each tag, at most ``MAX_TAGS`` a blog, those of most posts first.

    A list changes when one of its posts is published, or its date comes.
    """
    for blog in BlogIndexPage.objects.published().descendant_of(site.root_page).filter(noindex=False):
        tags = BlogPageTag.objects.filter(content_object__in=blog.get_posts().order_by()).values("tag__slug")
        dates = Greatest("content_object__last_published_at", "content_object__date", output_field=DateTimeField())
        listed = tags.annotate(day=TruncDate(Max(dates)), number=Count("pk")).order_by("-number", "tag__slug")
        for slug, day in listed.values_list("tag__slug", "day")[:MAX_TAGS]:
            yield f"{blog.url_path}{get_tag_path(slug)}", day


@register_list_changes
def list_changes(site: Site) -> Iterator[ListChange]:
    """Yield each topic and each author with the day of their newest post. A topic lists those of its subtopics, too."""
    posts = BlogPage.objects.published().descendant_of(site.root_page).order_by()
    newest = TruncDate(Max(BlogPage.get_changed_at()))
    yield from posts.filter(authors__person__isnull=False).values_list("authors__person").annotate(day=newest)
    days = dict(posts.filter(topics__isnull=False).values_list("topics").annotate(day=newest))
    subtopic_ids = TopicPage.objects.get_subtopic_ids()
    for pk in {*days, *subtopic_ids}:
        below = TopicPage.objects.get_subtree_ids(pk, subtopic_ids)
        if found := [days[topic] for topic in below if topic in days]:
            yield pk, max(found)
