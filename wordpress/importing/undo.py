"""Taking out what an import made and nobody has edited, in an order in which nothing is missed by what stays."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from ..models import ImportedItem, ImportRun
from ..reading.export import Export
from .options import ImportOptions
from .progress import Noted, Progress
from .records import KEPT_YOURS, is_edited
from .runner import one_import_at_a_time
from .session import Result, find_sections

REMOVED = "removed"


def run_undo(
    options: ImportOptions, *, run: ImportRun | None = None, progress: Progress | None = None, user=None
) -> Result:
    """Undo the imports of the site that the given export is of. Raises as ``run_import`` does."""
    export = Export(options.files)
    for _item in export.items():  # the name of the site stands before the first item
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
        self.source, self.site, self.user = source, site, user
        self.result = Result(source)
        self.items = ImportedItem.objects.filter(source=source)

    def run(self, progress: Progress) -> None:
        pages = self.items.filter(page__isnull=False, made_here=True)
        others = Q(kind__in=["post", "page", "tribe_events"])
        phases = [
            # Whatever names people and topics goes before them, and pages go before those above them.
            (_("Posts, pages, events"), pages.filter(others).order_by("-page__depth", "-page__path"), self._page),
            (_("People and topics"), pages.exclude(others).order_by("-page__path"), self._page),
            (
                _("Images and documents"),
                self.items.filter(Q(image__isnull=False) | Q(document__isnull=False)),
                self._file,
            ),
            (_("Venues"), self.items.filter(venue__isnull=False), self._venue),
            (
                _("Old addresses"),
                self.items.filter(page=None, image=None, document=None, venue=None),
                self._rest,
            ),
        ]
        for phase, items, remove in phases:
            keys = list(items.values_list("pk", flat=True))
            progress.begin(phase, len(keys))
            for pk in keys:
                self._each(pk, remove)
                progress.step()

    def _each(self, pk: int, remove: Callable[[ImportedItem], str]) -> None:
        item = ImportedItem.objects.select_related("page", "image", "document").get(pk=pk)
        reason = remove(item)
        outcome = KEPT_YOURS if reason else REMOVED
        self.result.count({"kind": item.kind, "outcome": outcome})

    def _forget(self, item: ImportedItem) -> None:
        Redirect.objects.filter(site=self.site, old_path__in=item.old_paths).delete()
        item.delete()

    def _page(self, item: ImportedItem) -> str:
        """Remove a page; returns why not, if it stays."""
        with transaction.atomic():
            page = Page.objects.select_for_update().get(pk=item.page_id)
            if is_edited(item, page):
                return _("it was edited here")
            if page.get_children().exists():
                return _("there are pages below it")
            try:
                with transaction.atomic():
                    # Says itself when something that stays refers to it (content.deletion).
                    page.specific.delete(user=self.user)
            except ProtectedError:
                return _("it is used")
            self._forget(item)
        return ""

    def _file(self, item: ImportedItem) -> str:
        file = item.image or item.document
        if item.made_here and ReferenceIndex.get_references_to(file).exists():
            return _("it is used")
        with transaction.atomic():
            if item.made_here:
                file.delete()
            self._forget(item)
        return ""

    def _venue(self, item: ImportedItem) -> str:
        try:
            with transaction.atomic():
                if item.made_here:
                    item.venue.delete()
                self._forget(item)
        except ProtectedError:
            return _("it is used")
        return ""

    def _rest(self, item: ImportedItem) -> str:
        with transaction.atomic():
            self._forget(item)
        return ""
