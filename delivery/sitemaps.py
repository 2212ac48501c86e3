"""sitemap.xml (sitemaps.org protocol 0.9): every published page that search engines may index, and lists of apps.

Written from rows: to make an object of each page would take thirty times as long.
"""

from collections.abc import Iterator
from html import escape
from itertools import chain
from typing import Any

from django.db.models.functions import TruncDate
from django.utils.encoding import iri_to_uri
from wagtail.models import Site, get_page_models

from content.models import BasePage
from content.sitemap_entries import iter_sitemap_entries

MAX_URLS = 50_000  # in one file, says the protocol
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
TAIL = "</urlset>\n"


def write_sitemap(site: Site, base: str) -> str:
    """Return the XML of a site's sitemap. ``base`` is what URLs begin with, e.g. ``https://www.example.org``."""
    return "".join([HEAD, *list(_write_urls(site, base))[:MAX_URLS], TAIL])


def _write_urls(site: Site, base: str) -> Iterator[str]:
    start = len(site.root_page.url_path) - 1
    base = escape(base)
    pages = iter_rows(site, "url_path", TruncDate("last_published_at"))
    for url_path, day in chain(pages, iter_sitemap_entries(site)):
        lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        yield f"<url><loc>{base}{escape(iri_to_uri(url_path[start:]))}</loc>{lastmod}</url>\n"


def iter_rows(site: Site, *fields: Any) -> Iterator[tuple]:
    """Yield ``fields`` of each page of a site that the sitemap has."""
    for model in get_page_models():
        if issubclass(model, BasePage):
            published = model.objects.published().descendant_of(site.root_page, inclusive=True).filter(noindex=False)
            # Not by a server-side cursor: PostgreSQL would plan for the first rows, and take ten times as long for all.
            yield from published.order_by("path").values_list(*fields)
