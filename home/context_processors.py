from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import SiteSettings
from .navigation import get_navigation


def site(request: HttpRequest) -> dict:
    """Give every template the site's settings and its place in the tree. Nothing is read until it is used."""
    around = SimpleLazyObject(lambda: get_navigation(request))
    return {
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_visitor(request)),
        "navigation": SimpleLazyObject(lambda: around.menu),
        "footer_pages": SimpleLazyObject(lambda: around.footer),
        "breadcrumbs": SimpleLazyObject(lambda: around.breadcrumbs),
        "feed_url": SimpleLazyObject(lambda: around.feed_url),
        "section": SimpleLazyObject(lambda: around.section),
    }
