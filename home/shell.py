"""What surrounds a page and is the same for many: style sheets, header and footer, rendered once per generation."""

from collections.abc import Callable, Hashable
from functools import partial

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.models import Page

from content.serving.sites import get_site
from core.generation import per_generation


def get_shell(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Return template variables with the HTML of each part; what is not used is not rendered."""
    return {
        "site_stylesheets": _render_stylesheets,
        "site_header": partial(_render_header, request),
        "site_footer": partial(_render_footer, request),
    }


@per_generation(lambda: ())
def _render_stylesheets() -> str:
    return render_to_string("components/stylesheets.html")


@per_generation(lambda request: (request.scheme, request.get_host()))
def _render_footer(request: HttpRequest) -> str:
    return render_to_string("components/footer.html", request=request)


def _get_header_key(request: HttpRequest) -> Hashable:
    """Return what the header depends on: which of its links leads to the page, or to the section that it is in."""
    current, site = getattr(request, "current_page", None), get_site(request)
    if current is None or site is None or not current.path:
        return request.scheme, request.get_host()
    section_depth = site.root_page.depth + 1
    section_path = current.path[: section_depth * Page.steplen]
    return request.scheme, request.get_host(), section_path, min(current.depth, section_depth + 1)


@per_generation(_get_header_key)
def _render_header(request: HttpRequest) -> str:
    page = getattr(request, "current_page", None)
    return render_to_string("components/header.html", {"page": page} if page else {}, request=request)
