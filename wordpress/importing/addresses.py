"""What the addresses of the old site mean: which post, page, file, category, author or archive."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from conversion.context import LinkTarget

from ..reading.build import integer
from ..reading.records import Site, split_address
from .former import FormerSites
from .media import MediaLibrary
from .people import People
from .records import Records
from .sections import Sections
from .survey import Attachment, Entry, Survey
from .topics import Tags, Topics
from .venues import Venues

# What WordPress puts behind the address of a post or an archive, and The Events Calendar: one of several dates.
TAIL = re.compile(
    r"/(?:feed(?:/(?:rss2?|rdf|atom))?|amp|embed|trackback|comment-page-\d+|page/\d+|\d{4}-\d\d(?:-\d\d)?)$"
)
PAGE_NUMBER = re.compile(r"/\d{1,2}$")
DATE_ARCHIVE = re.compile(r"(?:^|/)(?P<year>[12]\d{3})(?:/(?P<month>0[1-9]|1[0-2]))?(?:/(?:0[1-9]|[12]\d|3[01]))?$")
# What sites in other languages call their archives, and what their editors do.
CATEGORY_BASES = frozenset(
    str.split("""category categories cat topic topics section sections theme themes kategorie kategorien kategori
    kategoria categorie catégorie catégories categoria categorias categoría categorías thema tema temas rubrik rubrique
    rubriques""")
)
FEEDS = {"/feed", "/feed/rss", "/feed/rss2", "/feed/rdf", "/feed/atom", "/comments/feed"}
MONTH = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])?(?:\d\d)?")
ID_PARAMETERS = ("p", "page_id", "attachment_id", "tribe_events", "attachment")


@dataclass(frozen=True, slots=True)
class Place:
    """Something of the old site that had an address: the key of its record, and the path of its file if it is one."""

    key: str
    file: str = ""


def query_key(name: str, value: str) -> str:
    return f"/?{name}={value}"


def file_path(url: str) -> str:
    return split_address(url).path or url


def _whole(path: str) -> str:
    """Return the path of the post or archive of which a path is another form or a part."""
    previous = None
    while path != previous:
        previous, path = path, TAIL.sub("", path)
    return path


class OldSite:
    """Tells addresses of the old site from others, and takes off what does not matter: scheme, host, slashes."""

    def __init__(self, site: Site):
        self.hosts, self.base = set(), ""
        for url in (site.base_url, site.url):
            parts = split_address(url)
            if parts.netloc:
                self.hosts.add(parts.netloc.lower().removeprefix("www."))
                self.base = parts.path.rstrip("/")
        self.url = (site.url or site.base_url or "http://localhost").rstrip("/")

    def absolute(self, url: str, seen_at: str = "") -> str:
        """Return an address as written in a body as a whole one; what is none stays as it is."""
        try:
            return urljoin(seen_at or f"{self.url}/", url.strip())
        except ValueError:
            return url

    def split(self, url: str) -> tuple[str, list[tuple[str, str]]] | None:
        """Return path (below the blog, without a slash at its end) and query of an address here, or None."""
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


class AddressBook:
    """Answers where an old address leads now. Pages are placed before it is asked, so that each has its id."""

    def __init__(
        self,
        survey: Survey,
        records: Records,
        media: MediaLibrary,
        people: People,
        topics: Topics,
        venues: Venues,
        sections: Sections,
    ):
        self.survey, self.records, self.media = survey, records, media
        self.people, self.topics, self.venues, self.sections = people, topics, venues, sections
        self.tags = Tags()
        self.old = OldSite(survey.site)
        self.by_key: dict[str, Place] = {}
        self.by_address: dict[str, Place] = {}
        self.by_slug: dict[str, Place | None] = {}
        self._note_former()
        items = [*survey.attachments.values(), *survey.entries.values()]
        for item in items:
            self._note_item(item)
        self.former_sites = FormerSites(items, self.old.hosts, self.old.base)

    def _note_former(self) -> None:
        """Note what former runs brought in and this export lacks: other files of a split export, most often."""
        here = {item.key for items in (self.survey.attachments, self.survey.entries) for item in items.values()}
        for former in self.records.former():
            if former.key not in here:
                addresses = [self.old.absolute(address) for address in former.addresses]
                place = Place(former.key, file_path(former.file))
                self._note(place, addresses, () if former.file else map(self._slug, addresses))

    def _note_item(self, item: Entry | Attachment) -> None:
        if isinstance(item, Attachment):
            self._note(Place(item.key, file_path(item.url)), (item.link, item.guid))
        else:
            self._note(Place(item.key), (item.link, item.guid), map(unquote, (item.slug, *item.old_slugs)))

    def _note(self, place: Place, addresses: Iterable[str], slugs: Iterable[str] = ()) -> None:
        self.by_key[place.key] = place
        for address in addresses:
            if (found := self.old.split(address)) and (key := self._key(*found)):
                self.by_address[key] = place
        for slug in filter(None, slugs):
            # A slug that two posts have says nothing.
            name = slug.casefold()
            self.by_slug[name] = place if self.by_slug.get(name, place) is place else None

    def _slug(self, address: str) -> str:
        """Return the last word of an address, by which WordPress knows a post; nothing of one by number."""
        path, query = self.old.split(address) or ("", [])
        return "" if query else TAIL.sub("", path).rpartition("/")[2]

    def _key(self, path: str, query: list[tuple[str, str]]) -> str:
        for name, value in query:
            if name in ID_PARAMETERS:
                return query_key(name, value)
        return path

    def link(self, url: str, seen_at: str = "") -> LinkTarget | None:
        """Return where an address leads now, or None if it is not of the old site."""
        whole = self.old.absolute(url, seen_at)
        found = self.old.split(whole)
        if found is None:
            return self._formerly(whole)
        path, query = found
        if place := self.place_at(path, query) or self._named_like(path):
            return self._target(place, whole)
        if self.media.is_upload(whole) and (target := self._upload(whole)):
            return target
        return self._archive(path, dict(query))

    def _formerly(self, whole: str) -> LinkTarget | None:
        """Return where an address of a former site leads now; what nothing here had stays another site's."""
        path = self.former_sites.path_here(whole)
        moved = self.old.absolute(path) if path is not None else ""
        found = self.old.split(moved)
        if found and (place := self.place_at(*found)):
            return self._target(place, moved)
        return self._upload(moved) if found and self.media.is_upload(moved) else None

    def place_at(self, path: str, query: list[tuple[str, str]]) -> Place | None:
        """Return the post, page or file that an address means, in whatever form WordPress understands."""
        for name, value in query:
            if name in {"p", "page_id", "attachment_id"} and (number := integer(value)):
                return self.by_key.get(f"post:{number}")
        if query and (place := self.by_address.get(self._key(path, query))):
            return place
        if place := self.by_address.get(path) or self.by_address.get(_whole(path)):
            return place
        path = _whole(path)
        return self.by_address.get(PAGE_NUMBER.sub("", path)) if path else None

    def _named_like(self, path: str) -> Place | None:
        """Return what WordPress does: the last word of an address, if one post has it, whatever stands before it."""
        return self.by_slug.get(_whole(path).rpartition("/")[2].casefold())

    def _target(self, place: Place, whole: str) -> LinkTarget:
        """Where a place leads. A picture has no page of its own here: the address of its file still works."""
        known = self.records.get(place.key)
        if known and known.page:
            return LinkTarget(page=known.page)
        if known and known.document:
            return LinkTarget(document=known.document)
        return LinkTarget(url=place.file or whole)

    def _upload(self, whole: str) -> LinkTarget | None:
        if file := self.media.file_for(whole):
            return LinkTarget(document=file.id)
        if self.media.image_for(whole):
            return LinkTarget(url=split_address(whole).path)
        return None

    def _archive(self, path: str, query: dict[str, str]) -> LinkTarget | None:
        """The front page, feeds and archives of the old site."""
        if not path and not query:
            return LinkTarget(page=self.sections.home.pk)
        if not path:
            return self._archive_by_parameter(query)
        if path in FEEDS:
            return LinkTarget(url=f"{self.sections.blog_url}feed/")
        path = TAIL.sub("", path)
        if not path:
            return LinkTarget(page=self.sections.blog.pk)
        parts = path.strip("/").split("/")
        if len(parts) > 1 and parts[0] == self.survey.front:
            parts = parts[1:]
        if len(parts) > 1 and parts[0].lower() in CATEGORY_BASES:
            topic = self.topics.by_term.get(("category", parts[-1]))
            return LinkTarget(page=topic) if topic else None
        if len(parts) == 2 and parts[0] == "tag":
            return LinkTarget(url=f"{self.sections.search_url}?q={parts[1].replace('-', '+')}")
        if len(parts) == 2 and parts[0] == "author":
            return LinkTarget(page=self.people.by_login.get(parts[1]) or self.sections.blog.pk)
        if parts[0] == "events" and len(parts) > 2 and parts[1] == "category":
            topic = self.topics.by_term.get(("tribe_events_cat", parts[-1]))
            return LinkTarget(page=topic or self.sections.events.pk)
        if parts[0] == "events" and len(parts) > 2 and parts[1] == "tag":
            topic = self.topics.named(self.survey.term_names.get(("post_tag", parts[2]), parts[2]))
            return LinkTarget(page=topic or self.sections.events.pk)
        if parts[0] == "events" or (len(parts) == 2 and parts[0] in {"venue", "organizer"} and self.survey.supporting):
            return LinkTarget(page=self.sections.events.pk)
        if date := DATE_ARCHIVE.search(path):
            return self._dated(date.groups())
        return None

    def _dated(self, parts: Iterable[str | None]) -> LinkTarget:
        return LinkTarget(url="".join([self.sections.blog_url, *(f"{part}/" for part in parts if part)]))

    def _archive_by_parameter(self, query: dict[str, str]) -> LinkTarget | None:
        """Return where an archive is that WordPress knew by a parameter of its front page, such as ``/?cat=3``."""
        if words := query.get("s") or query.get("tag", "").replace("-", " "):
            return LinkTarget(url=f"{self.sections.search_url}?{urlencode({'q': words})}")
        if number := integer(query.get("cat", "")):
            terms = (term for term in self.survey.export.terms if term.id == number)
            topics = (self.topics.by_term.get((term.taxonomy, term.slug)) for term in terms)
            return next((LinkTarget(page=topic) for topic in topics if topic), None)
        if date := MONTH.fullmatch(query.get("m", "")):
            return self._dated(date.groups())
        return LinkTarget(page=self.sections.blog.pk) if integer(query.get("paged", "")) else None
