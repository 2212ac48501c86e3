"""Context processor for every template: site settings, navigation, breadcrumbs, header and footer."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import SiteSettings
from .navigation import get_navigation
from .shell import get_shell


def site(request: HttpRequest) -> dict:
    """Return the site's settings and the navigation of the page that is shown. Both are loaded when they are used."""
    navigation = SimpleLazyObject(lambda: get_navigation(request))
    return get_shell(request) | {
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_visitor(request)),
        "navigation": SimpleLazyObject(lambda: navigation.menu),
        "footer_pages": SimpleLazyObject(lambda: navigation.footer),
        "breadcrumbs": SimpleLazyObject(lambda: navigation.breadcrumbs),
        "feed_url": SimpleLazyObject(lambda: navigation.feed_url),
        "section": SimpleLazyObject(lambda: navigation.section),
    }
