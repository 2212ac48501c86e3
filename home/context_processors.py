from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, lazy

from .models import SiteSettings
from .navigation import get_navigation


def site(request: HttpRequest) -> dict:
    """Give every template the site's settings and its place in the tree. Nothing is read until it is used."""
    around = SimpleLazyObject(lambda: get_navigation(request))
    return {
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_visitor(request)),
        "navigation": lazy(lambda: around.menu, list)(),
        "footer_pages": lazy(lambda: around.footer, list)(),
        "breadcrumbs": lazy(lambda: around.breadcrumbs, list)(),
        "feed_url": lazy(lambda: around.feed_url, str)(),
        "section": SimpleLazyObject(lambda: around.section),
    }
