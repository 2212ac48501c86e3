"""The scan of an export: what it holds, without the bodies, which are read one at a time later."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from ..reading.build import parse_integer
from ..reading.export import Export
from ..reading.records import Item, Site, split_address
from .restrictions import find_restriction

# What WordPress shows to everybody. An attachment "inherits" the state of what it belongs to.
PUBLIC_STATUS = "publish"
# Never imported: posts that were never saved, and the bin.
DISCARDED_STATUSES = {"auto-draft", "trash"}
PAGE_TYPES = ("page", "post", "tribe_events")
ATTACHMENT = "attachment"
# Read for what they say about pages, not as pages.
SUPPORTING_TYPES = {"wp_block", "guest-author", "tribe_venue", "tribe_organizer"}
# The taxonomies that are imported: the first two and that of events become topics and tags, "author" bylines.
TAXONOMIES = {"category", "post_tag", "tribe_events_cat", "author"}
PING_TYPES = {"pingback", "trackback"}
# Plugins, and WordPress since 6.9, keep editors' notes and notes on orders as comments, too.
READER_TYPES = {"", "comment", "review"}
# Where plugins for credits keep them: WordPress itself has no field.
CREDIT_FIELDS = ("_media_credit", "media_credit", "_wp_attachment_credit", "credit", "_image_credit", "photo_credit")


@dataclass(slots=True)
class Entry:
    """An item without its body."""

    id: int
    type: str
    status: str
    title: str
    slug: str
    link: str
    guid: str
    parent: int
    menu_order: int
    creator: str
    published_at: datetime | None
    #: The day in the old site's time zone, by which its archives are dated.
    day: date | None
    has_password: bool
    #: What a plugin used to restrict it to members, or nothing.
    restriction: str
    sticky: bool
    thumbnail: int | None
    old_slugs: tuple[str, ...]
    is_empty: bool
    file: str
    line: int

    @property
    def key(self) -> str:
        return f"post:{self.id}"

    @property
    def is_public(self) -> bool:
        """Whether everybody could read it: not private, pending, scheduled, protected or for members."""
        return self.status == PUBLIC_STATUS and not self.has_password and not self.restriction

    @property
    def is_scheduled(self) -> bool:
        """Whether its date is in the future: this site shows it from then on."""
        return self.published_at is not None and self.published_at > timezone.now()

    def __str__(self) -> str:
        return f"{self.type} {self.id} “{self.title}”"


@dataclass(slots=True)
class Attachment:
    """What the old media library knew about a file."""

    id: int
    title: str
    url: str
    path: str
    link: str
    guid: str
    parent: int
    menu_order: int
    alt: str
    caption: str
    description: str
    credit: str
    creator: str

    @property
    def key(self) -> str:
        return f"post:{self.id}"


@dataclass
class ExportScan:
    """What an export holds. ``not_imported`` counts the items that no part of this site can take, by type."""

    export: Export
    entries: dict[int, Entry] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    supporting: dict[int, Item] = field(default_factory=dict)
    not_imported: Counter[str] = field(default_factory=Counter)
    other_taxonomies: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    #: Attached images of a post, in the order of the old media library.
    children: dict[int, list[int]] = field(default_factory=dict)
    #: Logins of the authors of public posts, and of all posts.
    public_creators: set[str] = field(default_factory=set)
    creators: set[str] = field(default_factory=set)
    used_terms: set[tuple[str, str]] = field(default_factory=set)
    term_names: dict[tuple[str, str], str] = field(default_factory=dict)
    #: The slugs of the tags of events.
    event_tags: set[str] = field(default_factory=set)
    #: The tags of public posts, with their names: they have a list here.
    listed_tags: dict[str, str] = field(default_factory=dict)
    #: Logins and names in the terms of Co-Authors Plus.
    co_authors: dict[str, str] = field(default_factory=dict)
    items: int = 0

    @property
    def site(self) -> Site:
        return self.export.site

    @property
    def source(self) -> str:
        return self.site.key

    @cached_property
    def front(self) -> str:
        """The first part of the path of all posts, as in ``/blog/a-post/``, which WordPress puts before archives too.

        WordPress calls it the front of the permalink structure.
        """
        posts = [entry for entry in self.entries.values() if entry.type == "post" and entry.is_public]
        below = len(split_address(self.site.url).path.rstrip("/"))
        paths = [parts.path[below:] for parts in (split_address(post.link) for post in posts) if not parts.query]
        firsts = {path.strip("/").partition("/")[0] for path in paths if "/" in path.strip("/")}
        front = firsts.pop() if len(firsts) == 1 and all("/" in path.strip("/") for path in paths) else ""
        return "" if front.isdigit() or ("category", front) in self.used_terms else front

    def pages(self) -> list[Entry]:
        """Return the entries that become pages, parents before their children."""
        ordered: list[Entry] = []
        seen: set[int] = set()
        for kind in PAGE_TYPES:
            for first in sorted((e for e in self.entries.values() if e.type == kind), key=lambda e: e.menu_order):
                # Upwards, to the top or to a page that was met before: some pages are their own ancestors.
                line: list[Entry] = []
                entry: Entry | None = first
                while entry and entry.id not in seen:
                    seen.add(entry.id)
                    line.append(entry)
                    parent = self.entries.get(entry.parent)
                    entry = parent if parent and parent.type == "page" else None
                ordered += reversed(line)
        return ordered


def get_publication_time(item: Item) -> datetime | None:
    """Return when an item was published (aware): its date in GMT, else its local date in this site's time zone."""
    if moment := item.get_date():
        return moment
    if item.date:
        return timezone.make_aware(item.date)
    return item.modified_gmt or (item.modified and timezone.make_aware(item.modified))


