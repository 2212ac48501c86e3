"""The pages of this site below which an import adds its own."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from events.models import EventIndexPage
from home.models import HomePage
from people.models import PersonIndexPage
from topics.models import TopicIndexPage


@dataclass(frozen=True)
class Destinations:
    site: Site
    home: HomePage
    blog: BlogIndexPage
    events: EventIndexPage
    people: PersonIndexPage
    topics: TopicIndexPage
    search_url: str

    @property
    def blog_url(self) -> str:
        return self.blog.get_url_parts()[2]

    def get_parent(self, kind: str) -> Page:
        """Return the page below which items of a WordPress post type are put."""
        return {"post": self.blog, "tribe_events": self.events}.get(kind, self.home)
