"""Wagtail link handler for links to pages in rich text."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .rich_text import linked_pages


class BodyPageLinkHandler(PageLinkHandler):
    """Uses the pages that were preloaded with the body, if there are any.

    Others are loaded as plain ``Page`` objects: a link needs only the address.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        ids = [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else None for attrs in attrs_list]
        pages = linked_pages.get()
        if pages is None:
            pages = Page.objects.in_bulk({pk for pk in ids if pk is not None})
        return [None if pk is None else pages.get(pk) for pk in ids]
