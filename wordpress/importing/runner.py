"""A whole import, phase by phase."""

import errno
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import DiskFull

from conversion.results import Conversion
from users.models import User

from ..models import ImportedItem, ImportRun
from ..reading.export import Export
from ..reading.records import Author, Item, Term
from .archive_redirects import ArchiveRedirects
from .body_context import BodyContext
from .captions import report_captions
from .comments import import_comments, select_comments
from .indexing import deferred_indexing
from .item_records import FAILED
from .names import read_people
from .options import ImportOptions
from .progress import Progress, RunProgress
from .relink import EARLIER_KIND, Relinker
from .scan import ATTACHMENT, Attachment, Entry, ensure_id, scan_export
from .session import ImportBusyError, ImportStoppedError, Result, Session, find_destinations
from .uploads import open_uploads

logger = logging.getLogger(__name__)

MAX_FIELDS_OFFERED = 50
IMPORT_LOCK = 7_468_122  # the key of a PostgreSQL advisory lock: two imports at once would create objects twice


def run_import(
    options: ImportOptions,
    *,
    run: ImportRun | None = None,
    progress: Progress | None = None,
    user: User | None = None,
) -> Result:
    """Import an export, and save the progress to ``run``.

    Raises ``NotAnExportError``, ``UploadsError``, ``PeopleFileError`` or ``ImportRefusedError`` before anything is
    written.
    """
    export = Export(options.files)
    uploads = open_uploads(options.uploads)
    listed = read_people(options.people) if options.people else {}
    destinations = find_destinations()
    progress = RunProgress(run, progress)
    if run:
        run.state = ImportRun.State.RUNNING
        run.save()
    with import_lock(), deferred_indexing():
        try:
            progress.begin(_("Reading"), 0)
            scan = scan_export(export, progress.step)
            if run:
                run.source = scan.source
                ImportRun.objects.filter(pk=run.pk).update(source=run.source)
            return Importer(Session(scan, destinations, uploads, listed, options, run, user), progress).run()
        finally:
            progress.end()


def is_import_running() -> bool:
    """Whether any process holds the lock of imports."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [IMPORT_LOCK],
        )
        return cursor.fetchone()[0]


@contextmanager
def import_lock() -> Iterator[None]:
    """Hold the lock of imports, or raise ``ImportRefusedError``. If a run is killed, it ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportBusyError(_("Another import is running. Wait until it is over."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])


def is_disk_full(error: BaseException) -> bool:
    """Whether there is no room for files, or for the database, so that everything else would fail, too."""
    causes = (error, error.__cause__)
    return any(isinstance(each, DiskFull) or getattr(each, "errno", None) == errno.ENOSPC for each in causes)


