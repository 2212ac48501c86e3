"""What converting a body asks of its surroundings, and what it gives back."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

KEPT = "kept"
CHANGED = "changed"
DROPPED = "dropped"


@dataclass(frozen=True)
class LinkTarget:
    """Where an old address leads now: a page, a document or another address; exactly one of them.

    ``page`` and ``document`` are primary keys. With ``lost`` the link's words stay and the link goes, and the
    report says why. ``leads_nowhere`` tells that ``url`` is still an address of the old site, and ``is_here`` that
    ``page`` is the one whose body is converted.
    """

    page: int | None = None
    document: int | None = None
    url: str = ""
    lost: str = ""
    leads_nowhere: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class ImageTarget:
    """An image of this site (primary key), with what the old media library said about it."""

    id: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class LostImage:
    """An image of the old site whose file is not here: where it was, and what the old media library said of it."""

    url: str
    words: str = ""


@dataclass(frozen=True)
class FileTarget:
    """A document of this site (primary key): a file to download, hear or watch."""

    id: int
    title: str = ""


class Context(Protocol):
    """What a body is converted in. The importer implements it; ``wordpress.converting`` never asks a database."""

    source: str
    """What identifies the post, e.g. ``example.org/blog:123``: block ids are derived from it."""

    def resolve_link(self, url: str) -> LinkTarget | None:
        """Return where an address in the old site leads now; None for addresses elsewhere, which stay as they are.

        ``url`` is as written: absolute, relative, ``/?p=12``, an attachment's page, a file; never a bare ``#anchor``.
        """

    def resolve_image(self, url: str, attachment_id: int | None = None) -> ImageTarget | None:
        """Return the image at ``url`` (of any size: ``photo-300x200.jpg``) or of an attachment; None if its file
        is missing. Either argument may be empty."""

    def lost_image(self, url: str, attachment_id: int | None = None) -> LostImage | None:
        """Return where an image was of which ``resolve_image`` knows nothing; None if it was not of the old site."""

    def resolve_file(self, url: str, attachment_id: int | None = None) -> FileTarget | None:
        """Return the document at ``url`` or of an attachment; None if it is missing or elsewhere."""

    def attached_images(self) -> list[int]:
        """Return the ids of the images attached to this post in menu order: what ``[gallery]`` without ids shows."""

    def resolve_person(self, name: str) -> int | None:
        """Return the primary key of the person of that name (with or without a title such as Dr), if known."""

    def reusable_block(self, ref: int) -> str | None:
        """Return the content of a synced pattern (a ``wp_block`` item), or None."""


@dataclass(frozen=True)
class Finding:
    """What became of one thing in the source.

    ``kind`` is one of ``word``, ``link``, ``image``, ``heading``, ``quote``, ``embed``, ``table``, ``list``,
    ``code``, ``file``, ``shortcode``, ``block``, ``markup``, ``byline``; ``outcome`` one of ``KEPT``, ``CHANGED``,
    ``DROPPED``; ``what`` names the thing (its address, its first words); ``reason`` says why, for an editor.
    """

    kind: str
    outcome: str
    what: str
    reason: str = ""


@dataclass(frozen=True)
class Byline:
    """“By Name Surname” at the top of a body. ``used``: every name is known, so the line was taken out of the body.

    ``people`` are primary keys, None for who is not known; ``roles`` are empty where none is said. Both are as long
    as ``names``.
    """

    text: str
    names: list[str]
    people: list[int | None]
    used: bool = False
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class WordAccount:
    """Words of the source against words of the result, as multisets and in sequence.

    ``moved`` words are kept, in another place; ``dropped`` and ``added`` list words with the word before them.
    """

    words_in: int = 0
    words_out: int = 0
    kept: int = 0
    moved: int = 0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def share_kept(self) -> float:
        return self.kept / self.words_in if self.words_in else 1.0


@dataclass
class Conversion:
    """A body as blocks: raw stream data (``type``, ``value``, ``id``), valid for ``events.blocks.BodyStreamBlock``."""

    blocks: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    words: WordAccount = field(default_factory=WordAccount)
    #: What the source calls whatever blocks refer to: ``{("person", 3): "Ida Quill", ("image", 7): "hall.jpg"}``.
    labels: dict[tuple[str, int], str] = field(default_factory=dict)

    def tally(self) -> dict[str, Counter]:
        """Count the findings: ``{"link": Counter(kept=3, dropped=1), ...}``."""
        counts: dict[str, Counter] = {}
        for finding in self.findings:
            counts.setdefault(finding.kind, Counter())[finding.outcome] += 1
        return counts
