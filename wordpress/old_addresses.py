"""Every address under which the old site showed something to the public, with its kind, to be proved one by one."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.utils.text import slugify

from .importing.addresses import OldSite
from .importing.redirects import FEEDS, addresses_of, addresses_of_event_tag, addresses_of_term, with_front
from .importing.survey import Entry, Survey
from .importing.topics import NO_CATEGORY
from .models import ImportedItem
from .reading.records import Term, split_address

NUMBER = re.compile(r"\?.*\bp(?:age_id)?=\d+$")
PICTURES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}
# A smaller copy, as WordPress makes them for its themes.
SMALLER = "-300x200"


def old_addresses(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield kind and path of what there was of posts, pages, events and archives; files are apart."""
    old = OldSite(survey.site)
    yield from with_variants((kind, below(old, address)) for kind, address in _addresses(survey, old))


def with_variants(addresses: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Add to the first path of each kind its second page and its form for AMP: what answers one answers all."""
    seen = {"feed"}
    for kind, path in addresses:
        yield kind, path
        if kind not in seen and "?" not in path and path != "/":
            seen.add(kind)
            yield "further page", f"{path.rstrip('/')}/page/2/"
            yield "AMP", f"{path.rstrip('/')}/amp/"


def _addresses(survey: Survey, old: OldSite) -> Iterator[tuple[str, str]]:
    public = [entry for entry in survey.entries.values() if entry.is_public and not entry.is_ahead]
    for entry in public:
        yield from ((_kind(entry, address), address) for address in addresses_of(entry, old))
    for kind, address in (*_dates(public), *_authors(survey), *_terms(survey), *_event_tags(survey)):
        is_feed = address in FEEDS
        yield from ((kind, form) for form in with_front([address], "" if is_feed else survey.front))


def _kind(entry: Entry, address: str) -> str:
    if NUMBER.search(address):
        return "by number"
    return "feed" if address.endswith("/feed") else entry.type


def _dates(public: list[Entry]) -> Iterator[tuple[str, str]]:
    days = {entry.day for entry in public if entry.type == "post" and entry.day}
    paths = {f"{day:{form}}" for day in days for form in ("%Y/", "%Y/%m/", "%Y/%m/%d/")}
    paths |= {f"?m={day:%Y%m}" for day in days}
    yield from (("archive by date", path) for path in sorted(paths))
    if days:
        yield from (("feed", path) for path in FEEDS)


def _authors(survey: Survey) -> Iterator[tuple[str, str]]:
    for login in sorted(survey.public_creators - {""}):
        address = f"author/{slugify(login) or login}"
        yield "author", f"{address}/"
        yield "feed", f"{address}/feed/"
        if (author := survey.export.authors.get(login)) and author.id:
            yield "author", f"?author={author.id}"


def _terms(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the archives of categories and tags, also of those that posts have and no list declares."""
    terms = {(term.taxonomy, term.slug): term for term in survey.export.terms}
    for (taxonomy, slug), name in survey.term_names.items():
        terms.setdefault((taxonomy, slug), Term(taxonomy, slug, name=name))
    parents = {slug: term.parent for (taxonomy, slug), term in terms.items() if taxonomy == "category"}
    for (taxonomy, slug), term in terms.items():
        if taxonomy == "post_tag":
            yield from (("tag", address) for address in (f"tag/{slug}/", f"?tag={slug}"))
            yield "feed", f"tag/{slug}/feed/"
        elif taxonomy in {"category", "tribe_events_cat"} and slug != NO_CATEGORY and (term.name or slug).strip():
            for address in addresses_of_term(term, parents):
                yield "category", address
                if "?" not in address:
                    yield "feed", f"{address}/feed/"


def _event_tags(survey: Survey) -> Iterator[tuple[str, str]]:
    for slug in sorted(survey.event_tags - {""}):
        yield from (("tag of events", f"{address}/") for address in addresses_of_event_tag(slug))
        yield "feed", f"events/tag/{slug}/feed/"


def file_addresses(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the files that were brought in: their own, of smaller copies, and of their pages."""
    kept = ImportedItem.objects.filter(source=survey.source, kind="attachment", state=ImportedItem.State.DONE)
    pictures = dict(kept.values_list("key", "image"))
    for attachment in survey.attachments.values():
        if attachment.key not in pictures:
            continue
        path = split_address(attachment.url).path
        yield "file", path
        file = PurePosixPath(path)
        if pictures[attachment.key] and file.suffix.lower() in PICTURES:
            yield "smaller picture", str(file.with_stem(f"{file.stem}{SMALLER}"))
        if attachment.link:
            yield "page of a file", request_path(attachment.link)
        if attachment.id > 0:
            yield "page of a file", f"{OldSite(survey.site).base}/?attachment_id={attachment.id}"


def below(old: OldSite, address: str) -> str:
    """Return the path and query of an address that is whole, or relative to the old blog."""
    return request_path(address) if split_address(address).netloc else f"{old.base}/{address}"


def request_path(address: str) -> str:
    """Return the part of an address that is asked of a server."""
    parts = split_address(address)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
