"""Structured data in the head of a page: JSON-LD 1.1 with the schema.org vocabulary."""

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.languages import get_language_tag
from media.rendition_specs import register_rendition_specs
from media.share_images import SHARE_FILTER

if TYPE_CHECKING:
    from media.models import CustomImage

    from .models import BasePage

register_rendition_specs(SHARE_FILTER)

# HTML has no escapes within a script element: "</script>" or "<!--" in a text would end it or change how it is parsed
# (HTML Standard, 4.12.1.3). JSON can escape these characters as numbers.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


class StructuredDataMixin:
    """What a page is in the vocabulary of schema.org, for its own head and for nodes of other pages."""

    #: The type of what the page shows, where that is more than a web page.
    schema_type: ClassVar[str] = "WebPage"
    #: The type of the web page: that of a list or a profile, too.
    web_page_type: ClassVar[str] = "WebPage"
    full_url: Any

    @property
    def schema_id(self) -> str:
        """The ``@id`` of the node of this page: its address, or that of a web page where it is nothing else."""
        return f"{self.full_url or ''}{'#webpage' if self.schema_type == 'WebPage' else ''}"

    def get_structured_data(self) -> list[dict]:
        """Return the schema.org nodes of what this page shows, the page's own first.

        ``home.structured_data`` adds those of the site, of the web page and of the way to it.
        """
        return []


def json_ld(nodes: list[dict]) -> SafeString:
    """Return a script element with the ``nodes`` as one graph, or an empty string if there are none."""
    if not nodes:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def drop_empty(node: dict) -> dict:
    """Return ``node`` without its empty values."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def get_page_language(page: "BasePage") -> str:
    """Return the BCP 47 tag of the language of a page: its own, or that of the site."""
    return get_language_tag(getattr(page, "language", "") or settings.LANGUAGE_CODE)


def make_reference(page: "BasePage") -> dict:
    """Return what a node tells of another page. Its address is the ``@id`` of its own node there."""
    return {"@type": page.schema_type, "@id": page.schema_id, "url": page.full_url, "name": page.title}


def make_image_node(image: "CustomImage | None") -> dict | None:
    """Return an ``ImageObject`` with the share image's size, at least 1200 pixels wide as Google asks; None without."""
    rendition = image.get_rendition(SHARE_FILTER) if image else None
    if rendition is None or rendition.is_blank:
        return None
    return drop_empty(
        {
            "@type": "ImageObject",
            "url": rendition.full_url,
            "width": rendition.width,
            "height": rendition.height,
            "caption": rendition.alt,
            "creditText": image.credit if image else "",
        }
    )
