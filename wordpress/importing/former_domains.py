"""Former domains of the old site: a blog that moved keeps its earlier addresses in guids and in links."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from ..reading.build import parse_integer
from ..reading.records import split_address
from .scan import Attachment, Entry

ID_PARAMETERS = {"p", "page_id", "attachment_id"}
UPLOADS = "/wp-content/uploads/"


class FormerDomains:
    """Translates addresses of former domains to those of the old site.

    A guid gives a former domain only if it is certainly that of the item itself: by its id, by the same path, or by its
    file. Copies of other people's posts keep the guids of the originals.
    """

    def __init__(self, items: Iterable[Entry | Attachment], hosts: set[str], base: str):
        self.bases: dict[str, set[str]] = {}
        self.base = base
        for item in items:
            host, path = _host_and_path(item.guid)
            former_base = _find_base(item, path) if host and host not in hosts else None
            if former_base is not None:
                self.bases.setdefault(host, set()).add(former_base)

    def get_current_path(self, url: str) -> str | None:
        """Return the path and query on the old site of an address on a former domain; None for other addresses."""
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


def _find_base(item: Entry | Attachment, path: str) -> str | None:
    """Return the path of a former domain's front page if an item's guid is an address there."""
    if any(
        name in ID_PARAMETERS and parse_integer(value) == item.id
        for name, value in parse_qsl(split_address(item.guid).query)
    ):
        return path.removesuffix("index.php").rstrip("/")
    if isinstance(item, Attachment):
        base, _folder, file = path.partition(UPLOADS)
        return base if file and item.path and file.endswith(item.path.rpartition("/")[2]) else None
    here = split_address(item.link).path.rstrip("/")
    return path.rstrip("/").removesuffix(here) if here and path.rstrip("/").endswith(here) else None
