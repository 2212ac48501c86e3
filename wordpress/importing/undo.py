"""Undoing an import: removing what it created and no editor has changed, in an order that breaks no reference."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Site

from content.references.deletion import get_protected_uses, without_protection
from events.models import Venue
from media.models import CustomDocument, CustomImage
from users.models import User

from ..models import ImportedItem, ImportRun
from ..reading.export import Export
from .item_records import KEPT_EDITED, is_edited
from .options import ImportOptions
from .progress import Progress, RunProgress
from .runner import import_lock
from .session import Result, find_destinations

REMOVED = "removed"
PAGE_KINDS = ("post", "page", "tribe_events")
#: Objects removed in one transaction.
BATCH_SIZE = 50

NOTHING = Q(page=None, image=None, document=None, venue=None)
#: For example, a person or a topic of that name was here already: only the redirects to it are removed.
FOUND_HERE = Q(page__isnull=False, made_here=False)


def run_undo(
    options: ImportOptions,
    *,
    run: ImportRun | None = None,
    progress: Progress | None = None,
    user: User | None = None,
) -> Result:
    """Undo the imports of the site that the given export comes from. Raises the errors of ``run_import``."""
    export = Export(options.files)
    for _item in export.items():  # the site is known after the first item at the latest
        if export.site.key:
            break
    return undo_source(export.site.key, dry_run=options.dry_run, run=run, progress=progress, user=user)


def undo_source(
    source: str,
    *,
    dry_run: bool = False,
    run: ImportRun | None = None,
    progress: Progress | None = None,
    user: User | None = None,
) -> Result:
    """Undo the imports of an old site, by its name (``reading.records.Site.key``)."""
    site = find_destinations().site
    if run:
        run.state, run.source = ImportRun.State.RUNNING, source
        run.save()
    with import_lock():
        undo = Undo(source, site, user)
        progress = RunProgress(run, progress)
        try:
            if dry_run:
                # What can be removed depends on what was removed before, so all is done and rolled back.
                with transaction.atomic():
                    undo.run(progress)
                    transaction.set_rollback(True)
            else:
                undo.run(progress)
        finally:
            progress.end()
    return undo.result


class Undo:
    """Undoes the imports of one old site."""

    def __init__(self, source: str, site: Site, user: User | None):
        self.site, self.user = site, user
        self.result = Result(source)
        self.items = ImportedItem.objects.filter(source=source)
        others = ImportedItem.objects.exclude(source=source).values_list("old_paths", flat=True)
        #: Redirected paths that imports of other sites need.
        self.paths_of_others = {path for paths in others.iterator() for path in paths}

    def run(self, progress: Progress) -> None:
        """Remove everything: what refers to people and topics before these, and pages before their parents."""
        pages = self.items.filter(page__isnull=False, made_here=True).order_by("-page__depth", "-page__path")
        files = self.items.filter(Q(image__isnull=False) | Q(document__isnull=False))
        phases = [
            (_("Posts, pages, events"), pages.filter(kind__in=PAGE_KINDS), self._remove_pages),
            (_("People and topics"), pages.exclude(kind__in=PAGE_KINDS), self._remove_pages),
            (_("Images and documents"), files, self._remove_files),
            (_("Venues"), self.items.filter(venue__isnull=False), self._remove_venues),
            (_("Old addresses"), self.items.filter(NOTHING | FOUND_HERE), lambda items: []),
        ]
        for phase, items, remove in phases:
            positions = list(items.values_list("page__depth", "pk"))
            progress.begin(phase, len(positions))
            for batch in _iter_batches(positions):
                for outcome in self._remove_batch(batch, remove):
                    self.result.count(outcome)
                    progress.step()

    def _remove_batch(
        self, pks: list[int], remove: Callable[[list[ImportedItem]], Iterable[ImportedItem]]
    ) -> list[dict]:
        """Remove what some records stand for, and the records; return the outcome of each."""
        try:
            with transaction.atomic():
                items = list(self.items.filter(pk__in=pks).select_related("page", "image", "document", "venue"))
                kept = {item.pk for item in remove(items)}
                gone = [item for item in items if item.pk not in kept]
                paths = {path for item in gone for path in item.old_paths} - self.paths_of_others
                Redirect.objects.filter(site=self.site, old_path__in=paths).delete()
                self.items.filter(pk__in=[item.pk for item in gone]).delete()
                kept |= {item.pk for item in gone if item.page_id and not item.made_here}
                return [{"kind": item.kind, "outcome": KEPT_EDITED if item.pk in kept else REMOVED} for item in items]
        except ProtectedError:
            if len(pks) > 1:
                return [outcome for pk in pks for outcome in self._remove_batch([pk], remove)]
            return [{"kind": item.kind, "outcome": KEPT_EDITED} for item in self.items.filter(pk__in=pks)]

    def _remove_pages(self, items: list[ImportedItem]) -> list[ImportedItem]:
        """Remove pages, none of them below another; return the items of those that stay."""
        locked = Page.objects.select_for_update(of=("self",)).in_bulk([item.page_id for item in items])
        going = {
            item.page_id: locked[item.page_id]
            for item in items
            # Edited here, or with pages below it.
            if not (is_edited(item, locked[item.page_id]) or locked[item.page_id].numchild)
        }
        # A page that stays keeps the pages that it uses.
        while used := _find_used(list(going.values())):
            for pk in used:
                del going[pk]
        for page in Page.objects.filter(pk__in=going).specific():
            log(instance=page, action="wagtail.delete", user=self.user, deleted=True)
        with without_protection():
            Page.objects.filter(pk__in=going).delete()
        return [item for item in items if item.page_id not in going]

    def _remove_files(self, items: list[ImportedItem]) -> list[ImportedItem]:
        kept: list[ImportedItem] = []
        models: tuple[tuple[str, type[Model]], ...] = (("image", CustomImage), ("document", CustomDocument))
        for name, model in models:
            made = {getattr(item, f"{name}_id"): item for item in items if getattr(item, name) and item.made_here}
            references = ReferenceIndex.objects.filter(
                to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=list(map(str, made))
            )
            used = {int(pk) for pk in references.values_list("to_object_id", flat=True)}
            model._default_manager.filter(pk__in=made.keys() - used).delete()
            kept += [made[pk] for pk in used]
        return kept

    def _remove_venues(self, items: list[ImportedItem]) -> list[ImportedItem]:
        Venue.objects.filter(pk__in=[item.venue_id for item in items if item.made_here]).delete()
        return []


def _find_used(pages: list[Page]) -> set[int]:
    """Return the primary keys of those pages that other pages use."""
    return {page.pk for page in get_protected_uses(pages)} if pages else set()


def _iter_batches(positions: Sequence[tuple[int | None, int]]) -> Iterator[list[int]]:
    """Yield primary keys of records in batches of one depth, so that no page shares a batch with a page below it."""
    for _depth, some in groupby(positions, key=lambda position: position[0]):
        pks = [pk for _depth, pk in some]
        yield from (pks[start : start + BATCH_SIZE] for start in range(0, len(pks), BATCH_SIZE))
