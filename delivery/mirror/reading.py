"""Reading the site as an anonymous visitor does, in this process, for the mirror."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from wagtail.models import Site

from core.generation import follow, get_counter
from core.shared_counter import SharedCounter

from ..edge.start import make_edge, make_page_cache, open_counter
from ..page_cache.requests import Application, make_environ
from ..page_cache.responses import Response
from ..sitemaps import iter_rows


@dataclass(frozen=True)
class Address:
    """Where a site is: ``https``, ``www.example.org`` (with a port where that is unusual)."""

    scheme: str
    host: str

    @classmethod
    def of(cls, site: Site) -> "Address":
        parts = urlsplit(settings.SITE_URL if site.is_default_site else site.root_url)
        return cls(parts.scheme, parts.netloc)


def iter_published(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """Yield ``url_path`` and time of the last publishing of each page of a site's sitemap."""
    return iter_rows(site, "url_path", "last_published_at")


def get_path(site: Site, url_path: str) -> str:
    return url_path[len(site.root_page.url_path) - 1 :]


def ask(application: Application, address: Address, path: str) -> Response:
    """Return the answer to an anonymous GET. ``path`` may have a query string."""
    return Response(application, make_environ(address.scheme, address.host, path))


@contextmanager
def reading_kept_pages() -> Iterator[tuple[Application, SharedCounter] | None]:
    """Give the site behind the page cache that web processes share, and its generation; None where there is none.

    What is asked for is then kept for readers, too: after a change the pages of the sitemap are made anew at the edge.
    """
    folder = Path(settings.PAGE_CACHE_ROOT)
    django = WSGIHandler()
    edge = make_edge(folder, django)
    counter = open_counter(folder, edge)
    if counter is None:
        yield None
        return
    before = get_counter()
    follow(counter)
    try:
        yield make_page_cache(django, counter, edge, memory_bytes=0), counter
    finally:
        follow(before)


def get_hosts(sites: Iterable[Site]) -> Iterator[tuple[str, str, str]]:
    """Yield scheme, host and ``url_path`` of the root page: of each site, and for other names of the default one."""
    for site in sites:
        hosts = {Address.of(site).host}
        if site.is_default_site:
            hosts |= {host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*", "["))}
        for scheme in ("http", "https"):
            yield from ((scheme, host, site.root_page.url_path) for host in sorted(hosts))
