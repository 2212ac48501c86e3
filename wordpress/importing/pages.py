"""Import of posts, pages and events: created as empty drafts first, so that each has an id to link to, then filled."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from blog.models import BlogPage
from blog.models.post import RESERVED_SLUGS
from content.models import BasePage, IndexPage
from content.serving.lookup import MAX_DEPTH
from conversion.account import compare, words_of
from conversion.findings import DROPPED, Finding, shorten
from conversion.html.tree import plain_text
from conversion.html.typography import curl_text
from conversion.results import Conversion
from events.models import EventPage
from home.models import HomePage, StandardPage
from users.models import User

from ..converting.bodies import convert_body
from ..converting.elementor import ELEMENTOR_FIELD, read_elementor
from ..models import ImportedItem
from ..reading.build import parse_integer
from ..reading.records import Item
from ..reporting.item_reports import describe_conversion
from . import page_tree
from .addresses import AddressLookup
from .body_context import BodyContext, is_resolved_now
from .custom_fields import describe_lost_field, find_lost_fields, take_fields, was_shown
from .destinations import Destinations
from .events import fill_event
from .fields import account_for_fields, fill_page, fill_post
from .item_records import KEPT_EDITED, NEW, UNCHANGED, UPDATED, ItemRecord, ItemRecords, compute_fingerprint, is_edited
from .options import ImportOptions
from .redirects import Redirects, get_addresses
from .scan import Entry, ExportScan, ensure_id, get_publication_time

MODELS = {"post": BlogPage, "page": StandardPage, "tribe_events": EventPage}
FILLERS = {"post": fill_post, "page": fill_page, "tribe_events": fill_event}
MAX_UNRESOLVED = 200
UNREAD_SETTING = "a setting of a widget of Elementor that this import does not know"


class Pages:
    """Imports posts, pages and events."""

    def __init__(
        self,
        scan: ExportScan,
        records: ItemRecords,
        lookup: AddressLookup,
        redirects: Redirects,
        destinations: Destinations,
        user: User | None,
        options: ImportOptions,
    ):
        self.scan, self.records, self.lookup, self.redirects = scan, records, lookup, redirects
        self.destinations, self.user, self.options = destinations, user, options

    # Drafts

    def create_draft(self, entry: Entry) -> None:
        """Create an empty draft for an item that has no page yet."""
        record = self.records.get(entry.key)
        if record and (record.page or record.was_removed):
            return
        title = make_title(entry)
        values: dict[str, Any]
        if index := self._find_index(entry):
            values = {"page_id": index.pk, "made_here": False, "state": ImportedItem.State.DONE}
            old_paths = (
                self.redirects.add(get_addresses(entry, self.lookup.old_site), page=index) if entry.is_public else []
            )
            self.records.write(entry.key, entry.type, title=title, old_paths=old_paths, **values)
            return
        values = {"title": title, "state": ImportedItem.State.BEGUN, "made_here": True}
        if self.records.dry_run:
            self.records.write(entry.key, entry.type, page_id=self.records.invent_id(), **values)
            return
        parent = self._find_parent(entry)
        page: Page = MODELS[entry.type](title=title, owner=self.user)
        fallback = f"{entry.type.removeprefix('tribe_')}-{abs(entry.id)}"
        page.slug = page_tree.find_free_slug(parent, entry.slug or title, fallback, self._get_reserved_test(parent))
        page.first_published_at = entry.published_at if entry.is_public else None
        with transaction.atomic():
            page_tree.add_draft(page, parent)
            self.records.write(entry.key, entry.type, page_id=page.pk, **values)

    def _get_reserved_test(self, parent: Page) -> Callable[[str], bool]:
        """Return a function that tells whether a slug below a page is reserved for another view."""
        if parent.pk == self.destinations.home.pk:
            return page_tree.is_answered_by_site
        return (RESERVED_SLUGS if parent.pk == self.destinations.blog.pk else frozenset()).__contains__

    def _find_parent(self, entry: Entry) -> Page:
        above = self._find_old_parent(entry)
        parent = Page.objects.filter(pk=above).first() if above else None
        takes_pages = parent and issubclass(parent.specific_class, (StandardPage, HomePage))
        # Deeper pages are not served.
        if parent and takes_pages and parent.depth - self.destinations.home.depth < MAX_DEPTH:
            return parent
        return self.destinations.get_parent(entry.type)

    def _find_old_parent(self, entry: Entry) -> int | None:
        """Return the primary key of the page for an entry's parent, if there is one yet."""
        above = self.scan.entries.get(entry.parent)
        if entry.type != "page" or (above and above.type != "page"):
            return None
        # It may be in another file of a split export.
        record = self.records.get(f"post:{entry.parent}")
        return record.page if record else None

    def _lost_its_parent(self, entry: Entry, page: Page | None) -> bool:
        """Whether a page cannot be below the page that was its parent on the old site."""
        if entry.type != "page" or entry.parent <= 0:
            return False
        above = self._find_old_parent(entry)
        return above is None or bool(page and page.get_parent().pk != above)

    def _find_index(self, entry: Entry) -> Page | None:
        """Return the index page for an empty page: WordPress needs one as the address of the list of posts."""
        if entry.type != "page" or not entry.is_empty or entry.parent or not entry.slug:
            return None
        children = Page.objects.child_of(self.destinations.home).filter(slug=entry.slug)
        return next((page for page in children if issubclass(page.specific_class, IndexPage)), None)

    # Filling

    def fill(self, item: Item) -> tuple[dict, Conversion | None]:
        """Fill the page of an item, unless that was done before, or an editor has edited the page since.

        Returns the item report, and the conversion of the body if there was one.
        """
        entry = self.scan.entries[ensure_id(item)]
        record = self.records.by_key[entry.key]
        item_report = self._make_report(entry)
        page: BasePage | None = None
        take_fields(item, self.options.fields)
        fingerprint = compute_fingerprint(item, "curly" if self.options.curly_quotes else "")
        if not record.made_here:
            return item_report | {"outcome": UNCHANGED, "reason": _("a section of this site stands in its place")}, None
        if record.page is None:
            return item_report | {"outcome": KEPT_EDITED, "reason": _("its page was deleted here")}, None
        if record.page > 0:
            page = MODELS[item.type].objects.filter(pk=record.page).first()
            if page is None:
                return item_report | {"outcome": KEPT_EDITED, "reason": _("its page is of another kind now")}, None
            item_report |= {"url": page.get_url_parts()[2], "page": page.pk, "live": page.live}
            if is_edited(record, page):
                reason = _("it has changed on the old site too") if record.fingerprint not in {"", fingerprint} else ""
                return item_report | {"outcome": KEPT_EDITED, "reason": reason}, None
            if record.is_done and record.fingerprint == fingerprint and not self._has_resolved(record):
                return item_report | {"outcome": UNCHANGED}, None
        return self._import(item, entry, record, page, fingerprint, item_report)

    @staticmethod
    def _make_report(entry: Entry) -> dict:
        item_report = {"kind": entry.type, "key": entry.key, "title": make_title(entry), "reason": ""}
        return item_report | {"old_url": entry.link, "status": entry.status, "live": False, "notes": []}

    def _has_resolved(self, record: ItemRecord) -> bool:
        """Whether an address that led nowhere when the body was converted can be resolved now."""
        return any(is_resolved_now(self.lookup, url) for url in record.unresolved)

    def _import(
        self, item: Item, entry: Entry, record: ItemRecord, page: BasePage | None, fingerprint: str, item_report: dict
    ) -> tuple[dict, Conversion]:
        context = BodyContext(self.scan, self.lookup, entry.id, item.link)
        unread: list[str] = []
        if not item.content.strip() and item.get_meta(ELEMENTOR_FIELD):
            item.content, unread = read_elementor(item.get_meta(ELEMENTOR_FIELD))
            if item.content:
                note = _("its text was empty; what Elementor showed is taken from a field of its own")
                item_report["notes"].append(note)
        language = self.scan.site.language if self.options.curly_quotes else None
        conversion = convert_body(item.content, context, item.get_meta("footnotes"), language)
        item_report |= {"outcome": UPDATED if record.is_done else NEW, "lost_links": context.lost_links}
        if note := explain_visibility(entry):
            item_report["notes"].append(note)
        if self._lost_its_parent(entry, page):
            item_report["notes"].append(_("it cannot stand below the page that it was below, and is at the top now"))
        page = page or MODELS[item.type](title=make_title(entry))
        FILLERS[item.type](page, item, conversion, self.lookup, item_report["notes"])
        if language is not None:
            page.title = page.draft_title = curl_text(page.title, language)[:255]
            page.summary = curl_text(page.summary, language)
        conversion.words += account_for_fields(item, page, self._get_main_caption(item))
        self._account_for_lost_fields(item, conversion, unread, item_report)
        item_report |= describe_conversion(conversion)
        item_report["title"] = page.title
        if self.records.dry_run:
            item_report["live"] = entry.is_public
        else:
            self._save(item, entry, record, page, fingerprint, context.unresolved, item_report)
        return item_report, conversion

    def _get_main_caption(self, item: Item) -> str:
        attachment = self.scan.attachments.get(parse_integer(item.get_meta("_thumbnail_id")) or 0)
        return attachment.caption if attachment else ""

    def _account_for_lost_fields(
        self, item: Item, conversion: Conversion, unread: list[str], item_report: dict
    ) -> None:
        """Count and list the words that stood in fields and settings which are not taken."""
        lost = find_lost_fields(item, self.options.fields)
        conversion.findings += [describe_lost_field(pattern, value) for pattern, value in lost.items()]
        conversion.findings += [Finding("field", DROPPED, shorten(text), UNREAD_SETTING) for text in unread]
        item_report["fields"] = {pattern: len(words_of(value)) for pattern, value in lost.items()}
        item_report["is_empty"] = not conversion.blocks
        item_report["shown_fields"] = [pattern for pattern in lost if was_shown(item, pattern)]
        shown = [lost[pattern] for pattern in item_report["shown_fields"]]
        conversion.words += compare(words_of("\n".join([*shown, *unread])), [])
        if not conversion.blocks and (lost or unread):
            values = {"fields": ", ".join(lost) or ELEMENTOR_FIELD}
            item_report["notes"].append(_("its words stood in fields that were not taken: %(fields)s") % values)

    def _save(
        self,
        item: Item,
        entry: Entry,
        record: ItemRecord,
        page: Page,
        fingerprint: str,
        unresolved: list[str],
        item_report: dict,
    ) -> None:
        with transaction.atomic():
            # With the lock nobody can save a revision or move the page between this check and the writing.
            stored = Page.objects.select_for_update().get(pk=page.pk)
            if is_edited(record, stored):
                item_report["outcome"] = KEPT_EDITED
                return
            page_tree.copy_position(page, stored)
            self._publish_or_save(page, entry, item_report)
            modified = item.modified_gmt or (timezone.make_aware(item.modified) if item.modified else None)
            page_tree.restore_dates(
                page, get_publication_time(item) if page.live else None, modified if page.live else None
            )
            old_paths = self.redirects.add(get_addresses(entry, self.lookup.old_site), page=page) if page.live else []
            item_report |= {"url": page.get_url_parts()[2], "page": page.pk, "live": page.live}
            self.records.write(
                entry.key,
                entry.type,
                made=page,
                title=page.title,
                state=ImportedItem.State.DONE,
                fingerprint=fingerprint,
                revision=page.latest_revision_id,
                live=page.live,
                old_paths=old_paths,
                unresolved=sorted(set(unresolved))[:MAX_UNRESOLVED],
                report=item_report,
            )

    def _publish_or_save(self, page: Page, entry: Entry, item_report: dict) -> None:
        """Publish a page that was public; if it lacks what is needed for that, such as a date, save it as a draft."""
        if item_report["is_empty"] and any(finding["kind"] == "field" for finding in item_report["findings"]):
            item_report["notes"].append(_("nothing is left in it, and it is a draft here"))
        elif entry.is_public:
            try:
                page_tree.publish(page, self.user)
                return
            except ValidationError as error:
                item_report["notes"].append(
                    _("it could not be published, and is a draft here: %(why)s") % {"why": "; ".join(error.messages)}
                )
        page_tree.save_as_draft(page, self.user)


def explain_visibility(entry: Entry) -> str:
    """Return why the page of an item is a draft or scheduled here; nothing if it is public."""
    if entry.status == "publish" and entry.has_password:
        return _("it was protected by a password, and is a draft here")
    if entry.status == "publish" and entry.restriction:
        values = {"by": entry.restriction}
        return _("not everybody could read all of it (%(by)s), and it is a draft here") % values
    if not entry.status:
        return _("the export does not say whether it was public; it is a draft here")
    if not entry.is_public:
        return _("it was “%(status)s”, and is a draft here") % {"status": entry.status}
    return _("its date is still to come, and it is shown from then on") if entry.is_scheduled else ""


def make_title(entry: Entry) -> str:
    """Return the title of an item, or a substitute: its slug in words."""
    if title := plain_text(entry.title).strip():
        return title[:255]
    words = entry.slug.replace("-", " ").strip()
    return (words.capitalize() if words and "%" not in words and not words.isdigit() else _("Untitled"))[:255]
