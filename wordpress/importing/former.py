"""Where the old site was before: a blog that moved to another domain keeps its former address in guids and in links."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from ..reading.build import integer
from ..reading.records import split_address
from .survey import Attachment, Entry

NUMBERED = {"p", "page_id", "attachment_id"}
UPLOADS = "/wp-content/uploads/"


class FormerSites:
    """The addresses of former sites, and what they are on the old site.

    A guid tells of a former site only if it is certainly that of the item itself: by its number, by the same path, or
    by its file. Copies of other people's posts keep the guids of those.
    """

    def __init__(self, items: Iterable[Entry | Attachment], hosts: set[str], base: str):
        self.bases: dict[str, set[str]] = {}
        self.base = base
        for item in items:
            host, path = _host_and_path(item.guid)
            if host and host not in hosts and (base := _base_of(item, path)) is not None:
                self.bases.setdefault(host, set()).add(base)

    def path_here(self, url: str) -> str | None:
        """Return the path and query that an address of a former site has on the old one; None for other addresses."""
        host, path = _host_and_path(url)
        for base in sorted(self.bases.get(host, ()), key=len, reverse=True):
            if path == base or path.startswith(f"{base}/"):
                query = split_address(url).query
                return f"{self.base}{path.removeprefix(base)}{f'?{query}' if query else ''}"
        return None


def _host_and_path(url: str) -> tuple[str, str]:
    parts = split_address(url)
    host = parts.netloc.lower().removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    return host, parts.path


def _base_of(item: Entry | Attachment, path: str) -> str | None:
    """Return the path of a former site's front page if an item's guid is an address there."""
    if any(name in NUMBERED and integer(value) == item.id for name, value in parse_qsl(split_address(item.guid).query)):
        return path.removesuffix("index.php").rstrip("/")
    if isinstance(item, Attachment):
        base, _folder, file = path.partition(UPLOADS)
        return base if file and item.path and file.endswith(item.path.rpartition("/")[2]) else None
    here = split_address(item.link).path.rstrip("/")
    return path.rstrip("/").removesuffix(here) if here and path.rstrip("/").endswith(here) else None
