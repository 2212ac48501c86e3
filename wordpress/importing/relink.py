"""Relinking: links in pages from earlier files of a split export, to what later files bring.

The record of a page holds the addresses in it that led nowhere (``ImportedItem.unresolved``), so pages are read only
where one of these addresses can be resolved now.
"""

import re
from collections import Counter
from html import unescape
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock
from wagtail.models import Page

from content.references.walk import Holder, rewrite_stream
from conversion.context import LinkTarget

from ..models import ImportedItem
from ..reporting.item_reports import add_found_links
from . import page_tree
from .body_context import MISSING_IMAGE
from .item_records import KEPT_EDITED, UPDATED, ItemRecord, is_edited
from .pages import MODELS
from .session import Session

#: The kind under which pages of earlier files are counted; no kind of WordPress's.
EARLIER_KIND = "earlier"
LINK = re.compile(r'<a href="([^"<>]*)">')


class Relinker:
    """Relinks the pages that this export lacks, where their links lead to a page or a document by now."""

    def __init__(self, session: Session):
        self.session, self.records, self.lookup = session, session.records, session.lookup

    def find_items(self) -> list[ImportedItem]:
        """Return the records of pages of earlier files in which an address can be resolved now."""
        here = {entry.key for entry in self.session.scan.entries.values()}
        pks = [
            record.pk
            for key, record in self.records.by_key.items()
            if record.unresolved
            and record.is_done
            and record.page
            and key not in here
            and self._resolve(record.unresolved)
        ]
        return list(ImportedItem.objects.filter(pk__in=pks, kind__in=MODELS).only("key", "kind", "title"))

    def _resolve(self, addresses: list[str]) -> dict[str, LinkTarget]:
        """Return those of the addresses that lead to a page or a document now."""
        links = (address for address in addresses if not address.startswith(MISSING_IMAGE))
        targets = {address: self.lookup.resolve(address) for address in links if not self._is_unknown_file(address)}
        return {address: target for address, target in targets.items() if target and (target.page or target.document)}

    def _is_unknown_file(self, address: str) -> bool:
        """Whether looking up an address would import a file that the old media library did not know."""
        media = self.lookup.media
        return media.is_upload_address(address) and not media.knows(address)

    def relink(self, item: ImportedItem) -> dict | None:
        """Relink a page, unless somebody has edited it. Returns its item report, if there is anything to report."""
        record = self.records.by_key[item.key]
        page = MODELS[item.kind].objects.filter(pk=record.page).first()
        if page is None:
            return None
        body, found = relink_body(page, self._resolve(record.unresolved))
        if not found:
            return None
        item_report = {"kind": EARLIER_KIND, "key": item.key, "title": page.title}
        values = {"found": ", ".join(found)}
        if is_edited(record, page) or not (self.records.dry_run or self._save(item, record, page, body, found)):
            reason = _("somebody has edited it; what its links lead to is here now: %(found)s") % values
            return item_report | {"outcome": KEPT_EDITED, "reason": reason}
        return item_report | {"outcome": UPDATED, "reason": _("what its links lead to is here now: %(found)s") % values}

    def _save(self, item: ImportedItem, record: ItemRecord, page: Page, body: list[dict], found: Counter[str]) -> bool:
        """Save a body; public pages stay public, drafts drafts. Returns False if somebody has edited it meanwhile."""
        with transaction.atomic():
            stored = Page.objects.select_for_update().get(pk=page.pk)
            if is_edited(record, stored):
                return False
            page_tree.copy_position(page, stored)
            page.body = body
            (page_tree.publish if page.live else page_tree.save_as_draft)(page, self.session.user)
            page_tree.restore_dates(page, stored.first_published_at, stored.last_published_at)
            item_report = ImportedItem.objects.values_list("report", flat=True).get(pk=item.pk)
            self.records.write(
                item.key,
                item.kind,
                made=page,
                revision=page.latest_revision_id,
                live=page.live,
                unresolved=[address for address in record.unresolved if address not in found],
                report=add_found_links(item_report, found),
            )
        return True


def make_start_tag(target: LinkTarget) -> str:
    kind, pk = ("page", target.page) if target.page is not None else ("document", target.document)
    return f'<a linktype="{kind}" id="{pk:d}">'


def relink_body(page: Page, targets: dict[str, LinkTarget]) -> tuple[list[dict], Counter[str]]:
    """Return a body in which links to some old addresses lead to their targets, and how many links to each did."""
    found: Counter[str] = Counter()

    def replace_tag(tag: re.Match[str]) -> str:
        address = unescape(tag[1])
        if address not in targets:
            return tag[0]
        found[address] += 1
        return make_start_tag(targets[address])

    def change(holder: Holder, stored: Any) -> Any:
        return LINK.sub(replace_tag, stored) if isinstance(holder, RichTextBlock) else stored

    body = rewrite_stream(page._meta.get_field("body"), page.body.get_prep_value(), change)
    return cast(list[dict], body), found
