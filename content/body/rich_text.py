"""Rich text block for bodies: the linked pages are looked up once for the whole body, not once for each paragraph."""

import re
from contextvars import ContextVar
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.blocks import RichTextBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from .choosers import BodyPageChooserBlock
from .preload import PreloadedBlock
from .search_text import plain_text_lines

PAGE_LINK = re.compile(r'<a[^>]* linktype="page"[^>]*>')
PAGE_ID = re.compile(r' id="(\d+)"')

# While a rich text is rendered: the pages that it links to, by primary key. ``content.body.link_handlers`` reads it.
linked_pages: ContextVar[dict[int, Page] | None] = ContextVar("linked", default=None)


def linked_page_ids(source: str) -> set[int]:
    """Return the primary keys of the pages that stored rich text links to."""
    ids = (PAGE_ID.search(link) for link in PAGE_LINK.findall(source))
    return {int(found[1]) for found in ids if found}


def has_content(source: str) -> bool:
    """Return whether stored rich text shows anything: a word or a horizontal rule."""
    return "<hr" in source or bool(unescape(strip_tags(source)).strip())


class BodyRichText(RichText):
    """Rich text with the pages that it links to, by primary key. Only those that visitors may see become links."""

    def __init__(self, source: str, linked: dict[int, Page]):
        super().__init__(source)
        self.linked = {pk: page for pk, page in linked.items() if page.is_shown}

    def __html__(self):
        token = linked_pages.set(self.linked)
        try:
            return super().__html__()
        finally:
            linked_pages.reset(token)


class BodyRichTextBlock(PreloadedBlock, RichTextBlock):
    """Rich text in a body. The linked pages are preloaded together with the pages that other blocks choose."""

    preload_key = (BodyPageChooserBlock, Page)

    def get_referenced_ids(self, raw) -> set[int]:
        return linked_page_ids(raw or "")

    def load(self, ids) -> dict[int, Page]:
        return BodyPageChooserBlock().load(ids)

    def clean(self, value):
        """Refuse empty paragraphs in a required text: a click into an empty text field is enough to send one."""
        value = super().clean(value)
        if self.required and not has_content(value.source):
            raise ValidationError(self.field.error_messages["required"], code="required")
        return value

    def get_searchable_content(self, value):
        return plain_text_lines(value.source).split("\n") if self.search_index else []

    def to_python(self, value):
        linked = self.get_preloaded()
        return super().to_python(value) if linked is None else BodyRichText(value, linked)
