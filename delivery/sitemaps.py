"""sitemap.xml (sitemaps.org protocol 0.9): every published page that search engines may index, and lists of apps.

With their images (Google's extension for images 1.1). Written from rows: to make an object of each page would take
thirty times as long.
"""

from collections.abc import Iterator
from html import escape
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.db.models import Case, Max, OuterRef, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate
from django.utils.encoding import iri_to_uri
from wagtail.images import get_image_model
from wagtail.models import Page, Site, get_page_models

from content.feed_entries import IMAGE_SIZE
from content.models import BasePage, IndexPage
from content.sitemap_entries import get_list_changes, iter_sitemap_entries

MAX_URLS = 50_000  # in one file, says the protocol
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
)
TAIL = "</urlset>\n"


def write_sitemap(site: Site, base: str) -> str:
    """Return the XML of a site's sitemap. ``base`` is what URLs begin with, e.g. ``https://www.example.org``."""
    return "".join([HEAD, *list(_write_urls(site, base))[:MAX_URLS], TAIL])


def _write_urls(site: Site, base: str) -> Iterator[str]:
    start = len(site.root_page.url_path) - 1
    others = ((url_path, day, ()) for url_path, day in iter_sitemap_entries(site))
    for url_path, day, files in chain(_iter_pages(site), others):
        lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        addresses = [urljoin(base, default_storage.url(file)) for file in files if file]
        images = "".join(f"<image:image><image:loc>{escape(url)}</image:loc></image:image>" for url in addresses)
        yield f"<url><loc>{escape(base)}{escape(iri_to_uri(url_path[start:]))}</loc>{lastmod}{images}</url>\n"


def _iter_pages(site: Site) -> Iterator[tuple[str, Any, tuple]]:
    """Yield ``url_path``, day of the last change and files of the images of each page."""
    changes = get_list_changes(site)
    for model in iter_models():
        images: list[Combinable] = [_get_file(f"{name}_id") for name in model.sitemap_images]
        if model.shows_images_q:
            images = [Case(When(model.shows_images_q, then=image)) for image in images]
        rows = get_listed(model, site).values_list("pk", "url_path", TruncDate(model.get_changed_at()), *images)
        for pk, url_path, day, *files in rows:
            listed = changes.get(pk)
            if issubclass(model, IndexPage) or url_path == site.root_page.url_path:
                listed = _get_last_change_below(url_path) or listed
            yield url_path, max(filter(None, [day, listed]), default=None), tuple(dict.fromkeys(files))


def _get_file(image_id: str) -> Subquery:
    """Return the file of an image in the size that pages show."""
    renditions = get_image_model().get_rendition_model().objects.filter(image=OuterRef(image_id))
    return Subquery(renditions.filter(filter_spec=IMAGE_SIZE).values("file")[:1])


def _get_last_change_below(url_path: str) -> Any:
    """Return the day of the last publication below a list. It is a row of the list, or was."""
    below = Page.objects.live().filter(url_path__startswith=url_path)
    return below.aggregate(day=TruncDate(Max("last_published_at")))["day"]


def iter_models() -> Iterator[type[BasePage]]:
    yield from (model for model in get_page_models() if issubclass(model, BasePage))


def get_listed(model: type[BasePage], site: Site) -> Any:
    """Return the pages of a type that the sitemap has."""
    published = model.objects.published().descendant_of(site.root_page, inclusive=True).filter(noindex=False)
    return published.order_by("path")


def iter_rows(site: Site, *fields: Any) -> Iterator[tuple]:
    """Yield ``fields`` of each page of a site that the sitemap has."""
    for model in iter_models():
        # Not by a server-side cursor: PostgreSQL would plan for the first rows, and take ten times as long for all.
        yield from get_listed(model, site).values_list(*fields)
