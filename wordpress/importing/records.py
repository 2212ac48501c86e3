"""What former runs brought in, and what may be done with it now."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Case, Model, Q, When
from django.db.models.fields.json import KT
from wagtail.models import Page

from ..models import ImportedItem, ImportRun
from ..reading.records import Item
from .indexing import REFERENCES, Indexes

# What a run says of an item (``account["outcome"]``).
NEW = "new"
UPDATED = "updated"
UNCHANGED = "unchanged"
KEPT_YOURS = "kept yours"
FAILED = "failed"
MISSING = "missing"
REFUSED = "refused"


@dataclass(slots=True)
class Known:
    """An ``ImportedItem`` as a run needs it: light, for there may be thousands."""

    pk: int
    state: str = ImportedItem.State.BEGUN
    page: int | None = None
    image: int | None = None
    document: int | None = None
    venue: int | None = None
    made_here: bool = False
    fingerprint: str = ""
    revision: int | None = None
    live: bool = False
    unresolved: list = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.state == ImportedItem.State.DONE

    @property
    def was_removed(self) -> bool:
        """Whether an editor has deleted what the import made."""
        return self.is_done and self.page is None and self.image is None and self.document is None


@dataclass(frozen=True, slots=True)
class Former:
    """Something that a former run brought in: the address of its file if it is one, and all (paths, or whole)."""

    key: str
    file: str
    addresses: list[str]


class Records:
    """The ``ImportedItem`` of one source site, by key. With ``dry_run`` nothing is written, and ids are invented."""

    def __init__(self, source: str, run: ImportRun | None, dry_run: bool):
        self.source, self.run, self.dry_run = source, run, dry_run
        self.indexes = Indexes(source)
        self._invented = 0
        fields = [name for name in Known.__dataclass_fields__ if name not in REFERENCES]
        columns = [*fields, *(f"{name}_id" for name in REFERENCES)]
        rows = ImportedItem.objects.filter(source=source).values_list("key", *columns)
        self.known = {
            key: Known(**dict(zip([*fields, *REFERENCES], row, strict=True))) for key, *row in rows.iterator()
        }

    def get(self, key: str) -> Known | None:
        return self.known.get(key)

    def former(self) -> Iterator[Former]:
        """Yield the posts, pages and files of former runs that are still here, by one query."""
        here = Q(page__isnull=False) | Q(image__isnull=False) | Q(document__isnull=False)
        # Pages that lead on name their addresses. An account holds the whole report of a page: it is the last resort.
        told = Case(When(old_paths=[], then=KT("account__old_url")))
        rows = ImportedItem.objects.filter(here, source=self.source, key__startswith="post:")
        rows = rows.values_list("key", "page", told, "page_path", "old_paths")
        for key, page, url, page_path, paths in rows.iterator():
            addresses = [address for address in (url, page_path, *paths) if address]
            yield Former(key, file="" if page else url or "", addresses=addresses)

    def invent_id(self) -> int:
        """Return an id for what a dry run would make. Negative, so that it is nobody's."""
        self._invented -= 1
        return self._invented

    def write(self, key: str, kind: str, *, made: Model | None = None, **values) -> Known:
        """Make or change the record of ``key``. Foreign keys are given as ``page_id`` and the like.

        What was ``made`` or changed just now goes into the indexes with the next batch.
        """
        if "title" in values:
            values["title"] = values["title"][:255]
        known, columns = self.known.get(key), {"kind": kind[:50], "run": self.run, **values}
        if made is not None:
            columns["indexed"] = False
        if known and not self.dry_run:
            ImportedItem.objects.filter(pk=known.pk).update(**columns)
        elif known is None:
            known = Known(self.invent_id() if self.dry_run else self._create(key, columns))
            self.known[key] = known
        for name, value in values.items():
            name = name.removesuffix("_id")
            if name in Known.__dataclass_fields__:
                setattr(known, name, value)
        if made is not None:
            self.indexes.add(known.pk, made)
        return known

    def _create(self, key: str, columns: dict) -> int:
        return ImportedItem.objects.create(source=self.source, key=key, **columns).pk


def fingerprint(item: Item) -> str:
    """Return what an item looks like, as a digest: everything that the import reads of it."""
    parts = [
        item.type, item.title, item.link, item.slug, item.status, item.creator, item.content, item.excerpt,
        bool(item.password), item.sticky, item.parent, item.menu_order, item.date, item.date_gmt, item.attachment_url,
        [(term.taxonomy, term.slug, term.name) for term in item.terms],
        sorted((key, values) for key, values in item.meta.items() if not key.startswith(("_edit_", "_oembed_"))),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=True).encode()).hexdigest()


def is_edited(known: Known, page: Page) -> bool:
    """Whether somebody has worked on the page since the import: a later revision, unpublished, published."""
    return page.latest_revision_id != known.revision or page.live != known.live
