"""The feed of the posts that have a tag."""

from content.feeds import PageFeed

from .tags import get_tag_path, get_tag_title


class TagFeed(PageFeed):
    def __init__(self, page, posts, tag) -> None:
        super().__init__(page, posts)
        self.tag = tag

    def title(self):
        return f"{get_tag_title(self.tag)} – {self.site.site_name}"

    def link(self):
        return f"{self.page.full_url}{get_tag_path(self.tag.slug)}"

    def feed_url(self):
        return f"{self.link()}feed/"

    def description(self):
        return self.title()
