"""Navigation: main menu, footer, current section and breadcrumbs of a request, in one query or none."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogIndexPage
from content.feed_formats import FORMATS
from content.serving.sites import get_site
from content.visibility import is_restricted, not_expired
from core.generation import per_generation
from core.prepared_queries import CompiledQuery, Param, param


def _get_navigation_pages():
    """Return the query for the public pages of the first level below ``home_path``, and for the given ancestors.

    A view restriction of an ancestor is one of the page that is shown, which its visitor has passed.
    """
    sections = Q(depth=param("depth"), path__startswith=param("home_path")) & ~is_restricted()
    ancestors = RawSQL(
        "wagtailcore_page.path = ANY(%s::text[])", [Param("ancestor_paths")], output_field=BooleanField()
    )
    return Page.objects.live().filter(not_expired(param("now")), sections | Q(ancestors)).order_by("path")


_NAVIGATION_PAGES = CompiledQuery(_get_navigation_pages)


@dataclass
class Navigation:
    """The pages that are linked around a page. ``section`` is the page of the first level that the page is below."""

    menu: list[Page] = field(default_factory=list)
    #: Pages of the first level that are not in the menu. The footer links to them, so that each page can be reached.
    footer: list[Page] = field(default_factory=list)
    section: Page | None = None
    breadcrumbs: list[Page] = field(default_factory=list)
    feed_url: str = ""


@per_generation(lambda home_path, depth: (home_path, depth))
def _get_sections(home_path: str, depth: int) -> list[Page]:
    """Return the public pages of the first level below the home page."""
    return _fetch_pages(home_path=home_path, depth=depth)


def _fetch_pages(*, home_path: str = "", depth: int = 0, ancestor_paths: list[str] | None = None) -> list[Page]:
    return _NAVIGATION_PAGES.fetch(
        depth=depth, home_path=home_path, now=timezone.now(), ancestor_paths=ancestor_paths or []
    )


def get_navigation(request: HttpRequest) -> Navigation:
    """Return the navigation for the page that ``request`` shows; without a page, only menu and footer."""
    site = get_site(request)
    if site is None:
        return Navigation()
    home = site.root_page
    current = getattr(request, "current_page", None)
    section_depth = home.depth + 1
    ancestor_paths: list[str] = []
    if current and current.depth:
        ancestor_paths = [current.path[: depth * Page.steplen] for depth in range(section_depth, current.depth)]
    sections = _get_sections(home.path, section_depth)
    pages = {page.path: page for page in sections}
    if further := [path for path in ancestor_paths if path not in pages]:
        pages |= {page.path: page for page in _fetch_pages(ancestor_paths=further)}
    menu = [page for page in sections if page.show_in_menus]
    footer = [page for page in sections if not page.show_in_menus]
    breadcrumbs = [pages[path] for path in ancestor_paths if path in pages]
    section = breadcrumbs[0] if breadcrumbs else current
    blog = next((page for page in [*menu, *footer] if page.specific_class is BlogIndexPage), None)
    feed_url = blog.get_url(request) + FORMATS["feed"].path if blog else ""
    return Navigation(menu, footer, section, breadcrumbs, feed_url)