class Importer:
    """Runs the phases in turn: what others refer to is imported before what refers to it."""

    def __init__(self, session: Session, progress: Progress):
        self.session, self.progress = session, progress

    def run(self) -> Result:
        session = self.session
        if not session.options.dry_run:
            session.records.indexes.catch_up()
        self.run_phase(_("Topics"), session.topics.get_terms(), session.topics.import_term)
        self.run_phase(_("People"), session.people.get_authors(), session.people.import_author)
        self.run_phase(_("Images and documents"), session.scan.attachments.values(), session.media.import_attachment)
        entries = session.scan.pages()[: session.options.limit]
        self.run_phase(_("Placing pages"), entries, session.pages.create_draft)
        self.fill_pages({entry.id for entry in entries})
        relinker = Relinker(session)
        self.run_phase(_("Links of earlier files"), relinker.find_items(), relinker.relink)
        self.run_phase(_("Old addresses"), ArchiveRedirects(session).get_steps(), lambda step: step())
        if session.report:
            for item_report in report_captions(session):
                session.report.add(item_report)
            session.result.report = str(session.report.finish(session.result))
        return session.result

    def run_phase(self, phase: str, things: Iterable[Any], import_thing: Callable[[Any], dict | None]) -> None:
        things = list(things)
        self.progress.begin(phase, len(things))
        for thing in things:
            self.import_one(thing, import_thing)
        self.session.records.indexes.flush()

    def import_one(self, thing: Any, import_thing: Callable[[Any], dict | None]) -> None:
        """Call ``import_thing``. An error in one thing is reported and not raised: thousands may follow it."""
        try:
            item_report = import_thing(thing)
        except Exception as error:
            if is_disk_full(error):
                raise ImportStoppedError(
                    _("The disk is full. What has come in is here; make room and run the import again.")
                ) from error
            logger.debug("Import of %s failed", thing, exc_info=True)
            item_report = describe_thing(thing) | {"outcome": FAILED, "reason": explain(error)}
        if item_report:
            self.report_item(item_report)
        self.session.records.indexes.flush_if_full()
        self.progress.step()

    def fill_pages(self, chosen: set[int]) -> None:
        self.progress.begin(_("Posts, pages, events"), len(chosen))
        for item in self.session.scan.export.items():
            item_id = ensure_id(item)
            if item_id in chosen:
                chosen.discard(item_id)
                self.import_one(item, self.import_page)
        self.session.records.indexes.flush()

    def import_page(self, item: Item) -> None:
        session = self.session
        item_report, conversion = session.pages.fill(item)
        if item.comments:
            kept = select_comments(item)
            item_report["comments"] = {"left": len(item.comments), "kept": 0}
            if session.options.comments and item_report.get("page"):
                context = BodyContext(session.scan, session.lookup, ensure_id(item), item.link)
                number = import_comments(item, item_report["page"], context, session.scan.source)
                item_report["comments"]["kept"] = number
            elif session.options.comments:
                item_report["comments"]["kept"] = len(kept)
            session.result.comments += item_report["comments"]["kept"]
        self.report_item(item_report, item.content, conversion)

    def report_item(self, item_report: dict, content: str = "", conversion: Conversion | None = None) -> None:
        """Count an item, and add it to the fidelity report if there is one."""
        self.session.result.count(item_report)
        if self.session.report:
            self.session.report.add(item_report, content, conversion)


def explain(error: Exception) -> str:
    """Return the reason of a failure for an editor."""
    return "; ".join(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"


def describe_thing(thing: object) -> dict:
    """Return the part of an item report that identifies something in the export."""
    match thing:
        case Item() | Entry():
            title = thing.title[:255] or str(thing)
            description = {"kind": thing.type, "key": f"post:{thing.id}", "title": title}
            return description | {"old_url": thing.link, "status": thing.status, "live": False, "notes": []}
        case Attachment():
            return {"kind": ATTACHMENT, "key": thing.key, "title": thing.title[:255], "old_url": thing.url}
        case Author():
            return {"kind": "author", "key": f"author:{thing.login}", "title": thing.display_name or thing.login}
        case Term():
            return {"kind": thing.taxonomy, "key": f"{thing.taxonomy}:{thing.slug}", "title": thing.name}
        case ImportedItem():
            return {"kind": EARLIER_KIND, "key": thing.key, "title": thing.title}
        case _:
            return {"kind": "archives", "key": "archives", "title": _("Old addresses")}


def finish_run(run: ImportRun, state: str, *, result: Result | None = None, message: str = "") -> None:
    """Save how a run ended."""
    run.state, run.message, run.finished_at = state, message, timezone.now()
    if result:
        run.counts = {kind: dict(counter) for kind, counter in result.counts.items()}
        run.report_path = result.report
        run.source = result.source
        run.options["found_fields"] = dict(result.fields.most_common(MAX_FIELDS_OFFERED))
        run.options["shown_fields"] = sorted(result.shown_fields)
    run.save()
    if state == ImportRun.State.DONE and not run.dry_run:
        _close_interrupted_runs(run)


def _close_interrupted_runs(run: ImportRun) -> None:
    """Note at earlier runs that were stopped before their end that this one has done their work."""
    earlier = ImportRun.objects.filter(
        source=run.source, pk__lt=run.pk, state__in=(ImportRun.State.RUNNING, ImportRun.State.FAILED)
    )
    for stopped in earlier:
        if not stopped.dry_run and bool(stopped.options.get("undo")) == bool(run.options.get("undo")):
            stopped.options.setdefault("followed_by", run.pk)
            stopped.state = ImportRun.State.FAILED
            stopped.save()
