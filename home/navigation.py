"""Main menu, section and breadcrumbs of a request, in one query."""

from dataclasses import dataclass, field
from functools import cache

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogIndexPage
from content.serving.sites import get_site
from content.visibility import is_restricted, not_expired
from core.prepared_queries import CompiledQuery, Param, param


def _around():
    """The pages of the first level below ``home_path`` that all may see, and those that lead to the one shown."""
    sections = (
        Q(depth=param("depth"), path__startswith=param("home_path")) & ~is_restricted() & not_expired(param("now"))
    )
    steps = RawSQL("wagtailcore_page.path = ANY(%s::text[])", [Param("ancestor_paths")], output_field=BooleanField())
    return Page.objects.live().filter(sections | Q(steps)).order_by("path")


_AROUND = CompiledQuery(_around)


@cache
def _feed_path() -> str:
    """Where the blog's feed is below the blog: the same for every page."""
    return BlogIndexPage().reverse_subpage("feed")


@dataclass
class Navigation:
    menu: list[Page] = field(default_factory=list)
    #: Pages of the first level that are not in the menu: they are linked from the footer, so that none is lost.
    footer: list[Page] = field(default_factory=list)
    section: Page | None = None
    breadcrumbs: list[Page] = field(default_factory=list)
    feed_url: str = ""


def get_navigation(request: HttpRequest) -> Navigation:
    """Return what surrounds the page that ``request`` shows; only the menu where it shows none."""
    site = get_site(request)
    if site is None:
        return Navigation()
    home, current = site.root_page, getattr(request, "current_page", None)
    section_depth = home.depth + 1
    steps = range(section_depth, current.depth) if current and current.depth else []
    ancestor_paths = [current.path[: depth * Page.steplen] for depth in steps]
    pages = _AROUND.objects(depth=section_depth, home_path=home.path, now=timezone.now(), ancestor_paths=ancestor_paths)
    menu = [page for page in pages if page.depth == section_depth and page.show_in_menus]
    footer = [page for page in pages if page.depth == section_depth and not page.show_in_menus]
    breadcrumbs = [page for page in pages if page.path in ancestor_paths]
    section = breadcrumbs[0] if breadcrumbs else current
    blog = next((page for page in [*menu, *footer] if page.specific_class is BlogIndexPage), None)
    feed_url = blog.get_url(request) + _feed_path() if blog else ""
    return Navigation(menu, footer, section, breadcrumbs, feed_url)