def ensure_id(item: Item) -> int:
    """Return the id of an item. One without gets a negative one, from its address or words: the same in each run."""
    if item.id is None:
        identity = item.link or item.guid or f"{item.title}\n{item.content}"
        item.id = -int.from_bytes(hashlib.sha256(f"{item.type} {identity}".encode()).digest()[:6])
    return item.id


def scan_export(export: Export, on_item: Callable[[], None] = lambda: None) -> ExportScan:
    """Read an export through once. ``on_item`` is called after each item."""
    found = ExportScan(export)
    for item in export.items():
        _note(found, item)
        on_item()
    for attachment in sorted(found.attachments.values(), key=lambda a: (a.menu_order, a.id)):
        found.children.setdefault(attachment.parent, []).append(attachment.id)
    return found


def _note(found: ExportScan, item: Item) -> None:
    found.items += 1
    item_id = ensure_id(item)
    if item.status in DISCARDED_STATUSES:
        found.not_imported[f"{item.type} ({item.status})"] += 1
    elif item.type == ATTACHMENT:
        found.attachments[item_id] = _make_attachment(item, item_id)
    elif item.type in SUPPORTING_TYPES:
        found.supporting[item_id] = item
    elif item.type in PAGE_TYPES:
        entry = found.entries[item_id] = _make_entry(item, item_id)
        _note_names(found, item, entry)
    else:
        found.not_imported[item.type] += 1


def _note_names(found: ExportScan, item: Item, entry: Entry) -> None:
    # Pages have no author here, and the account that entered an event is not its speaker.
    if item.type == "post":
        found.creators.add(item.creator)
        if entry.is_public:
            found.public_creators.add(item.creator)
    for term in item.terms:
        found.used_terms.add((term.taxonomy, term.slug))
        found.term_names.setdefault((term.taxonomy, term.slug), term.name)
        if term.taxonomy == "author":
            login = term.slug.removeprefix("cap-")
            found.co_authors[login] = term.name
            if entry.is_public and item.type == "post":
                found.public_creators.add(login)
        elif term.taxonomy not in TAXONOMIES:
            found.other_taxonomies[f"{term.taxonomy}: {term.name or term.slug}"] += 1
        elif term.taxonomy == "post_tag" and item.type == "tribe_events":
            found.event_tags.add(term.slug)
        elif term.taxonomy == "post_tag" and item.type == "post" and entry.is_public and not entry.is_scheduled:
            found.listed_tags.setdefault(term.slug, term.name)
    for comment in item.comments:
        shown = "approved" if comment.approved else "not approved"
        kind = "pingback" if comment.type in PING_TYPES else shown if comment.type in READER_TYPES else "not a reader's"
        found.comments[kind] += 1


def _make_entry(item: Item, item_id: int) -> Entry:
    thumbnail, published = item.get_meta("_thumbnail_id"), get_publication_time(item)
    return Entry(
        id=item_id,
        type=item.type,
        status=item.status,
        title=item.title,
        slug=item.slug,
        link=item.link,
        guid=item.guid,
        parent=item.parent,
        menu_order=item.menu_order,
        creator=item.creator,
        published_at=published,
        day=(item.date or published).date() if published else None,
        has_password=bool(item.password),
        restriction=find_restriction(item),
        sticky=item.sticky,
        thumbnail=parse_integer(thumbnail),
        old_slugs=tuple(item.meta.get("_wp_old_slug", ())),
        is_empty=not item.content.strip(),
        file=item.file,
        line=item.line,
    )


def _make_attachment(item: Item, item_id: int) -> Attachment:
    credit = next(filter(None, (item.get_meta(key).strip() for key in CREDIT_FIELDS)), "")
    return Attachment(
        id=item_id,
        title=item.title,
        url=item.attachment_url or item.guid,
        path=item.get_meta("_wp_attached_file"),
        link=item.link,
        guid=item.guid,
        parent=item.parent,
        menu_order=item.menu_order,
        alt=item.get_meta("_wp_attachment_image_alt"),
        caption=item.excerpt,
        description=item.content,
        credit=credit,
        creator=item.creator,
    )
