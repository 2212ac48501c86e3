"""The lists of tags in the sitemap."""

from collections.abc import Iterator

from django.db.models import Count, DateTimeField, Max
from django.db.models.functions import Greatest, TruncDate
from wagtail.models import Site

from content.sitemap_entries import SitemapEntry, register_sitemap_source

from .models import BlogIndexPage, BlogPageTag
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
