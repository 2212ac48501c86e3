"""Taking out what an import made and nobody has edited, in an order in which nothing is missed by what stays."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from content.references.deletion import get_protected_uses, without_protection
from events.models import Venue

from ..models import ImportedItem, ImportRun
from ..reading.export import Export
from .options import ImportOptions
from .progress import Noted, Progress
from .records import KEPT_YOURS, is_edited
from .runner import one_import_at_a_time
from .session import Result, find_sections

REMOVED = "removed"
PAGE_KINDS = ("post", "page", "tribe_events")
#: So many things go in one transaction.
BATCH = 50

NOTHING = Q(page=None, image=None, document=None, venue=None)
#: A person or a topic, say, of that name was here already: what is undone is that the old site's led there.
FOUND_HERE = Q(page__isnull=False, made_here=False)


def run_undo(
    options: ImportOptions, *, run: ImportRun | None = None, progress: Progress | None = None, user=None
) -> Result:
    """Undo the imports of the site that the given export is of. Raises as ``run_import`` does."""
    export = Export(options.files)
    for _item in export.items():  # the name of the site stands before the first item, or is that of its address
        if export.site.key:
            break
    return undo_source(export.site.key, dry_run=options.dry_run, run=run, progress=progress, user=user)


def undo_source(
    source: str, *, dry_run: bool = False, run: ImportRun | None = None, progress: Progress | None = None, user=None
) -> Result:
    """Undo the imports of an old site, by its name (``reading.records.Site.key``)."""
    site = find_sections().site
    if run:
        run.state, run.source = ImportRun.State.RUNNING, source
        run.save()
    with one_import_at_a_time():
        undoing = Undoing(source, site, user)
        progress = Noted(run, progress)
        try:
            if dry_run:
                # What is used by what depends on what has gone before, so it is done, and taken back.
                with transaction.atomic():
                    undoing.run(progress)
                    transaction.set_rollback(True)
            else:
                undoing.run(progress)
        finally:
            progress.end()
    return undoing.result


class Undoing:
    def __init__(self, source: str, site, user):
        self.site, self.user = site, user
        self.result = Result(source)
        self.items = ImportedItem.objects.filter(source=source)
        others = ImportedItem.objects.exclude(source=source).values_list("old_paths", flat=True)
        #: Old addresses that lead to the same for another site that moved here.
        self.needed = {path for paths in others.iterator() for path in paths}

    def run(self, progress: Progress) -> None:
        """Whatever names people and topics goes before them, and pages go before those above them."""
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
            places = list(items.values_list("page__depth", "pk"))
            progress.begin(phase, len(places))
            for batch in _batches(places):
                for outcome in self._take_out(batch, remove):
                    self.result.count(outcome)
                    progress.step()

    def _take_out(self, pks: list[int], remove: Callable[[list[ImportedItem]], Iterable[ImportedItem]]) -> list[dict]:
        """Remove what some records stand for, and the records; return what became of each."""
        try:
            with transaction.atomic():
                items = list(self.items.filter(pk__in=pks).select_related("page", "image", "document", "venue"))
                kept = {item.pk for item in remove(items)}
                gone = [item for item in items if item.pk not in kept]
                paths = {path for item in gone for path in item.old_paths} - self.needed
                Redirect.objects.filter(site=self.site, old_path__in=paths).delete()
                self.items.filter(pk__in=[item.pk for item in gone]).delete()
                kept |= {item.pk for item in gone if item.page_id and not item.made_here}
                return [{"kind": item.kind, "outcome": KEPT_YOURS if item.pk in kept else REMOVED} for item in items]
        except ProtectedError:
            if len(pks) > 1:
                return [outcome for pk in pks for outcome in self._take_out([pk], remove)]
            return [{"kind": item.kind, "outcome": KEPT_YOURS} for item in self.items.filter(pk__in=pks)]

    def _remove_pages(self, items: list[ImportedItem]) -> list[ImportedItem]:
        """Remove pages, none of them below another; return the items of those that stay."""
        locked = Page.objects.select_for_update(of=("self",)).in_bulk([item.page_id for item in items])
        going = {
            item.page_id: locked[item.page_id]
            for item in items
            # Edited here, or with pages below it.
            if not (is_edited(item, locked[item.page_id]) or locked[item.page_id].numchild)
        }
        # What stays keeps what it uses, too.
        while used := _used_from_outside(list(going.values())):
            for pk in used:
                del going[pk]
        for page in Page.objects.filter(pk__in=going).specific():
            log(instance=page, action="wagtail.delete", user=self.user, deleted=True)
        with without_protection():
            Page.objects.filter(pk__in=going).delete()
        return [item for item in items if item.page_id not in going]

    def _remove_files(self, items: list[ImportedItem]) -> list[ImportedItem]:
        kept = []
        for name in ("image", "document"):
            model = ImportedItem._meta.get_field(name).related_model
            made = {getattr(item, f"{name}_id"): item for item in items if getattr(item, name) and item.made_here}
            references = ReferenceIndex.objects.filter(
                to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=list(map(str, made))
            )
            used = {int(pk) for pk in references.values_list("to_object_id", flat=True)}
            model.objects.filter(pk__in=made.keys() - used).delete()
            kept += [made[pk] for pk in used]
        return kept

    def _remove_venues(self, items: list[ImportedItem]) -> list[ImportedItem]:
        Venue.objects.filter(pk__in=[item.venue_id for item in items if item.made_here]).delete()
        return []


def _used_from_outside(pages: list[Page]) -> set[int]:
    return {page.pk for page in get_protected_uses(pages)} if pages else set()


def _batches(places: list[tuple[int | None, int]]) -> Iterator[list[int]]:
    """Yield primary keys of records in batches. A page and those below it, which have another depth, share none."""
    for _depth, some in groupby(places, key=lambda place: place[0]):
        pks = [pk for _depth, pk in some]
        yield from (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
