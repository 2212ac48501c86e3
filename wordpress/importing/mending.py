"""Links that came before what they lead to: of pages that an earlier file of a split export brought in.

The record of a page holds the addresses in it that led nowhere (``ImportedItem.unresolved``), so that those of which a
run has brought in the place are known without a look at any page.
"""

import re
from collections import Counter
from html import unescape

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock
from wagtail.models import Page

from content.references.walk import Holder, rewrite_stream
from conversion.context import LinkTarget

from ..models import ImportedItem
from ..reporting.accounts import with_links_found
from . import tree
from .pages import MODELS
from .records import KEPT_YOURS, UPDATED, is_edited
from .session import Session

#: Not a kind of WordPress's: what this export lacks is not counted with what it holds.
EARLIER = "earlier"
LINK = re.compile(r'<a href="([^"<>]*)">')


class Mending:
    """Lets the links of pages that this export lacks lead to the pages and documents that are here by now."""

    def __init__(self, session: Session):
        self.session, self.records, self.book = session, session.records, session.book

    def waiting(self) -> list[ImportedItem]:
        """Return the records of pages of earlier files in which an address leads somewhere now."""
        here = {entry.key for entry in self.session.survey.entries.values()}
        pks = [
            known.pk
            for key, known in self.records.known.items()
            if known.unresolved and known.is_done and known.page and key not in here and self._found(known.unresolved)
        ]
        return list(ImportedItem.objects.filter(pk__in=pks, kind__in=MODELS).only("key", "kind", "title"))

    def _found(self, addresses: list[str]) -> dict[str, LinkTarget]:
        """Return those of the addresses that lead to a page or a document now."""
        targets = {address: self.book.link(address) for address in addresses if not self._is_unknown_file(address)}
        return {address: target for address, target in targets.items() if target and (target.page or target.document)}

    def _is_unknown_file(self, address: str) -> bool:
        """Whether to ask for an address would bring in a file that the old media library did not know."""
        return self.book.media.is_upload(address) and not self.book.media.knows(address)

    def mend(self, item: ImportedItem) -> dict | None:
        """Mend the links of a page, unless somebody has worked on it. Returns the account of it, if it has any."""
        known = self.records.get(item.key)
        page = MODELS[item.kind].objects.filter(pk=known.page).first()
        if page is None:
            return None
        body, found = relinked(page, self._found(known.unresolved))
        if not found:
            return None
        account = {"kind": EARLIER, "key": item.key, "title": page.title}
        values = {"found": ", ".join(found)}
        if is_edited(known, page) or not (self.records.dry_run or self._keep(item, page, body, found)):
            reason = _("somebody has edited it; what its links lead to is here now: %(found)s") % values
            return account | {"outcome": KEPT_YOURS, "reason": reason}
        return account | {"outcome": UPDATED, "reason": _("what its links lead to is here now: %(found)s") % values}

    def _keep(self, item: ImportedItem, page: Page, body: list[dict], found: Counter[str]) -> bool:
        """Write a body; public pages stay public, drafts drafts. Returns whether nobody came between."""
        known = self.records.get(item.key)
        with transaction.atomic():
            there = Page.objects.select_for_update().get(pk=page.pk)
            if is_edited(known, there):
                return False
            tree.stand_where(page, there)
            page.body = body
            (tree.publish if page.live else tree.keep_as_draft)(page, self.session.user)
            tree.restore_dates(page, there.first_published_at, there.last_published_at)
            account = ImportedItem.objects.values_list("account", flat=True).get(pk=item.pk)
            self.records.write(
                item.key,
                item.kind,
                made=page,
                revision=page.latest_revision_id,
                live=page.live,
                unresolved=[address for address in known.unresolved if address not in found],
                account=with_links_found(account, found),
            )
        return True


def start_tag(target: LinkTarget) -> str:
    kind, pk = ("page", target.page) if target.page is not None else ("document", target.document)
    return f'<a linktype="{kind}" id="{pk:d}">'


def relinked(page: Page, targets: dict[str, LinkTarget]) -> tuple[list[dict], Counter[str]]:
    """Return a body in which the links to some old addresses lead to their targets, and how many did of each."""
    found: Counter[str] = Counter()

    def link(tag: re.Match) -> str:
        address = unescape(tag[1])
        if address not in targets:
            return tag[0]
        found[address] += 1
        return start_tag(targets[address])

    def change(holder: Holder, stored):
        return LINK.sub(link, stored) if isinstance(holder, RichTextBlock) else stored

    return rewrite_stream(page._meta.get_field("body"), page.body.get_prep_value(), change), found
