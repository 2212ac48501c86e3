"""View for the style sheet of a site's theme."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from .models import SiteSettings


@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Return the accent colours as CSS custom properties. The URL contains ``SiteSettings.theme_version``."""
    settings = SiteSettings.for_visitor(request)
    css = f":root{{--accent:{settings.accent_colour};--accent-dark:{settings.accent_on_dark}}}\n"
    return HttpResponse(css, content_type="text/css")
