"""Old addresses lead to where things are now: Wagtail's redirects, one for each, never in a chain.

A redirect names the page, not its address, so that a page that moves takes its old addresses along. Wagtail asks
for one where nothing is found, so that none can hide a page; ``/?p=12``, where the home page would answer, is the
work of ``wordpress.middleware``, which looks into the same table. Files are looked up by that middleware too, and
paths that are longer than the table holds, which stand in it by their beginning and a digest (``known_as``).
"""

import hashlib
from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from ..reading.records import Term
from .addresses import OldSite
from .survey import Entry, Survey

LONGEST_PATH = 255
FEED_ROUTE = "/feed/"
FEEDS = ("feed", "feed/rss", "feed/rss2", "feed/rdf", "feed/atom", "comments/feed", "?feed=rss2", "?feed=atom")


def known_as(path: str) -> str:
    """Return what the table knows a normalised path by: itself, or its beginning and a digest if it is too long."""
    if len(path) <= LONGEST_PATH:
        return path
    digest = hashlib.sha256(path.encode()).hexdigest()
    return f"{path[: LONGEST_PATH - len(digest) - 1]}~{digest}"


class Redirects:
    """Makes the redirects of a site. Those that exist, whoever made them, stay as they are."""

    def __init__(self, survey: Survey, site: Site, dry_run: bool):
        self.survey, self.site, self.dry_run = survey, site, dry_run
        self.old = OldSite(survey.site)

    def path(self, address: str) -> str:
        """Return the path of an address (whole, or below the old blog) as redirects know it; of none, ``/``."""
        try:
            parts = urlsplit(address)
            if not parts.netloc:
                parts = urlsplit(f"{self.old.base}/{address.lstrip('/')}")
        except ValueError:  # a "[" where a host should be
            return "/"
        return known_as(Redirect.normalise_path(f"{parts.path}{f'?{parts.query}' if parts.query else ''}"))

    def add(self, addresses: Iterable[str], *, page: Page | None = None, link: str = "", route: str = "") -> list[str]:
        """Let old addresses lead to a page (or a route on it), or to a link. Returns the paths that do."""
        own = page and page.get_url_parts()
        own_path = Redirect.normalise_path(own[2] + route.lstrip("/")) if own else ""
        if route and not hasattr(page, "resolve_subpage"):
            # Wagtail knows the routes of routable pages only; other pages answer this one by other means.
            page, link, route = None, own[2] + route.lstrip("/"), ""
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
            made = Redirect.objects.filter(site=self.site, old_path__in=paths, redirect_page=page, redirect_link=link)
            return sorted(made.values_list("old_path", flat=True))
        return paths


def addresses_of(entry: Entry, old: OldSite) -> list[str]:
    """Return every address under which a post was to be had."""
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


def addresses_of_event_tag(slug: str) -> list[str]:
    """Return the lists of the events that had a tag."""
    return [f"events/tag/{slug}", f"events/tag/{slug}/list", f"events/tag/{slug}/month"]


def addresses_of_term(term: Term, parents: dict[str, str]) -> list[str]:
    """Return the archives of a category: by itself, and below those above it, as WordPress writes it."""
    if term.taxonomy == "tribe_events_cat":
        return [f"events/category/{term.slug}", f"events/category/{term.slug}/list"]
    chain, above = [term.slug], parents.get(term.slug, "")
    while above and above not in chain:
        chain.insert(0, above)
        above = parents.get(above, "")
    names = list(dict.fromkeys([f"category/{term.slug}", f"category/{'/'.join(chain)}"]))
    return [*names, *([f"?cat={term.id}"] if term.id else [])]


def with_front(addresses: Iterable[str], front: str) -> list[str]:
    """Return the addresses of archives by themselves, and behind the word that stood before those of posts."""
    addresses = list(addresses)
    return [*addresses, *(f"{front}/{address}" for address in addresses if front and not address.startswith("?"))]


def search_link(search_url: str, words: str) -> str:
    """Return the address of a search; of a long text, for as much of its beginning as a redirect can hold."""
    while len(link := f"{search_url}?{urlencode({'q': words})}") > LONGEST_PATH:
        words = words[: len(words) * 3 // 4]
    return link
