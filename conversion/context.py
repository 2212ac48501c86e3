"""Look-ups that a conversion needs from its caller: targets of links, images, files and people of the site."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class LinkTarget:
    """Where an address of the source leads now: a page, a document or another address; exactly one of them.

    ``page`` and ``document`` are primary keys. With a ``drop_reason`` the link's words stay and the link goes, and the
    report gives that reason. ``is_unresolved``: ``url`` is still an address of the source. ``is_same_page``: ``page``
    is the page whose body is converted.
    """

    page: int | None = None
    document: int | None = None
    url: str = ""
    drop_reason: str = ""
    is_unresolved: bool = False
    is_same_page: bool = False


@dataclass(frozen=True)
class ImageTarget:
    """An image of this site (primary key), with what the source's media library said about it."""

    id: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class MissingImage:
    """An image of the source whose file is not here: where it was, and what is known of it in words."""

    url: str
    description: str = ""


@dataclass(frozen=True)
class FileTarget:
    """A document of this site (primary key): a file to download, hear or watch."""

    id: int
    title: str = ""


class ConversionContext(Protocol):
    """Look-ups for the conversion of one body. The caller implements them: ``conversion`` queries no database.

    ``source_id`` is the number by which the source knows an image or a file, where it has one (for WordPress the id of
    an attachment). Of ``url`` and ``source_id`` either may be empty.
    """

    source: str
    """What identifies the body among all, e.g. ``wordpress:example.org/blog:123``: block ids are derived from it."""

    def resolve_link(self, url: str) -> LinkTarget | None:
        """Return where an address of the source leads now; None for addresses elsewhere, which stay as they are.

        ``url`` is as written: absolute or relative, a page or a file; never a bare ``#anchor``.
        """

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        """Return the image at ``url`` (of any size: ``a-300x200.jpg``) or of that id; None if its file is missing."""

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        """Return where an image was that ``resolve_image`` does not know; None if it was not one of the source's."""

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        """Return the document at ``url`` or of that id; None if it is missing or elsewhere."""

    def resolve_person(self, name: str) -> int | None:
        """Return the primary key of the person of that name (with or without a title such as Dr), if known."""

    def get_embed_provider(self, url: str) -> str | None:
        """Return the name of the provider whose player this site can show for ``url``, e.g. ``YouTube``; or None."""
