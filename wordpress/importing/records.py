"""What former runs brought in, and what may be done with it now."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from ..models import ImportedItem, ImportRun
from ..reading.records import Item

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
    state: str
    page: int | None
    image: int | None
    document: int | None
    made_here: bool
    fingerprint: str
    revision: int | None
    live: bool
    unresolved: list

    @property
    def is_done(self) -> bool:
        return self.state == ImportedItem.State.DONE

    @property
    def was_removed(self) -> bool:
        """Whether an editor has deleted what the import made."""
        return self.is_done and self.page is None and self.image is None and self.document is None


class Records:
    """The ``ImportedItem`` of one source site, by key. With ``dry_run`` nothing is written, and ids are invented."""

    def __init__(self, source: str, run: ImportRun | None, dry_run: bool):
        self.source, self.run, self.dry_run = source, run, dry_run
        self._invented = 0
        fields = [name for name in Known.__dataclass_fields__ if name not in {"page", "image", "document"}]
        rows = ImportedItem.objects.filter(source=source).values("key", "page_id", "image_id", "document_id", *fields)
        self.known = {
            row.pop("key"): Known(
                page=row.pop("page_id"), image=row.pop("image_id"), document=row.pop("document_id"), **row
            )
            for row in rows.iterator(chunk_size=2000)
        }

    def get(self, key: str) -> Known | None:
        return self.known.get(key)

    def invent_id(self) -> int:
        """Return an id for what a dry run would make. Negative, so that it is nobody's."""
        self._invented -= 1
        return self._invented

    def write(self, key: str, kind: str, **values) -> Known:
        """Make or change the record of ``key``. Foreign keys are given as ``page_id`` and the like."""
        if "title" in values:
            values["title"] = values["title"][:255]
        known = self.known.get(key)
        if self.dry_run:
            pk = known.pk if known else self.invent_id()
        else:
            item, _created = ImportedItem.objects.update_or_create(
                source=self.source, key=key, defaults={"kind": kind[:50], "run": self.run, **values}
            )
            pk = item.pk
        self.known[key] = known = known or Known(
            pk, ImportedItem.State.BEGUN, None, None, None, False, "", None, False, []
        )
        known.pk = pk
        for name, value in values.items():
            name = name.removesuffix("_id")
            if name in Known.__dataclass_fields__:
                setattr(known, name, value)
        return known


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


def latest_moment(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)
