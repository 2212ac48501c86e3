"""Context processor for every template: site settings, navigation, breadcrumbs, header and footer."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import SiteSettings
from .navigation import get_navigation
from .shell import get_shell


def site(request: HttpRequest) -> dict:
    """Return the site's settings and the navigation of the page that is shown. Both are loaded when they are used.

    They are kept for the request: header, footer and page are templates of their own.
    """
    page = getattr(request, "current_page", None)
    known = getattr(request, "site_context", None)
    if known is None or known[0] is not page:
        known = page, make_context(request)
        request.site_context = known  # type: ignore[attr-defined]  # read above
    return known[1]


def make_context(request: HttpRequest) -> dict:
    navigation = SimpleLazyObject(lambda: get_navigation(request))
    return get_shell(request) | {
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_visitor(request)),
        "navigation": SimpleLazyObject(lambda: navigation.menu),
        "footer_pages": SimpleLazyObject(lambda: navigation.footer),
        "breadcrumbs": SimpleLazyObject(lambda: navigation.breadcrumbs),
        "feed_url": SimpleLazyObject(lambda: navigation.feed_url),
        "section": SimpleLazyObject(lambda: navigation.section),
    }
