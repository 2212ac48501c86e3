"""Addresses of the old site: which post, page, file, category, author or archive each of them leads to now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from taggit.models import Tag

from blog.tags import get_tag_path
from conversion.context import LinkTarget

from ..reading.build import parse_integer
from ..reading.records import Site, Term, split_address
from .destinations import Destinations
from .former_domains import FormerDomains
from .item_records import ItemRecords
from .media import MediaLibrary
from .people import People
from .scan import Attachment, Entry, ExportScan
from .topics import NO_CATEGORY, Tags, Topics
from .venues import Venues

# What WordPress appends to the address of a post or an archive, and The Events Calendar to that of an event.
TAIL = re.compile(
    r"/(?:feed(?:/(?:rss2?|rdf|atom))?|amp|embed|trackback|comment-page-\d+|page/\d+|\d{4}-\d\d(?:-\d\d)?)$"
)
PAGE_NUMBER = re.compile(r"/\d{1,2}$")
DATE_ARCHIVE = re.compile(r"(?:^|/)(?P<year>[12]\d{3})(?:/(?P<month>0[1-9]|1[0-2]))?(?:/(?:0[1-9]|[12]\d|3[01]))?$")
# The usual first parts of the addresses of category archives, also in other languages.
CATEGORY_BASES = frozenset(
    str.split("""category categories cat topic topics section sections theme themes kategorie kategorien kategori
    kategoria categorie catégorie catégories categoria categorias categoría categorías thema tema temas rubrik rubrique
    rubriques""")
)
FEEDS = {"/feed", "/feed/rss", "/feed/rss2", "/feed/rdf", "/feed/atom", "/comments/feed"}
MONTH = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])?(?:\d\d)?")
ID_PARAMETERS = ("p", "page_id", "attachment_id", "tribe_events", "attachment")


@dataclass(frozen=True, slots=True)
class OldItem:
    """An item of the old site that has addresses: the key of its record, and the path of its file if it is one."""

    key: str
    file: str = ""


def make_query_key(name: str, value: str) -> str:
    return f"/?{name}={value}"


def get_file_path(url: str) -> str:
    return split_address(url).path or url


def strip_tail(path: str) -> str:
    """Return the path of a post or archive from that of its feed, its page 2 and so on."""
    previous = None
    while path != previous:
        previous, path = path, TAIL.sub("", path)
    return path


class OldSite:
    """Recognises addresses of the old site, and strips scheme, host and slashes from them."""

    def __init__(self, site: Site):
        self.hosts, self.base = set(), ""
        for url in (site.base_url, site.url):
            parts = split_address(url)
            if parts.netloc:
                self.hosts.add(parts.netloc.lower().removeprefix("www."))
                self.base = parts.path.rstrip("/")
        self.url = (site.url or site.base_url or "http://localhost").rstrip("/")

    def absolute(self, url: str, seen_at: str = "") -> str:
        """Return an address in a body as an absolute one; an invalid address stays as it is."""
        try:
            return urljoin(seen_at or f"{self.url}/", url.strip())
        except ValueError:
            return url

    def split(self, url: str) -> tuple[str, list[tuple[str, str]]] | None:
        """Return path (below the blog, without a slash at its end) and query of an old address; None for others."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme not in {"http", "https"} or parts.netloc.lower().removeprefix("www.") not in self.hosts:
            return None
        path = re.sub("/{2,}", "/", unquote(parts.path)).rstrip("/")
        if self.base and path != self.base and not path.startswith(f"{self.base}/"):
            return None
        return path.removeprefix(self.base), parse_qsl(parts.query, keep_blank_values=True)


