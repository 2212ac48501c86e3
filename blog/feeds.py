"""RSS 2.0 with the full text of each post (RSS Advisory Board profile; content module for the text)."""

import re

from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.utils.feedgenerator import Rss201rev2Feed

from content.feeds import XMLTextMixin

SITE_RELATIVE = re.compile(r'\b(href|src)="/(?!/)')
SRCSET = re.compile(r'\ssrcset="[^"]*"')


def absolute(html: str, base: str) -> str:
    """Return ``html`` with addresses that work outside the site: a feed is read anywhere."""
    return SITE_RELATIVE.sub(rf'\1="{base}/', SRCSET.sub("", html))


class FullTextFeed(XMLTextMixin, Rss201rev2Feed):
    """RSS with ``content:encoded`` for the text and ``dc:creator`` for names (RSS's own author is an e-mail)."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


class PostFeed(Feed):
    """The newest of the ``posts`` that a page lists: a blog, a topic or a person."""

    feed_type = FullTextFeed
    length = 30

    def __init__(self, page, posts):
        self.page = page
        self.posts = posts

    def __call__(self, request, *args, **kwargs):
        self.request = request
        return super().__call__(request, *args, **kwargs)

    def title(self):
        return f"{self.page.title} – {self.page.get_site().site_name}"

    def link(self):
        return self.page.full_url

    def feed_url(self):
        return f"{self.page.full_url}feed/"

    def description(self):
        return self.page.description

    def items(self):
        return self.posts.newest_first().with_credits().select_related("hero_image")[: self.length]

    def item_title(self, post):
        return post.title

    def item_description(self, post):
        return post.summary

    def item_link(self, post):
        return post.full_url

    def item_guid(self, post):
        """The translation key never changes, whatever becomes of title, address or host."""
        return f"urn:uuid:{post.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, post):
        return post.date

    def item_updateddate(self, post):
        return post.last_published_at

    def item_categories(self, post):
        return [topic.title for topic in post.topic_list]

    def item_extra_kwargs(self, post):
        text = render_to_string("components/feed_content.html", {"page": post}, request=self.request)
        return {
            "creators": [author.display_name for author in post.credits],
            "content": absolute(text, self.page.get_site().root_url),
        }
