"""Whether a visitor may open a page, where they are about to be led to its address."""

from django.http import HttpRequest
from wagtail.models import Page

from ..models import BasePage


def may_open(page: Page, request: HttpRequest) -> bool:
    """Return whether a page is published, or private and open to this visitor, e.g. by the password they gave."""
    page = page.specific
    if not page.live or (isinstance(page, BasePage) and not page.is_visible()):
        return False
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
