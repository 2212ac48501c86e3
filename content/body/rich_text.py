"""Rich text in bodies whose links to pages are looked up once for the whole body, not once a paragraph."""

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
from .search_text import rich_text_lines

PAGE_LINK = re.compile(r'<a[^>]* linktype="page"[^>]*>')
PAGE_ID = re.compile(r' id="(\d+)"')

# The pages that the rich text which is being rendered links to, by primary key; read by ``content.body.link_handlers``.
linked_pages: ContextVar[dict[int, Page] | None] = ContextVar("linked", default=None)


def linked_page_ids(source: str) -> set[int]:
    """Return the primary keys of the pages that stored rich text links to."""
    ids = (PAGE_ID.search(link) for link in PAGE_LINK.findall(source))
    return {int(found[1]) for found in ids if found}


def has_content(source: str) -> bool:
    """Whether stored rich text shows anything: a word or a rule."""
    return "<hr" in source or bool(unescape(strip_tags(source)).strip())


class BodyRichText(RichText):
    """Rich text that knows the pages it links to."""

    def __init__(self, source: str, linked: dict[int, Page]):
        super().__init__(source)
        self.linked = linked

    def __html__(self):
        token = linked_pages.set(self.linked)
        try:
            return super().__html__()
        finally:
            linked_pages.reset(token)


class BodyRichTextBlock(PreloadedBlock, RichTextBlock):
    """Rich text of a body. The pages that it links to are loaded with those that the body's blocks choose."""

    preload_key = (BodyPageChooserBlock, Page)

    def get_referenced_ids(self, raw) -> set[int]:
        return linked_page_ids(raw or "")

    def load(self, ids) -> dict[int, Page]:
        return BodyPageChooserBlock().load(ids)

    def clean(self, value):
        """Refuse paragraphs without a word where text is needed: an editor that was only clicked into sends one."""
        value = super().clean(value)
        if self.required and not has_content(value.source):
            raise ValidationError(self.field.error_messages["required"], code="required")
        return value

    def get_searchable_content(self, value):
        return rich_text_lines(value.source).split("\n") if self.search_index else []

    def to_python(self, value):
        linked = self.get_preloaded()
        return super().to_python(value) if linked is None else BodyRichText(value, linked)
