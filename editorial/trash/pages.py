"""Moving pages to the trash and back.

A page in the trash keeps its rows, its revisions and all references to it: it is moved below a root of its own, which
no query returns (``core.trash``), and is not live. What other lists show of it, such as redirects, is stored in its
``TrashedPage`` meanwhile.
"""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ProtectedError, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, ReferenceIndex, Revision, Site, WorkflowState
from wagtail.query import PageQuerySet
from wagtail.signals import page_published, page_unpublished

from content.models import BasePage, ScheduleFailure
from content.references.deletion import check_unused
from content.references.usage import get_publishable_revisions, serialise_record
from content.references.walk import get_referenced_page_ids
from core.trash import TRASH_PATH, including_trash
from core.wagtail_compat import get_next_child_path, update_addresses_below

from .models import TrashedPage
from .rows import fill_keys, restore_rows, store_rows

#: Log actions.
TRASHED = "roundtable.trash"
RESTORED = "roundtable.restore"
#: Models whose rows are edited elsewhere, and the field that names a page. They would show the page in the trash.
CARRIED = [
    ("wagtailredirects.Redirect", "redirect_page"),
    ("wagtailcore.GroupPagePermission", "page"),
    ("wagtailcore.WorkflowPage", "page"),
    ("search.PromotedResult", "page"),
]


#: Foreign keys that are emptied when a page is deleted, and that tell other apps so.
EMPTIED = [("wordpress.ImportedItem", "page")]


class NotRestoredError(ValidationError):
    """A page cannot be restored to where it was. The message says what to do."""


class HomePageError(ValidationError):
    """The home page of a site cannot be deleted."""


@transaction.atomic
def move_to_trash(page: Page, user) -> TrashedPage:
    """Move ``page`` and all pages below it to the trash.

    ``ProtectedError`` if one of them is still in use, ``HomePageError`` if one is a site's home page.
    The caller has checked the permission.
    """
    root = lock_trash()
    page = Page.objects.select_for_update().get(pk=page.pk)
    check_may_go(page)
    parent, tree = page.get_parent(), page.get_descendants(inclusive=True)
    ids = list(tree.values_list("pk", flat=True))
    url_parts = page.get_url_parts()
    trashed = TrashedPage(
        page=page,
        parent=parent,
        title=page.get_admin_display_title(),
        deleted_by=user,
        path_before=page.path,
        address=(url_parts and url_parts[2]) or "",
        page_count=len(ids),
        live_ids=list(tree.live().values_list("pk", flat=True)),
        owner_ids=sorted({pk for pk in tree.values_list("owner", flat=True) if pk}),
        schedule=_unschedule(ids),
    )
    log(instance=page.specific_deferred, action=TRASHED, user=user, data={"pages": len(ids)}, deleted=True)
    _cancel_workflows(ids, user)
    _take_offline(tree.live())
    trashed.carried, trashed.emptied = _carry_rows(ids), _empty_keys(ids)
    ScheduleFailure.objects.filter(page__in=ids).delete()
    ReferenceIndex.objects.filter(base_content_type=_get_page_type(), object_id__in=map(str, ids)).delete()
    with including_trash():
        _move(page, root, get_next_child_path(root))
    trashed.save()
    return trashed


def lock_trash() -> Page:
    """Return the root of the trash, locked until the transaction ends; create it if there is none."""
    with including_trash():
        roots = Page.objects.select_for_update().filter(path=TRASH_PATH)
        if not roots.exists():
            root = Page(title="Trash", draft_title="Trash", slug="trash", url_path="/", path=TRASH_PATH, depth=1)
            root.live, root.locale = False, Locale.get_default()
            Page.objects.bulk_create([root], ignore_conflicts=True)
        return roots.get()


def check_may_go(page: Page) -> None:
    """Raise ``HomePageError`` or ``ProtectedError`` if a page cannot go to the trash."""
    site = Site.objects.filter(root_page__path__startswith=page.path).select_related("root_page").first()
    if site:
        message = _("“%(page)s” is the home page of the site %(site)s. Choose another home page for the site first.")
        raise HomePageError(message % {"page": site.root_page, "site": site})
    check_unused(page)


