"""Every public address of the old site, with its kind, so that each can be checked."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.utils.text import slugify

from .importing.addresses import OldSite
from .importing.redirects import FEEDS, get_addresses, get_event_tag_addresses, get_term_addresses, with_front
from .importing.scan import Entry, ExportScan
from .models import ImportedItem
from .reading.records import Term, split_address

ID_ADDRESS = re.compile(r"\?.*\bp(?:age_id)?=\d+$")
IMAGE_SUFFIXES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}
# The suffix of a smaller copy, as WordPress makes them for its themes.
COPY_SUFFIX = "-300x200"


def iter_old_addresses(scan: ExportScan) -> Iterator[tuple[str, str]]:
    """Yield kind and path of the addresses of posts, pages, events and archives; not of files."""
    old = OldSite(scan.site)
    yield from with_variants((kind, to_request_path(old, address)) for kind, address in _iter_addresses(scan, old))


def with_variants(addresses: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Add to the first path of each kind that of its second page and of its AMP form; one of a kind is enough."""
    seen = {"feed"}
    for kind, path in addresses:
        yield kind, path
        if kind not in seen and "?" not in path and path != "/":
            seen.add(kind)
            yield "further page", f"{path.rstrip('/')}/page/2/"
            yield "AMP", f"{path.rstrip('/')}/amp/"


def _iter_addresses(scan: ExportScan, old: OldSite) -> Iterator[tuple[str, str]]:
    public = [entry for entry in scan.entries.values() if entry.is_public and not entry.is_scheduled]
    for entry in public:
        yield from ((_kind(entry, address), address) for address in get_addresses(entry, old))
    for kind, address in (*_iter_dates(public), *_iter_authors(scan), *_iter_terms(scan), *_iter_event_tags(scan)):
        is_feed = address in FEEDS
        yield from ((kind, form) for form in with_front([address], "" if is_feed else scan.front))


def _kind(entry: Entry, address: str) -> str:
    if ID_ADDRESS.search(address):
        return "by number"
    return "feed" if address.endswith("/feed") else entry.type


def _iter_dates(public: list[Entry]) -> Iterator[tuple[str, str]]:
    days = {entry.day for entry in public if entry.type == "post" and entry.day}
    paths = {f"{day:{form}}" for day in days for form in ("%Y/", "%Y/%m/", "%Y/%m/%d/")}
    paths |= {f"?m={day:%Y%m}" for day in days}
    yield from (("archive by date", path) for path in sorted(paths))
    if days:
        yield from (("feed", path) for path in FEEDS)


def _iter_authors(scan: ExportScan) -> Iterator[tuple[str, str]]:
    for login in sorted(scan.public_creators - {""}):
        address = f"author/{slugify(login) or login}"
        yield "author", f"{address}/"
        yield "feed", f"{address}/feed/"
        if (author := scan.export.authors.get(login)) and author.id:
            yield "author", f"?author={author.id}"


def _iter_terms(scan: ExportScan) -> Iterator[tuple[str, str]]:
    """Yield the archives of categories and tags, also of those that posts have and no list declares."""
    terms = {(term.taxonomy, term.slug): term for term in scan.export.terms}
    for (taxonomy, slug), name in scan.term_names.items():
        terms.setdefault((taxonomy, slug), Term(taxonomy, slug, name=name))
    parents = {slug: term.parent for (taxonomy, slug), term in terms.items() if taxonomy == "category"}
    for (taxonomy, slug), term in terms.items():
        if taxonomy == "post_tag":
            yield from (("tag", address) for address in (f"tag/{slug}/", f"?tag={slug}"))
            yield "feed", f"tag/{slug}/feed/"
        elif taxonomy in {"category", "tribe_events_cat"} and (term.name or slug).strip():
            for address in get_term_addresses(term, parents):
                yield "category", address
                if "?" not in address:
                    yield "feed", f"{address}/feed/"


def _iter_event_tags(scan: ExportScan) -> Iterator[tuple[str, str]]:
    for slug in sorted(scan.event_tags - {""}):
        yield from (("tag of events", f"{address}/") for address in get_event_tag_addresses(slug))
        yield "feed", f"events/tag/{slug}/feed/"


def iter_file_addresses(scan: ExportScan) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the imported files: their own, of smaller copies, and of their pages."""
    kept = ImportedItem.objects.filter(source=scan.source, kind="attachment", state=ImportedItem.State.DONE)
    pictures = dict(kept.values_list("key", "image"))
    for attachment in scan.attachments.values():
        if attachment.key not in pictures:
            continue
        path = split_address(attachment.url).path
        yield "file", path
        file = PurePosixPath(path)
        if pictures[attachment.key] and file.suffix.lower() in IMAGE_SUFFIXES:
            yield "smaller picture", str(file.with_stem(f"{file.stem}{COPY_SUFFIX}"))
        if attachment.link:
            yield "page of a file", get_request_path(attachment.link)
        if attachment.id > 0:
            yield "page of a file", f"{OldSite(scan.site).base}/?attachment_id={attachment.id}"


def to_request_path(old: OldSite, address: str) -> str:
    """Return path and query of an address that is absolute, or relative to the old blog."""
    return get_request_path(address) if split_address(address).netloc else f"{old.base}/{address}"


def get_request_path(address: str) -> str:
    """Return path and query of an address, as a request has them."""
    parts = split_address(address)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
