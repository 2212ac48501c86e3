"""Wagtail link handlers for rich text. What a link names obeys ``published()``: otherwise only its words are shown."""

from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from ..page_visibility import get_public_q
from .rich_text import linked_pages


def get_ids(attrs_list: list[dict]) -> list[int | None]:
    return [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else None for attrs in attrs_list]


class BodyPageLinkHandler(PageLinkHandler):
    """Uses the pages that were preloaded with the body, if there are any.

    Others are loaded as plain ``Page`` objects: a link needs only the address.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        ids = get_ids(attrs_list)
        pages = linked_pages.get()
        if pages is None:
            pages = Page.objects.filter(get_public_q()).in_bulk({pk for pk in ids if pk is not None})
        return [None if pk is None else pages.get(pk) for pk in ids]


class BodyDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents that anybody may download: the address of a document has the name of its file."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        ids = get_ids(attrs_list)
        documents = get_document_model().objects.published().in_bulk({pk for pk in ids if pk is not None})
        return [None if pk is None else documents.get(pk) for pk in ids]
