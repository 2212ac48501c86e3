"""How links to pages in rich text find their addresses."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .rich_text import linked_pages


class BodyPageLinkHandler(PageLinkHandler):
    """Takes the pages that were loaded with the body, if any were; an address needs no specific page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        ids = [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else None for attrs in attrs_list]
        pages = linked_pages.get()
        if pages is None:
            pages = Page.objects.in_bulk({pk for pk in ids if pk is not None})
        return [pages.get(pk) for pk in ids]
