"""RSS 2.0 with the full text of each post (RSS Advisory Board profile; content module for the text)."""

import re

from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.utils.feedgenerator import Rss201rev2Feed

SITE_RELATIVE = re.compile(r'\b(href|src)="/(?!/)')
SRCSET = re.compile(r'\ssrcset="[^"]*"')


def absolute(html: str, base: str) -> str:
    """Return ``html`` with addresses that work outside the site: a feed is read anywhere."""
    return SITE_RELATIVE.sub(rf'\1="{base}/', SRCSET.sub("", html))


class FullTextFeed(Rss201rev2Feed):
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


class BlogFeed(Feed):
    """The newest posts of one blog."""

    feed_type = FullTextFeed

    def __init__(self, index):
        self.index = index

    def __call__(self, request, *args, **kwargs):
        self.request = request
        return super().__call__(request, *args, **kwargs)

    def title(self):
        return f"{self.index.title} – {self.index.get_site().site_name}"

    def link(self):
        return self.index.full_url

    def feed_url(self):
        return self.index.full_url + self.index.reverse_subpage("feed")

    def description(self):
        return self.index.summary

    def items(self):
        posts = self.index.get_posts().with_credits().select_related("hero_image")
        return posts[: self.index.posts_in_feed]

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
            "content": absolute(text, self.index.get_site().root_url),
        }