def get_reason(error: HomePageError | ProtectedError) -> str:
    """Return why a page cannot go to the trash, in words."""
    return " ".join(error.messages) if isinstance(error, HomePageError) else str(error.args[0])


def _get_page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _unschedule(ids: list[int]) -> dict[str, str]:
    revisions = Revision.page_revisions.filter(object_id__in=map(str, ids), approved_go_live_at__isnull=False)
    schedule = {str(pk): due.isoformat() for pk, due in revisions.values_list("pk", "approved_go_live_at")}
    revisions.update(approved_go_live_at=None)
    return schedule


def _cancel_workflows(ids: list[int], user) -> None:
    for state in WorkflowState.objects.active().filter(base_content_type=_get_page_type(), object_id__in=map(str, ids)):
        state.cancel(user=user)


def _take_offline(pages: PageQuerySet) -> None:
    """Tell all apps that ``pages`` are no longer public.

    The rows are updated, and not saved: Wagtail's tasks after a save would look for pages that nobody can find.
    """
    live = list(pages.specific(defer=True))
    pages.update(live=False)
    for page in live:
        page.live = False
        page_unpublished.send(sender=type(page), instance=page)


def _carry_rows(ids: list[int]) -> list[dict]:
    stored = []
    for label, field in CARRIED:
        rows = apps.get_model(label)._default_manager.filter(**{f"{field}__in": ids})
        stored += store_rows(rows)
        rows.delete()
    return stored


def _empty_keys(ids: list[int]) -> list:
    emptied = []
    for label, field in EMPTIED:
        rows = apps.get_model(label)._base_manager.filter(**{f"{field}__in": ids})
        emptied += [[label, field, pk, target] for pk, target in rows.values_list("pk", field)]
        rows.update(**{field: None})
    return emptied


def _move(page: Page, parent: Page, path: str) -> None:
    """Move ``page`` and the pages below it to ``path``, a free place below ``parent``."""
    before, levels = page.path, parent.depth + 1 - page.depth
    tree = Page.objects.filter(path__startswith=before)
    tree.update(path=Concat(Value(path), Substr("path", len(before) + 1)), depth=F("depth") + levels)
    Page.objects.filter(path=before[: -Page.steplen]).update(numchild=F("numchild") - 1)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    page.refresh_from_db()


def find_trashed(page_id: int) -> TrashedPage | None:
    """Return what is stored of the deletion by which that page went to the trash; None if it is not there."""
    with including_trash():
        page = Page.objects.filter(pk=page_id, path__startswith=TRASH_PATH).first()
        above = [*page.get_ancestors(inclusive=True).values_list("pk", flat=True)] if page else []
    return TrashedPage.objects.filter(page__in=above).first()


def get_slug(trashed: TrashedPage, parent: Page) -> str:
    """Return the page's slug, or one like it if another page has its address now."""
    return find_available_slug(parent, trashed.page.slug, ignore_page_id=trashed.page_id)


def get_trash_parent(trashed: TrashedPage) -> Page | None:
    """Return the page that ``trashed`` was below; None if that was deleted, too."""
    return Page.objects.filter(pk=trashed.parent_id).first() if trashed.parent_id else None


@transaction.atomic
def restore(trashed: TrashedPage, user, *, parent: Page | None = None, slug: str = "") -> Page:
    """Restore a page with all that was below it, and what it needs that is in the trash, too.

    It goes back to where it was, or below ``parent``; ``slug`` replaces its own. Pages that were live are live again.
    ``NotRestoredError`` if there is no such place, or if another page has its address.
    """
    lock_trash()
    if not TrashedPage.objects.filter(pk=trashed.pk).exists():
        raise NotRestoredError(_("“%(page)s” is no longer in the trash.") % {"page": trashed})
    for needed in get_needed(trashed):
        place = get_trash_parent(needed)
        _restore_one(needed, user, None, get_slug(needed, place) if place else "")
    return _restore_one(trashed, user, parent, slug)


