"""Posts, pages and events: placed as empty drafts first, so that each has an id to link to, then filled."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from blog.models import BlogPage
from blog.models.post import RESERVED_SLUGS
from content.models import IndexPage
from content.serving.lookup import MAX_DEPTH
from events.models import EventPage
from home.models import HomePage, StandardPage

from ..converting.bodies import convert_body, plain_text
from ..converting.elementor import ELEMENTOR, html_of_elementor
from ..converting.records import Conversion
from ..models import ImportedItem
from ..reading.records import Item
from ..reporting.accounts import conversion_account
from . import tree
from .addresses import AddressBook
from .bodies import BodyContext, leads_somewhere_now
from .events import fill_event
from .fields import fill_page, fill_post
from .records import KEPT_YOURS, NEW, UNCHANGED, UPDATED, Known, Records, fingerprint, is_edited
from .redirects import Redirects, addresses_of
from .sections import Sections
from .survey import Entry, Survey, moment_of

MODELS = {"post": BlogPage, "page": StandardPage, "tribe_events": EventPage}
FILLERS = {"post": fill_post, "page": fill_page, "tribe_events": fill_event}
MOST_UNRESOLVED = 200


class Pages:
    def __init__(
        self, survey: Survey, records: Records, book: AddressBook, redirects: Redirects, sections: Sections, user
    ):
        self.survey, self.records, self.book, self.redirects = survey, records, book, redirects
        self.sections, self.user = sections, user

    # Placing

    def place(self, entry: Entry) -> None:
        """Put an empty draft into the tree for an item that has no page yet."""
        known = self.records.get(entry.key)
        if known and (known.page or known.was_removed):
            return
        title = title_of(entry)
        if section := self._section_of(entry):
            values = {"page_id": section.pk, "made_here": False, "state": ImportedItem.State.DONE}
            old_paths = self.redirects.add(addresses_of(entry, self.book.old), page=section) if entry.is_public else []
            self.records.write(entry.key, entry.type, title=title, old_paths=old_paths, **values)
            return
        values = {"title": title, "state": ImportedItem.State.BEGUN, "made_here": True}
        if self.records.dry_run:
            self.records.write(entry.key, entry.type, page_id=self.records.invent_id(), **values)
            return
        parent = self._parent_of(entry)
        page = MODELS[entry.type](title=title, owner=self.user)
        fallback = f"{entry.type.removeprefix('tribe_')}-{abs(entry.id)}"
        page.slug = tree.free_slug(parent, entry.slug or title, fallback, self._reserved_below(parent))
        page.first_published_at = entry.date if entry.is_public else None
        with transaction.atomic():
            tree.add(page, parent)
            self.records.write(entry.key, entry.type, page_id=page.pk, **values)

    def _reserved_below(self, parent: Page) -> Callable[[str], bool]:
        """Return what tells whether a slug below a page is one that somebody else answers."""
        if parent.pk == self.sections.home.pk:
            return tree.is_hidden
        return (RESERVED_SLUGS if parent.pk == self.sections.blog.pk else frozenset()).__contains__

    def _parent_of(self, entry: Entry) -> Page:
        above = self._page_above(entry)
        parent = Page.objects.filter(pk=above).first() if above else None
        takes_pages = parent and issubclass(parent.specific_class, (StandardPage, HomePage))
        # Deeper down nothing is served.
        if takes_pages and parent.depth - self.sections.home.depth < MAX_DEPTH:
            return parent
        return self.sections.parent_of(entry.type)

    def _page_above(self, entry: Entry) -> int | None:
        """Return the primary key of what the page above became, if that has been placed."""
        above = self.survey.entries.get(entry.parent)
        if entry.type != "page" or (above and above.type != "page"):
            return None
        # Perhaps it came in with another file of a split export.
        known = self.records.get(f"post:{entry.parent}")
        return known and known.page

    def _stands_elsewhere(self, entry: Entry, page: Page | None) -> bool:
        """Whether a page is not below that which was above it on the old site."""
        if entry.type != "page" or entry.parent <= 0:
            return False
        above = self._page_above(entry)
        return above is None or bool(page and page.get_parent().pk != above)

    def _section_of(self, entry: Entry) -> Page | None:
        """The section that an empty page stands for: WordPress needs a page where the list of posts shall be."""
        if entry.type != "page" or not entry.is_empty or entry.parent or not entry.slug:
            return None
        children = Page.objects.child_of(self.sections.home).filter(slug=entry.slug)
        return next((page for page in children if issubclass(page.specific_class, IndexPage)), None)

    # Filling

    def fill(self, item: Item) -> tuple[dict, Conversion | None]:
        """Bring in what an item says, unless that was done, or an editor has worked on its page since.

        Returns the account of it, and the conversion of its body if there was one.
        """
        entry, known = self.survey.entries[item.id], self.records.get(f"post:{item.id}")
        account = self._account_of(entry)
        page, look = None, fingerprint(item)
        if not known.made_here:
            return account | {"outcome": UNCHANGED, "reason": _("a section of this site stands in its place")}, None
        if known.page is None:
            return account | {"outcome": KEPT_YOURS, "reason": _("its page was deleted here")}, None
        if known.page > 0:
            page = MODELS[item.type].objects.filter(pk=known.page).first()
            if page is None:
                return account | {"outcome": KEPT_YOURS, "reason": _("its page is of another kind now")}, None
            account |= {"url": page.get_url_parts()[2], "page": page.pk, "live": page.live}
            if is_edited(known, page):
                reason = _("it has changed on the old site too") if known.fingerprint not in {"", look} else ""
                return account | {"outcome": KEPT_YOURS, "reason": reason}, None
            if known.is_done and known.fingerprint == look and not self._resolves(known):
                return account | {"outcome": UNCHANGED}, None
        return self._bring_in(item, entry, known, page, look, account)

    @staticmethod
    def _account_of(entry: Entry) -> dict:
        account = {"kind": entry.type, "key": entry.key, "title": title_of(entry), "reason": ""}
        return account | {"old_url": entry.link, "status": entry.status, "live": False, "notes": []}

    def _resolves(self, known: Known) -> bool:
        return any(leads_somewhere_now(self.book, url) for url in known.unresolved)

    def _bring_in(self, item: Item, entry: Entry, known: Known, page: Page | None, look: str, account: dict):
        context = BodyContext(self.survey, self.book, item.id, item.link)
        if not item.content.strip() and (built := html_of_elementor(item.get_meta(ELEMENTOR))):
            item.content = built
            account["notes"].append(_("its text was empty; what Elementor showed is taken from a field of its own"))
        conversion = convert_body(item.content, context, item.get_meta("footnotes"))
        account |= conversion_account(conversion)
        account |= {"outcome": UPDATED if known.is_done else NEW, "lost_links": context.lost_links}
        if entry.status == "publish" and entry.has_password:
            account["notes"].append(_("it was protected by a password, and is a draft here"))
        elif entry.status == "publish" and entry.restriction:
            values = {"by": entry.restriction}
            account["notes"].append(_("not everybody could read all of it (%(by)s), and it is a draft here") % values)
        elif not entry.status:
            account["notes"].append(_("the export does not say whether it was public; it is a draft here"))
        elif not entry.is_public:
            account["notes"].append(_("it was “%(status)s”, and is a draft here") % {"status": entry.status})
        elif entry.is_ahead:
            account["notes"].append(_("its date is still to come, and it is shown from then on"))
        if self._stands_elsewhere(entry, page):
            account["notes"].append(_("it cannot stand below the page that it was below, and is at the top now"))
        page = page or MODELS[item.type](title=title_of(entry))
        FILLERS[item.type](page, item, conversion, self.book, account["notes"])
        account["title"] = page.title
        if self.records.dry_run:
            account["live"] = entry.is_public
        else:
            self._keep(item, entry, known, page, look, context.unresolved, account)
        return account, conversion

    def _keep(
        self, item: Item, entry: Entry, known: Known, page: Page, look: str, unresolved: list[str], account: dict
    ) -> None:
        with transaction.atomic():
            # Nobody may save a later revision, or move it, between the look at it and the writing.
            there = Page.objects.select_for_update().get(pk=page.pk)
            if is_edited(known, there):
                account["outcome"] = KEPT_YOURS
                return
            tree.stand_where(page, there)
            self._publish_or_keep(page, entry, account)
            modified = item.modified_gmt or (timezone.make_aware(item.modified) if item.modified else None)
            tree.restore_dates(page, moment_of(item) if page.live else None, modified if page.live else None)
            old_paths = self.redirects.add(addresses_of(entry, self.book.old), page=page) if page.live else []
            account |= {"url": page.get_url_parts()[2], "page": page.pk, "live": page.live}
            self.records.write(
                entry.key,
                entry.type,
                made=page,
                title=page.title,
                state=ImportedItem.State.DONE,
                fingerprint=look,
                revision=page.latest_revision_id,
                live=page.live,
                old_paths=old_paths,
                unresolved=sorted(set(unresolved))[:MOST_UNRESOLVED],
                account=account,
            )

    def _publish_or_keep(self, page: Page, entry: Entry, account: dict) -> None:
        """Publish what was public; what lacks something that publication needs here, such as a date, is a draft."""
        if entry.is_public:
            try:
                tree.publish(page, self.user)
                return
            except ValidationError as error:
                account["notes"].append(
                    _("it could not be published, and is a draft here: %(why)s") % {"why": "; ".join(error.messages)}
                )
        tree.keep_as_draft(page, self.user)


def title_of(entry: Entry) -> str:
    """Return the title of an item, or what stands in for one."""
    if title := plain_text(entry.title).strip():
        return title[:255]
    words = entry.slug.replace("-", " ").strip()
    return (words.capitalize() if words and "%" not in words and not words.isdigit() else _("Untitled"))[:255]
