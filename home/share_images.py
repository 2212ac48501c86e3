"""The picture that a shared link shows (Open Graph ``og:image``): the page's own image, else its share card.

An image that editors chose for the whole site stands in until the card is made, and where there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from content.extension import register_annotations
from content.models import BasePage
from content.structured_data import drop_empty
from media.share_images import SHARE_FILTER, SHARE_SIZE
from people.models import Quote

if TYPE_CHECKING:
    from media.models import CustomImage


@dataclass(frozen=True)
class ShareImage:
    """``url`` is absolute; width and height are in pixels."""

    url: str
    width: int
    height: int
    alt: str


def annotate_pages() -> None:
    """Have the query that loads a page also load the file of its card."""
    for model in get_page_models():
        if issubclass(model, BasePage):
            register_annotations(model, share_card_file=F("share_card__file"))


def find_share_image(context: Mapping[Any, Any]) -> ShareImage | None:
    """Return the picture for the context of a template. A view below a page may name a quote by ``shared_quote``."""
    page, block_id = context.get("page"), context.get("shared_quote")
    page = page if isinstance(page, BasePage) else None
    card = (page and block_id and make_quote_card(page, block_id)) or (
        page and (use_image(page.share_image) or make_page_card(page))
    )
    return card or use_image(context["site_settings"].default_share_image)


def use_image(image: "CustomImage | None") -> ShareImage | None:
    rendition = image.get_rendition(SHARE_FILTER) if image else None
    if rendition is None or rendition.is_blank:
        return None
    return ShareImage(rendition.full_url, rendition.width, rendition.height, rendition.alt)


def make_page_card(page: Page) -> ShareImage | None:
    """Return the card of a page that ``for_serving`` has loaded; None if there is none (yet)."""
    return _make_card(getattr(page, "share_card_file", ""), page.title)


def make_quote_card(page: Page, block_id: str) -> ShareImage | None:
    quotes = Quote.objects.filter(page=page, block_id=block_id, share_card__isnull=False)
    quote = quotes.select_related("share_card", "speaker").first()
    if quote is None:
        return None
    said = {"text": quote.text, "name": quote.display_name}
    return _make_card(quote.share_card.file.name, _("%(name)s: %(text)s") % said)


def _make_card(name: str | None, alt: str) -> ShareImage | None:
    if not name:
        return None
    url = default_storage.url(name)
    return ShareImage(f"{settings.WAGTAILADMIN_BASE_URL}{url}" if url.startswith("/") else url, *SHARE_SIZE, alt)


def make_card_node(page: Page) -> dict | None:
    """Return the ``ImageObject`` of the card, for a node of structured data without an image."""
    card = make_page_card(page)
    if card is None:
        return None
    return drop_empty(
        {"@type": "ImageObject", "url": card.url, "width": card.width, "height": card.height, "caption": card.alt}
    )
