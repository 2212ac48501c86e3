"""The feed of the posts that have a tag."""

from content.feeds import PageFeed

from .tags import get_tag_path, get_tag_title


class TagFeed(PageFeed):
    def __init__(self, page, request, posts, tag) -> None:
        super().__init__(page, request, posts)
        self.tag = tag

    @property
    def id(self) -> str:
        return self.url

    @property
    def title(self) -> str:
        return f"{get_tag_title(self.tag)} – {self.site_name}"

    @property
    def url(self) -> str:
        return f"{self.page.full_url}{get_tag_path(self.tag.slug)}"

    @property
    def description(self) -> str:
        return self.title
