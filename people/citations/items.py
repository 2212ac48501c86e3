"""What is cited, as items of CSL-JSON (Citation Style Language 1.0.2): a page, or one quote on it."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.text import Truncator

from content.body.search_text import plain_text
from content.models import BasePage

from ..attributions import iter_quotes
from .names import make_name

Item = dict[str, Any]
#: A quote is cited by its first words.
QUOTED_CHARACTERS = 120


def get_publisher(page: BasePage) -> str:
    site = page.get_site()
    return site.site_name or site.hostname if site else ""


def make_page_item(page: BasePage) -> Item:
    """Return a post. One that names no author is by the institution."""
    publisher = get_publisher(page)
    return {
        "id": page.slug,
        "type": "post-weblog",
        "title": page.title,
        "author": [make_name(credit) for credit in page.credits] or [{"literal": publisher}],
        "container-title": publisher,
        **_make_source(page, ""),
    }


def make_quote_item(page: BasePage, block_id: str) -> Item:
    """Return a quote: who said it, as what, in which post, and at which event. 404 if the page has no such quote."""
    anchor = f"#quote-{block_id}"
    quote = next((value for found, value in iter_quotes(page) if found == anchor), None)
    if quote is None:
        raise Http404
    event = page.get_event() if hasattr(page, "get_event") else None
    words = Truncator(" ".join(plain_text(quote.words.source).split())).chars(QUOTED_CHARACTERS)
    return {
        "id": f"{page.slug}-{block_id[:8]}",
        "type": "post-weblog",
        "title": words,
        "author": [make_name(quote)],
        "container-title": page.title,
        "container-author": [make_name(credit) for credit in page.credits],
        "publisher": get_publisher(page),
        **_make_source(page, anchor),
        **({"note": quote.description} if quote.description else {}),
        **({"event-title": event.title} if event else {}),
    }


def _make_source(page: BasePage, anchor: str) -> Item:
    source: Item = {"URL": f"{page.full_url}{anchor}"}
    source["language"] = getattr(page, "language", "") or settings.LANGUAGE_CODE
    if page.display_date:
        day = timezone.localtime(page.display_date)
        source["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return source
