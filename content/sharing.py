"""Links for sharing a page: plain ones, so that no service learns anything before a link is followed."""

from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from .models import BasePage


def get_share_links(page: BasePage) -> list[dict[str, Any]]:
    """Return labels and URLs for sharing a page that has an address."""
    address, title = page.full_url, page.title
    if not address:
        return []
    words = urlencode({"text": f"{address} {title}"})
    mail = urlencode({"subject": title, "body": address}, quote_via=quote)
    return [
        {"label": _("E-mail"), "url": f"mailto:?{mail}"},
        {"label": "LinkedIn", "url": f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': address})}"},
        {"label": "Bluesky", "url": f"https://bsky.app/intent/compose?{words}"},
        {"label": "Mastodon", "url": f"https://share.joinmastodon.org/#{words}"},
    ]
