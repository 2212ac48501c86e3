"""What the addresses of the old site mean: which post, page, file, category, author or archive."""

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from ..converting.records import LinkTarget
from ..reading.build import integer
from ..reading.records import Site, split_address
from .media import MediaLibrary
from .people import People
from .records import Records
from .sections import Sections
from .survey import Attachment, Entry, Survey
from .topics import Tags, Topics
from .venues import Venues

# What WordPress puts behind the address of a post or an archive.
TAIL = re.compile(r"/(?:feed(?:/(?:rss2?|rdf|atom))?|amp|embed|trackback|comment-page-\d+|page/\d+)$")
PAGE_NUMBER = re.compile(r"/\d{1,2}$")
DATE_ARCHIVE = re.compile(r"(?:^|/)(?P<year>[12]\d{3})(?:/(?P<month>0[1-9]|1[0-2]))?(?:/(?:0[1-9]|[12]\d|3[01]))?$")
ID_PARAMETERS = ("p", "page_id", "attachment_id", "tribe_events", "attachment")


def query_key(name: str, value: str) -> str:
    return f"/?{name}={value}"


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
        self.items: dict[str, Entry | Attachment] = {}
        self.by_slug: dict[str, Entry | None] = {}
        for item in (*survey.attachments.values(), *survey.entries.values()):
            self._note(item)

    def _note(self, item: Entry | Attachment) -> None:
        for address in (item.link, item.guid):
            if (found := self.old.split(address)) and (key := self._key(*found)):
                self.items[key] = item
        if isinstance(item, Entry):
            for slug in filter(None, (item.slug, *item.old_slugs)):
                # A slug that two posts have says nothing.
                self.by_slug[unquote(slug)] = item if self.by_slug.get(unquote(slug), item) is item else None

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
            return None
        path, query = found
        if item := self.item_at(path, query):
            return self._target(item, whole)
        if self.media.is_upload(whole) and (target := self._upload(whole)):
            return target
        return self._archive(path, dict(query))

    def item_at(self, path: str, query: list[tuple[str, str]]) -> Entry | Attachment | None:
        """Return the post, page or file that an address means, in whatever form WordPress understands."""
        for name, value in query:
            if name in {"p", "page_id", "attachment_id"} and (number := integer(value)):
                return self.survey.entries.get(number) or self.survey.attachments.get(number)
        if query and (item := self.items.get(self._key(path, query))):
            return item
        previous = None
        while path and path != previous:
            if item := self.items.get(path):
                return item
            previous, path = path, TAIL.sub("", path)
        if (item := self.items.get(PAGE_NUMBER.sub("", path))) and path:
            return item
        # As WordPress does: the last word of an address, if one post has it, whatever the form before it was.
        return self.by_slug.get(path.rsplit("/", 1)[-1]) if path else None

    def _target(self, item: Entry | Attachment, whole: str) -> LinkTarget | None:
        known = self.records.get(item.key)
        if known and known.page:
            return LinkTarget(page=known.page)
        if isinstance(item, Attachment):
            return self._file(item)
        return LinkTarget(url=whole)

    def _file(self, item: Attachment) -> LinkTarget:
        """The file of an attachment. A picture has no page of its own here: the address of its file still works."""
        known = self.records.get(item.key)
        if known and known.document:
            return LinkTarget(document=known.document)
        return LinkTarget(url=split_address(item.url).path or item.url)

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
        path = TAIL.sub("", path)
        if not path and not query:
            return LinkTarget(url=f"{self.sections.blog_url}feed/")
        parts = path.strip("/").split("/")
        if len(parts) > 1 and parts[0] in {"category", "topics"}:
            topic = self.topics.by_term.get(("category", parts[-1]))
            return LinkTarget(page=topic) if topic else None
        if len(parts) == 2 and parts[0] == "tag":
            return LinkTarget(url=f"{self.sections.search_url}?q={parts[1].replace('-', '+')}")
        if len(parts) == 2 and parts[0] == "author":
            return LinkTarget(page=self.people.by_login.get(parts[1]) or self.sections.blog.pk)
        if parts[0] == "events" and len(parts) > 2 and parts[1] == "category":
            topic = self.topics.by_term.get(("tribe_events_cat", parts[-1]))
            return LinkTarget(page=topic or self.sections.events.pk)
        if path == "/events":
            return LinkTarget(page=self.sections.events.pk)
        if date := DATE_ARCHIVE.search(path):
            return LinkTarget(url="".join([self.sections.blog_url, *(f"{part}/" for part in date.groups() if part)]))
        return None