class AddressLookup:
    """Finds where an old address leads now. Pages must have been created before, so that each has its id."""

    def __init__(
        self,
        scan: ExportScan,
        records: ItemRecords,
        media: MediaLibrary,
        people: People,
        topics: Topics,
        venues: Venues,
        destinations: Destinations,
    ):
        self.scan, self.records, self.media = scan, records, media
        self.people, self.topics, self.venues, self.destinations = people, topics, venues, destinations
        self.tags = Tags()
        self.old_site = OldSite(scan.site)
        self.by_key: dict[str, OldItem] = {}
        self.by_address: dict[str, OldItem] = {}
        self.by_slug: dict[str, OldItem | None] = {}
        self._add_earlier_items()
        items: list[Entry | Attachment] = [*scan.attachments.values(), *scan.entries.values()]
        for item in items:
            self._add_item(item)
        self.former_domains = FormerDomains(items, self.old_site.hosts, self.old_site.base)

    def _add_earlier_items(self) -> None:
        """Add what earlier runs imported and this export lacks: most often other files of a split export."""
        here = {attachment.key for attachment in self.scan.attachments.values()}
        here |= {entry.key for entry in self.scan.entries.values()}
        for earlier in self.records.iter_earlier_items():
            if earlier.key not in here:
                addresses = [self.old_site.absolute(address) for address in earlier.addresses]
                item = OldItem(earlier.key, get_file_path(earlier.file))
                self._add(item, addresses, () if earlier.file else map(self._get_slug, addresses))

    def _add_item(self, item: Entry | Attachment) -> None:
        if isinstance(item, Attachment):
            self._add(OldItem(item.key, get_file_path(item.url)), (item.link, item.guid))
        else:
            self._add(OldItem(item.key), (item.link, item.guid), map(unquote, (item.slug, *item.old_slugs)))

    def _add(self, item: OldItem, addresses: Iterable[str], slugs: Iterable[str] = ()) -> None:
        self.by_key[item.key] = item
        for address in addresses:
            if (found := self.old_site.split(address)) and (key := self._make_key(*found)):
                self.by_address[key] = item
        for slug in filter(None, slugs):
            # A slug that two posts have leads to neither.
            name = slug.casefold()
            self.by_slug[name] = item if self.by_slug.get(name, item) is item else None

    def _get_slug(self, address: str) -> str:
        """Return the last part of an address, which is the slug of a post; nothing for an address by id."""
        path, query = self.old_site.split(address) or ("", [])
        return "" if query else TAIL.sub("", path).rpartition("/")[2]

    def _make_key(self, path: str, query: list[tuple[str, str]]) -> str:
        for name, value in query:
            if name in ID_PARAMETERS:
                return make_query_key(name, value)
        return path

    def resolve(self, url: str, seen_at: str = "") -> LinkTarget | None:
        """Return where an address leads now, or None if it is not of the old site."""
        absolute_url = self.old_site.absolute(url, seen_at)
        found = self.old_site.split(absolute_url)
        if found is None:
            return self._resolve_former_domain(absolute_url)
        path, query = found
        if item := self.find_item(path, query) or self._find_by_slug(path):
            return self._make_target(item, absolute_url)
        if self.media.is_upload_address(absolute_url) and (target := self._resolve_upload(absolute_url)):
            return target
        return self._resolve_archive(path, dict(query))

    def _resolve_former_domain(self, absolute_url: str) -> LinkTarget | None:
        """Return where an address on a former domain leads now; None if the old site had nothing there."""
        path = self.former_domains.get_current_path(absolute_url)
        moved = self.old_site.absolute(path) if path is not None else ""
        found = self.old_site.split(moved)
        if found and (item := self.find_item(*found)):
            return self._make_target(item, moved)
        return self._resolve_upload(moved) if found and self.media.is_upload_address(moved) else None

    def find_item(self, path: str, query: list[tuple[str, str]]) -> OldItem | None:
        """Return the post, page or file that an address means, in whatever form WordPress understands."""
        for name, value in query:
            if name in {"p", "page_id", "attachment_id"} and (number := parse_integer(value)):
                return self.by_key.get(f"post:{number}")
        if query and (item := self.by_address.get(self._make_key(path, query))):
            return item
        if item := self.by_address.get(path) or self.by_address.get(strip_tail(path)):
            return item
        path = strip_tail(path)
        return self.by_address.get(PAGE_NUMBER.sub("", path)) if path else None

    def _find_by_slug(self, path: str) -> OldItem | None:
        """Return the post whose slug is the last part of an address, as WordPress does, whatever comes before it."""
        return self.by_slug.get(strip_tail(path).rpartition("/")[2].casefold())

    def _make_target(self, item: OldItem, absolute_url: str) -> LinkTarget:
        """Return where an item is now. An image has no page of its own here: the address of its file still works."""
        record = self.records.get(item.key)
        if record and record.page:
            return LinkTarget(page=record.page)
        if record and record.document:
            return LinkTarget(document=record.document)
        return LinkTarget(url=item.file or absolute_url)

    def _resolve_upload(self, absolute_url: str) -> LinkTarget | None:
        if file := self.media.find_document(absolute_url):
            return LinkTarget(document=file.id)
        if self.media.find_image(absolute_url):
            return LinkTarget(url=split_address(absolute_url).path)
        return None

    def _resolve_archive(self, path: str, query: dict[str, str]) -> LinkTarget | None:
        """Return where the front page, a feed or an archive of the old site is now."""
        if not path and not query:
            return LinkTarget(page=self.destinations.home.pk)
        if not path:
            return self._resolve_archive_by_parameter(query)
        if path in FEEDS:
            return LinkTarget(url=f"{self.destinations.blog_url}feed/")
        path = TAIL.sub("", path)
        if not path:
            return LinkTarget(page=self.destinations.blog.pk)
        parts = path.strip("/").split("/")
        if len(parts) > 1 and parts[0] == self.scan.front:
            parts = parts[1:]
        if len(parts) > 1 and parts[0].lower() in CATEGORY_BASES:
            if parts[-1] == NO_CATEGORY:
                return LinkTarget(page=self.destinations.blog.pk)
            return self._find_category(parts[-1])
        if len(parts) == 2 and parts[0] == "tag":
            return LinkTarget(url=self._get_tag_url(parts[1]))
        if len(parts) == 2 and parts[0] == "author":
            return LinkTarget(page=self.people.by_login.get(parts[1]) or self.destinations.blog.pk)
        if parts[0] == "events" and len(parts) > 2 and parts[1] == "category":
            topic = self.topics.by_term.get(("tribe_events_cat", parts[-1]))
            return LinkTarget(page=topic or self.destinations.events.pk)
        if parts[0] == "events" and len(parts) > 2 and parts[1] == "tag":
            topic = self.topics.find_by_title(self.scan.term_names.get(("post_tag", parts[2]), parts[2]))
            return LinkTarget(page=topic or self.destinations.events.pk)
        if parts[0] == "events" or (len(parts) == 2 and parts[0] in {"venue", "organizer"} and self.scan.supporting):
            return LinkTarget(page=self.destinations.events.pk)
        if date := DATE_ARCHIVE.search(path):
            return self._make_date_archive(date.groups())
        return None

    def _find_category(self, slug: str) -> LinkTarget | None:
        """Return the topic of a category, or the list of the tag that it was turned into."""
        if topic := self.topics.by_term.get(("category", slug)):
            return LinkTarget(page=topic)
        tags = self.tags.get_or_create(self.topics.find_tags([Term("category", slug, name="")]))
        return LinkTarget(url=self._get_tag_list(tags[0])) if tags else None

    def _get_tag_url(self, slug: str) -> str:
        """Return the address of the list of a tag; of a search for its words if no public post has it."""
        if slug not in self.scan.listed_tags or self.records.dry_run:
            return self._get_search_url(slug.replace("-", " "))
        (tag,) = self.tags.get_or_create([Term("post_tag", slug, name=self.scan.listed_tags[slug])])
        return self._get_tag_list(tag)

    def _get_tag_list(self, tag: Tag) -> str:
        return f"{self.destinations.blog_url}{get_tag_path(tag.slug)}"

    def _get_search_url(self, words: str) -> str:
        return f"{self.destinations.search_url}?{urlencode({'q': words})}"

    def _make_date_archive(self, parts: Iterable[str | None]) -> LinkTarget:
        return LinkTarget(url="".join([self.destinations.blog_url, *(f"{part}/" for part in parts if part)]))

    def _resolve_archive_by_parameter(self, query: dict[str, str]) -> LinkTarget | None:
        """Return where an archive is now that was a parameter of the front page, such as ``/?cat=3``."""
        if slug := query.get("tag"):
            return LinkTarget(url=self._get_tag_url(slug))
        if words := query.get("s"):
            return LinkTarget(url=self._get_search_url(words))
        if number := parse_integer(query.get("cat", "")):
            terms = (term for term in self.scan.export.terms if term.id == number and term.taxonomy == "category")
            return next(filter(None, (self._find_category(term.slug) for term in terms)), None)
        if date := MONTH.fullmatch(query.get("m", "")):
            return self._make_date_archive(date.groups())
        return LinkTarget(page=self.destinations.blog.pk) if parse_integer(query.get("paged", "")) else None
