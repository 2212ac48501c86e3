"""Records of what was imported (``ImportedItem``), as a run reads and writes them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Model, Q, When
from django.db.models.fields.json import KT
from wagtail.models import Page

from ..models import ImportedItem, ImportRun
from ..reading.records import Item
from .indexing import REFERENCES, IndexQueue

# The outcomes of an item (``item_report["outcome"]``).
NEW = "new"
UPDATED = "updated"
UNCHANGED = "unchanged"
KEPT_EDITED = "kept yours"
FAILED = "failed"
MISSING = "missing"
REFUSED = "refused"


@dataclass(slots=True)
class ItemRecord:
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
class EarlierItem:
    """Something that an earlier run imported: the address of its file, if it is one, and all its addresses."""

    key: str
    file: str
    addresses: list[str]


class ItemRecords:
    """The ``ImportedItem`` records of one source site, by key. With ``dry_run`` nothing is written."""

    def __init__(self, source: str, run: ImportRun | None, dry_run: bool):
        self.source, self.run, self.dry_run = source, run, dry_run
        self.indexes = IndexQueue(source)
        self._invented = 0
        fields = [name for name in ItemRecord.__dataclass_fields__ if name not in REFERENCES]
        columns = [*fields, *(f"{name}_id" for name in REFERENCES)]
        rows = ImportedItem.objects.filter(source=source).values_list("key", *columns)
        self.by_key = {
            key: ItemRecord(**dict(zip([*fields, *REFERENCES], row, strict=True))) for key, *row in rows.iterator()
        }

    def get(self, key: str) -> ItemRecord | None:
        return self.by_key.get(key)

    def iter_earlier_items(self) -> Iterator[EarlierItem]:
        """Yield the posts, pages and files of earlier runs that still exist, with one query."""
        here = Q(page__isnull=False) | Q(image__isnull=False) | Q(document__isnull=False)
        # Public pages have their paths in ``old_paths``. A report is large, so it is read only for the others.
        old_url = Case(When(old_paths=[], then=KT("report__old_url")))
        items = ImportedItem.objects.filter(here, source=self.source, key__startswith="post:")
        rows = items.values_list("key", "page", old_url, "page_path", "old_paths")
        for key, page, url, page_path, paths in rows.iterator():
            addresses = [address for address in (url, page_path, *paths) if address]
            yield EarlierItem(key, file="" if page else url or "", addresses=addresses)

    def invent_id(self) -> int:
        """Return an id for what a dry run would create. It is negative, so that no object has it."""
        self._invented -= 1
        return self._invented

    def write(self, key: str, kind: str, *, made: Model | None = None, **values: Any) -> ItemRecord:
        """Create or update the record of ``key``. Foreign keys are given as ``page_id`` and the like.

        ``made``, the object that was created or changed, is indexed with the next batch.
        """
        if "title" in values:
            values["title"] = values["title"][:255]
        record, columns = self.by_key.get(key), {"kind": kind[:50], "run": self.run, **values}
        if made is not None:
            columns["indexed"] = False
        if record and not self.dry_run:
            ImportedItem.objects.filter(pk=record.pk).update(**columns)
        elif record is None:
            record = ItemRecord(self.invent_id() if self.dry_run else self._create(key, columns))
            self.by_key[key] = record
        for name, value in values.items():
            name = name.removesuffix("_id")
            if name in ItemRecord.__dataclass_fields__:
                setattr(record, name, value)
        if made is not None:
            self.indexes.add(record.pk, made)
        return record

    def _create(self, key: str, columns: dict) -> int:
        return ImportedItem.objects.create(source=self.source, key=key, **columns).pk


def compute_fingerprint(item: Item, choice: str = "") -> str:
    """Return a digest of everything that the import reads of an item, and of what was chosen for its texts."""
    parts = [
        item.type, item.title, item.link, item.slug, item.status, item.creator, item.content, item.excerpt,
        bool(item.password), item.sticky, item.parent, item.menu_order, item.date, item.date_gmt, item.attachment_url,
        [(term.taxonomy, term.slug, term.name) for term in item.terms],
        sorted((key, values) for key, values in item.meta.items() if not key.startswith(("_edit_", "_oembed_"))),
    ]  # fmt: skip
    parts += [choice] if choice else []
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=True).encode()).hexdigest()


def is_edited(record: ItemRecord | ImportedItem, page: Page) -> bool:
    """Whether somebody has edited, published or unpublished the page since the import."""
    return page.latest_revision_id != record.revision or page.live != record.live
