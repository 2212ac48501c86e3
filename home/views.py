"""Views for the look of a site: the style sheet of its theme, and its icons."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .icons import make_favicon, make_touch_icon
from .models import SiteSettings


@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Return the accent colours as CSS custom properties. The URL contains ``SiteSettings.theme_version``."""
    settings = SiteSettings.for_visitor(request)
    css = f":root{{--accent:{settings.accent_colour};--accent-dark:{settings.accent_on_dark}}}\n"
    return HttpResponse(css, content_type="text/css")


@cache_control(public=True, max_age=86_400)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(make_favicon(SiteSettings.for_visitor(request)), content_type="image/x-icon")


@cache_control(public=True, max_age=86_400)
@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(make_touch_icon(SiteSettings.for_visitor(request)), content_type="image/png")
