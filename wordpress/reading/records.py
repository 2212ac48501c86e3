"""Plain records of a WordPress export (WXR). Texts are as written, HTML included.

The format: https://wordpress.org/documentation/article/tools-export-screen/ and the ``export.php`` that writes it.
"""

from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from urllib.parse import SplitResult, unquote, urlsplit


@dataclass
class Site:
    """The site that the export comes from. ``url`` is the blog's front page, without a slash at its end."""

    title: str = ""
    url: str = ""
    base_url: str = ""
    description: str = ""
    language: str = ""
    version: str = ""

    @property
    def key(self) -> str:
        """What identifies the source site whatever its scheme, e.g. ``example.org/blog``; at most 255 characters.

        If the address is unknown, it is the title.
        """
        parts = split_address(self.url or self.base_url)
        address = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
        return (address or " ".join(self.title.split())).lower()[:255]


def split_address(url: str) -> SplitResult:
    """Split an address; an invalid one, such as one with a "[" in place of the host, is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def path_of(url: str) -> str:
    """Return the decoded path of an address, without NUL, which neither file names nor the database can hold."""
    return unquote(split_address(url).path).replace("\x00", "")


@dataclass
class Author:
    """A user of the old site; ``login`` is what ``Item.creator`` says."""

    login: str
    id: int | None = None
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass
class Term:
    """A category, tag or term of another taxonomy; ``parent`` is the slug of the term above it, or empty."""

    taxonomy: str
    slug: str
    name: str = ""
    parent: str = ""
    description: str = ""
    id: int | None = None


@dataclass
class Comment:
    """A comment. Addresses (e-mail, IP) are not read, so that they cannot be kept by mistake."""

    id: int | None
    author: str = ""
    author_url: str = ""
    date: datetime | None = None
    content: str = ""
    approved: bool = False
    type: str = ""
    parent: int = 0


@dataclass
class Item:
    """A post, page, attachment, menu item or anything else that WordPress keeps as a post.

    ``date`` and ``modified`` are local and naive, as the old site showed them; the ``_gmt`` ones are aware (UTC).
    Each is None where the export says ``0000-00-00 00:00:00`` or nothing. ``terms`` hold taxonomy, slug and name.
    ``meta`` maps a key to its values, in order; PHP-serialised ones are as stored (``reading.php`` reads them).
    ``file`` and ``line`` say where the item begins. ``id`` is None if the export gives none, or one that another
    item has. An item in whose middle the file ends is a draft.
    """

    id: int | None = None
    type: str = "post"
    title: str = ""
    link: str = ""
    guid: str = ""
    slug: str = ""
    status: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    password: str = ""
    sticky: bool = False
    parent: int = 0
    menu_order: int = 0
    date: datetime | None = None
    date_gmt: datetime | None = None
    modified: datetime | None = None
    modified_gmt: datetime | None = None
    published: datetime | None = None
    attachment_url: str = ""
    comment_status: str = ""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    file: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """What tells the item from the others of its site: its number, or else its guid, address or words."""
        if self.id is not None:
            return str(self.id)
        return self.guid or self.link or f"{self.type}:{self.slug or self.title}"

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing that identifies it."""
        texts = (
            self.title,
            self.link,
            self.guid,
            self.slug,
            self.content,
            self.excerpt,
            self.attachment_url,
            self.meta,
        )
        return self.id is None and not any(texts)

    def get_meta(self, key: str, default: str = "") -> str:
        """Return the first value of a custom field."""
        return (self.meta.get(key) or [default])[0]

    def terms_of(self, taxonomy: str) -> list[Term]:
        return [term for term in self.terms if term.taxonomy == taxonomy]

    def get_date(self) -> datetime | None:
        """Return the best moment known for this item, aware: the GMT date, else the feed's date; else None."""
        return self.date_gmt or self.published

    def __str__(self) -> str:
        return f"{self.type} {self.id or '?'} “{self.title}”"


@dataclass(frozen=True)
class Repair:
    """Something that was wrong in the file, and what was done about it."""

    what: str
    file: str
    line: int
    item: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}{f', in {self.item}' if self.item else ''}: {self.what}"


class NotAnExportError(ValueError):
    """The file is no WordPress export. The message is one line for the user who chose the file."""


def parse_date(text: str) -> datetime | None:
    """Read ``2014-03-19 10:30:00``, or any other form of ISO 8601, as other programs write it.

    WordPress writes zeros for a draft that was never dated.
    """
    try:
        return limit_years(datetime.fromisoformat(text.strip()).replace(tzinfo=None))
    except ValueError:
        return None


def limit_years(date: datetime) -> datetime | None:
    """Return a date that can be converted to any time zone: not one in the first or the last supported year."""
    return date if MINYEAR < date.year < MAXYEAR else None


def parse_gmt(text: str) -> datetime | None:
    """Read a date that is in UTC if it does not say otherwise."""
    try:
        parsed = limit_years(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None
    return parsed and (parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC))
