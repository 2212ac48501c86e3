"""Redirects from old addresses: one of Wagtail's redirects for each, never in a chain.

A redirect refers to the page, not to its address, so it stays right when the page moves. Wagtail looks for a redirect
only where it finds nothing, so no redirect can hide a page. ``wordpress.middleware`` uses the same table for what
Wagtail cannot redirect: ``/?p=12``, where the home page would answer, files, and paths that are too long for the table,
which are stored as their beginning and a digest (``get_stored_path``).
"""

import hashlib
from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from ..reading.records import Term
from .addresses import OldSite
from .scan import Entry, ExportScan

MAX_PATH_LENGTH = 255
FEED_ROUTE = "/feed/"
FEEDS = ("feed", "feed/rss", "feed/rss2", "feed/rdf", "feed/atom", "comments/feed", "?feed=rss2", "?feed=atom")


def get_stored_path(path: str) -> str:
    """Return a normalised path as the table stores it: itself, or its beginning and a digest if it is too long."""
    if len(path) <= MAX_PATH_LENGTH:
        return path
    digest = hashlib.sha256(path.encode()).hexdigest()
    return f"{path[: MAX_PATH_LENGTH - len(digest) - 1]}~{digest}"


class Redirects:
    """Creates the redirects of a site. Existing redirects stay as they are."""

    def __init__(self, scan: ExportScan, site: Site, dry_run: bool):
        self.scan, self.site, self.dry_run = scan, site, dry_run
        self.old_site = OldSite(scan.site)

    def path(self, address: str) -> str:
        """Return the path of an address (absolute, or below the old blog) as redirects store it; ``/`` if invalid."""
        try:
            parts = urlsplit(address)
            if not parts.netloc:
                parts = urlsplit(f"{self.old_site.base}/{address.lstrip('/')}")
        except ValueError:  # a "[" where a host should be
            return "/"
        return get_stored_path(Redirect.normalise_path(f"{parts.path}{f'?{parts.query}' if parts.query else ''}"))

    def add(self, addresses: Iterable[str], *, page: Page | None = None, link: str = "", route: str = "") -> list[str]:
        """Redirect old addresses to a page (or a route on it), or to a link. Returns the paths that are redirected."""
        url_parts = page.get_url_parts() if page else None
        target_url = url_parts[2] + route.lstrip("/") if url_parts else ""
        own_path = Redirect.normalise_path(target_url) if target_url else ""
        if route and not hasattr(page, "resolve_subpage"):
            # Wagtail redirects to the routes of routable pages only.
            page, link, route = None, target_url, ""
        paths = sorted({path for path in map(self.path, addresses) if path not in {own_path, "/"}})
        if not self.dry_run:
            Redirect.objects.bulk_create(
                [
                    Redirect(
                        old_path=path,
                        site=self.site,
                        redirect_page=page,
                        redirect_page_route_path=route,
                        redirect_link=link,
                    )
                    for path in paths
                ],
                ignore_conflicts=True,
            )
            created = Redirect.objects.filter(
                site=self.site, old_path__in=paths, redirect_page=page, redirect_link=link
            )
            return sorted(created.values_list("old_path", flat=True))
        return paths

    def remove(self, addresses: Iterable[str], *, link: str) -> None:
        """Remove the redirects of old addresses that lead to a link."""
        if not self.dry_run:
            paths = list(map(self.path, addresses))
            Redirect.objects.filter(site=self.site, old_path__in=paths, redirect_link=link).delete()


def get_addresses(entry: Entry, old: OldSite) -> list[str]:
    """Return every address of a post."""
    addresses = [address for address in (entry.link, entry.guid) if old.split(address)]
    if entry.link and "?" not in entry.link:
        addresses.append(f"{entry.link.rstrip('/')}/feed")
        addresses += [_with_slug(entry, slug) for slug in entry.old_slugs]
    if entry.id > 0:
        addresses.append(f"?p={entry.id}")
        if entry.type == "page":
            addresses.append(f"?page_id={entry.id}")
        if entry.type == "tribe_events":
            addresses += [f"?tribe_events={quote(entry.slug)}", f"?post_type=tribe_events&p={entry.id}"]
    return addresses


def _with_slug(entry: Entry, slug: str) -> str:
    return f"{entry.link.rstrip('/').rpartition('/')[0]}/{slug}/"


def get_event_tag_addresses(slug: str) -> list[str]:
    """Return the addresses of the lists of events with a tag."""
    return [f"events/tag/{slug}", f"events/tag/{slug}/list", f"events/tag/{slug}/month"]


def get_term_addresses(term: Term, parents: dict[str, str]) -> list[str]:
    """Return the addresses of a category: by its slug, by the path of its parents and itself, and by its id."""
    if term.taxonomy == "tribe_events_cat":
        return [f"events/category/{term.slug}", f"events/category/{term.slug}/list"]
    chain, above = [term.slug], parents.get(term.slug, "")
    while above and above not in chain:
        chain.insert(0, above)
        above = parents.get(above, "")
    names = list(dict.fromkeys([f"category/{term.slug}", f"category/{'/'.join(chain)}"]))
    return [*names, *([f"?cat={term.id}"] if term.id else [])]


def with_front(addresses: Iterable[str], front: str) -> list[str]:
    """Return the addresses of archives without and with the front of the permalinks (``ExportScan.front``)."""
    addresses = list(addresses)
    return [*addresses, *(f"{front}/{address}" for address in addresses if front and not address.startswith("?"))]


def build_search_link(search_url: str, words: str) -> str:
    """Return the address of a search, with as many of its first characters as a redirect can hold."""
    while len(link := f"{search_url}?{urlencode({'q': words})}") > MAX_PATH_LENGTH:
        words = words[: len(words) * 3 // 4]
    return link
