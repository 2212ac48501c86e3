"""An export, from one file or the several that WordPress splits it into."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from .build import build_item, read_head
from .items import BETWEEN, HEAD, TRUNCATED, UNCLOSED, Segment, iter_segments
from .records import Author, Item, NotAnExportError, Repair, Site, Term, split_address
from .source import CHUNK, Part, parts_of

NAMESPACE = re.compile(r"wordpress\.org/export/(\d+(?:\.\d+)?)")
WORDPRESS_ELEMENT = re.compile(r"<wp:\w+[\s>]|<(?:\w+:)?post_id[\s>]")
LOST_ITEM = re.compile(r"<(?:\w+:)?post_id[\s>]")
DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
DECLARATION = re.compile(r"<\?xml\s")
# An export can be recognised by its first elements, after some comments and perhaps a server's warnings.
BYTES_CHECKED = 1 << 20
# Further repairs are only counted.
MAX_REPAIRS = 1000


class Export:
    """A WordPress export, streamed.

    ``paths`` are files: XML, gzip or zip. Raises ``NotAnExportError`` with one clear line if any of them is none.
    ``site``, ``authors``, ``terms`` and ``repairs`` are complete once ``items()`` has been read through.
    """

    def __init__(self, paths: Iterable[str | Path]):
        self.parts = [part for path in paths for part in parts_of(Path(path))]
        if not self.parts:
            raise NotAnExportError("No file was given.")
        for part in self.parts:
            _check_is_export(part)
        self._reset()

    def _reset(self) -> None:
        self.site = Site()
        self.authors: dict[str, Author] = {}
        self.terms: list[Term] = []
        self.repairs: list[Repair] = []
        self.repair_count = 0

    @property
    def progress(self) -> float:
        """How far ``items()`` has read, from 0 to 1."""
        return sum(part.read_share for part in self.parts) / len(self.parts)

    def items(self) -> Iterator[Item]:
        """Yield every item, in the order of the files, each once. May be called again; then it starts anew."""
        self._reset()
        seen: dict[int, tuple[bytes, str]] = {}
        for part in self.parts:
            part.read_share = 0.0
        for part in self.parts:
            for segment in iter_segments(part, partial(self._repair_in, part)):
                item = self._read_item(segment, part)
                if item and self._is_new(item, seen):
                    yield item

    def _read_item(self, segment: Segment, part: Part) -> Item | None:
        if segment.kind == HEAD:
            self._read_head(segment, part)
            return None
        if segment.kind == BETWEEN:
            if not LOST_ITEM.search(segment.text):
                if segment.text.strip():
                    self._read_head(segment, part)
                return None
            self._repair("an item's opening tag is missing", part, segment.line)
        faults: list[tuple[str, int]] = []
        item = build_item(segment.text, lambda what, offset: faults.append((what, offset)))
        item.file, item.line = part.name, segment.line + _count_leading_lines(segment.text)
        if not (self.site.url or self.site.base_url):
            self._read_site_of(item)
        for what, offset in faults:
            self._repair(what, part, segment.line + segment.text.count("\n", 0, offset), item)
        if segment.kind == UNCLOSED:
            self._repair("the item was not closed before the next began", part, item.line, item)
        if segment.kind == TRUNCATED:
            item.status = "draft"
            self._repair("the file ends in the middle of this item, which becomes a draft", part, item.line, item)
        return item

    def _read_site_of(self, item: Item) -> None:
        """Take the site's host from an item's address, for exports of other programs that do not give the site."""
        for parts in map(split_address, (item.link, item.guid)):
            if parts.scheme in {"http", "https"} and parts.netloc:
                self.site.url = f"{parts.scheme}://{parts.netloc}"
                what = f"the export does not say of which site it is; its first address is of {self.site.url}"
                self._repair(what, None, item.line, item)
                return

    def _read_head(self, segment: Segment, part: Part) -> None:
        def report(what: str, offset: int) -> None:
            self._repair(what, part, segment.line + segment.text.count("\n", 0, offset))

        text = segment.text
        if segment.kind == HEAD:
            self._check_prologue(text, report)
        read_head(text, self.site, self.authors, self.terms, report)
        self.site.url = (self.site.url or self.site.base_url).rstrip("/")
        self._resolve_parent_names()

    def _resolve_parent_names(self) -> None:
        """Replace names of parents by slugs: exports before WordPress 3 give the name of a parent category."""
        slugs = {(term.taxonomy, term.slug) for term in self.terms}
        named = {(term.taxonomy, term.name): term.slug for term in self.terms}
        for term in self.terms:
            if term.parent and (term.taxonomy, term.parent) not in slugs:
                term.parent = named.get((term.taxonomy, term.parent), term.parent)

    def _check_prologue(self, text: str, report) -> None:
        start = DECLARATION.search(text)
        before = text[: start.start()].strip("\ufeff \t\n") if start else ""
        if before:
            report(f"output of the server stood before the export and was passed over (“{before[:60]}”)", 0)
        if doctype := DOCTYPE.search(text):
            report("a document type was declared; its entities are not resolved", doctype.start())
        version = NAMESPACE.search(text)
        if not version:
            report("the export names no WordPress namespace; elements are known by their names", 0)
        elif not re.search(r"<wp:wxr_version>\s*\d", text):
            report("the export does not say its version", version.start())
        self.site.version = self.site.version or (version[1] if version else "")

    def _is_new(self, item: Item, seen: dict[int, tuple[bytes, str]]) -> bool:
        """Whether the item was not read before. Two items with one id are compared by their content."""
        if item.is_empty:
            self._repair("the item is empty and was passed over", None, item.line, item)
            return False
        if item.id is None:
            self._repair("the item has no number", None, item.line, item)
            return True
        words = f"{item.type}\0{item.title}\0{item.slug}\0{item.content}".encode()
        digest = hashlib.blake2b(words, digest_size=12).digest()
        first, where = seen.setdefault(item.id, (digest, f"{item.file}, line {item.line}"))
        if where == f"{item.file}, line {item.line}":
            return True
        if first == digest:
            self._repair(f"the item stands at {where} already and was read once", None, item.line, item)
            return False
        self._repair(f"its number {item.id} is that of the item at {where} and was taken away", None, item.line, item)
        item.id = None
        return True

    def _repair_in(self, part: Part, what: str, line: int) -> None:
        self._repair(what, part, line)

    def _repair(self, what: str, part: Part | None, line: int, item: Item | None = None) -> None:
        self.repair_count += 1
        if len(self.repairs) < MAX_REPAIRS:
            self.repairs.append(
                Repair(what, part.name if part else item.file if item else "", line, str(item) if item else "")
            )


def _count_leading_lines(text: str) -> int:
    return text.count("\n", 0, len(text) - len(text.lstrip()))


def _check_is_export(part: Part) -> None:
    """Raise ``NotAnExportError`` if a file is no export; the message says what it looks like."""
    try:
        head = "".join(islice(part.chunks(lambda what, line: None), BYTES_CHECKED // CHUNK))
    except (OSError, RuntimeError) as error:
        raise NotAnExportError(f"{part.name} cannot be read: {error}.") from error
    finally:
        part.read_share = 0.0
    is_feed = "<channel" in head or "<rss" in head or "<item" in head
    if is_feed and (NAMESPACE.search(head) or WORDPRESS_ELEMENT.search(head)):
        return
    raise NotAnExportError(
        f"{part.name} is not a WordPress export: {_describe(head, is_feed)}. In WordPress, choose Tools, Export."
    )


def _describe(head: str, is_feed: bool) -> str:
    start = head.lstrip("\ufeff \t\n")[:1000].lower()
    if not start:
        return "it holds no text"
    if is_feed:
        return "it is a feed without WordPress's own elements"
    if "<!doctype html" in start or "<html" in start:
        return "it is a web page"
    if start.startswith("<?xml"):
        return "it is XML of another kind"
    if start.startswith("%pdf"):
        return "it is a PDF"
    if start.startswith(("{", "[")):
        return "it is JSON"
    if "create table" in start or "insert into" in start or "mysql dump" in start:
        return "it is a dump of a database"
    return "it does not begin as one"