def _restore_one(trashed: TrashedPage, user, parent: Page | None, slug: str) -> Page:
    with including_trash():
        page = Page.objects.select_for_update().get(pk=trashed.page_id)
    parent = _check_place(trashed, page, parent, slug)
    with including_trash():
        _move(page, parent, _find_path(trashed, parent))
    page = page.specific
    _set_address(page, parent, slug or page.slug)
    restore_rows(trashed.carried)
    fill_keys(trashed.emptied)
    _restore_schedule(trashed.schedule)
    trashed.delete()
    for restored in page.get_descendants(inclusive=True).specific().iterator(chunk_size=100):
        _put_back(restored, was_live=restored.pk in trashed.live_ids)
    log(instance=page, action=RESTORED, user=user)
    return page


def _check_place(trashed: TrashedPage, page: Page, parent: Page | None, slug: str) -> Page:
    parent = Page.objects.select_for_update().filter(pk=(parent and parent.pk) or trashed.parent_id).first()
    if parent is None:
        message = _("The page above “%(page)s” was deleted. Restore that one first, or choose another place.")
        raise NotRestoredError(message % {"page": trashed})
    page_class = page.specific_class or Page
    if not page_class.can_create_at(parent.specific_deferred):
        message = _("“%(page)s” cannot go below “%(parent)s”: there is such a page already, or it belongs elsewhere.")
        raise NotRestoredError(message % {"page": trashed, "parent": parent.get_admin_display_title()})
    if not Page._slug_is_available(slug or page.slug, parent, page):
        message = _("Another page has the address of “%(page)s” now. Choose another one.")
        raise NotRestoredError(message % {"page": trashed})
    return parent


def _find_path(trashed: TrashedPage, parent: Page) -> str:
    """Return the old place in the tree if it is free, else the last below ``parent``."""
    path = parent.path + trashed.path_before[-Page.steplen :]
    if parent.pk == trashed.parent_id and not Page.objects.filter(path=path).exists():
        return path
    return get_next_child_path(parent)


def _set_address(page: Page, parent: Page, slug: str) -> None:
    before, page.slug = page.url_path, slug
    page.url_path = f"{parent.url_path}{slug}/"
    if page.url_path != before:
        Page.objects.filter(pk=page.pk).update(slug=slug, url_path=page.url_path)
        update_addresses_below(page, before)


def _restore_schedule(schedule: dict[str, str]) -> None:
    """Schedule revisions again. One whose time has passed stays a draft: nobody expects it to go out now."""
    for pk, stored in schedule.items():
        due = parse_datetime(stored)
        if due and due > timezone.now():
            Revision.objects.filter(pk=pk).update(approved_go_live_at=due)


def _put_back(page: Page, *, was_live: bool) -> None:
    """Save a restored page, so that all that follows saved pages finds it again, and say that it is public."""
    page.live = was_live
    page.save(update_fields=["live"], clean=False)
    if was_live:
        page_published.send(sender=type(page), instance=page, revision=page.live_revision)


def get_needed(trashed: TrashedPage) -> list[TrashedPage]:
    """Return what must be restored with a page, because it may not be missing: its authors, topics and events."""
    found: dict[int, TrashedPage] = {}
    waiting = [trashed]
    while waiting:
        for needed in _get_needed_by(waiting.pop()):
            if needed.pk != trashed.pk and needed.pk not in found:
                found[needed.pk] = needed
                waiting.append(needed)
    return list(found.values())


def _get_needed_by(trashed: TrashedPage) -> list[TrashedPage]:
    with including_trash():
        pages = list(Page.objects.filter(path__startswith=trashed.page.path).specific())
        others = Page.objects.filter(pk__in=set(_iter_references(pages)), path__gt=TRASH_PATH)
        needed = [page for page in others if getattr(page.specific_class, "protected_while_referenced", False)]
    roots = {page.path[: 2 * Page.steplen] for page in needed} - {trashed.page.path}
    return list(TrashedPage.objects.filter(page__path__in=roots).order_by("pk"))


def _iter_references(pages: list[Page]) -> Iterator[int]:
    """Yield the ids of the pages that these refer to, as stored and in versions that may still be published."""
    for page in pages:
        if isinstance(page, BasePage):
            yield from get_referenced_page_ids(type(page), serialise_record(page))
    ids = [str(page.pk) for page in pages]
    for revision in get_publishable_revisions().filter(object_id__in=ids).select_related("content_type"):
        if model := revision.content_type.model_class():
            yield from get_referenced_page_ids(model, revision.content)
