"""A whole import, phase by phase."""

import errno
import logging
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import DiskFull

from ..models import ImportedItem, ImportRun
from ..reading.export import Export
from ..reading.records import Author, Item, Term
from .archives import Archives
from .bodies import BodyContext
from .comments import bring_in_comments, kept_comments
from .indexing import indexing_by_hand
from .mending import EARLIER, Mending
from .names import read_people
from .options import ImportOptions
from .progress import Noted, Progress
from .records import FAILED
from .session import ImportRefusedError, ImportStoppedError, Result, Session, find_sections
from .survey import ATTACHMENT, Attachment, Entry, identify, survey
from .uploads import open_uploads

logger = logging.getLogger(__name__)

ONE_IMPORT = 7_468_122  # the key of a PostgreSQL advisory lock: two imports at once would make things twice


def run_import(
    options: ImportOptions, *, run: ImportRun | None = None, progress: Progress | None = None, user=None
) -> Result:
    """Bring in an export, and keep ``run`` up to date on how far that is.

    Raises ``NotAnExport``, ``UploadsError``, ``PeopleFileError`` or ``ImportRefusedError`` before anything is written.
    """
    export = Export(options.files)
    uploads = open_uploads(options.uploads)
    listed = read_people(options.people) if options.people else {}
    sections = find_sections()
    progress = Noted(run, progress)
    if run:
        run.state = ImportRun.State.RUNNING
        run.save()
    with one_import_at_a_time(), indexing_by_hand():
        try:
            progress.begin(_("Reading"), 0)
            found = survey(export, progress.step)
            if run:
                run.source = found.source
                ImportRun.objects.filter(pk=run.pk).update(source=run.source)
            return Importer(Session(found, sections, uploads, listed, options, run, user), progress).run()
        finally:
            progress.end()


def import_is_at_work() -> bool:
    """Whether anybody holds the lock of imports: no import is at work without it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [ONE_IMPORT],
        )
        return cursor.fetchone()[0]


class one_import_at_a_time:  # noqa: N801 - a context manager
    """Hold the lock of imports, or refuse. It ends with the connection: a killed run leaves none behind."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_IMPORT])
            if not cursor.fetchone()[0]:
                raise ImportRefusedError(_("Another import is running. Wait until it is over."))

    def __exit__(self, *error) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_IMPORT])


def is_disk_full(error: BaseException) -> bool:
    """Whether there is no room for files, or for the database: what follows would fail alike."""
    causes = (error, error.__cause__)
    return any(isinstance(each, DiskFull) or getattr(each, "errno", None) == errno.ENOSPC for each in causes)


class Importer:
    """Takes the phases in turn: what others refer to comes before what refers to it."""

    def __init__(self, session: Session, progress: Progress):
        self.session, self.progress = session, progress

    def run(self) -> Result:
        session = self.session
        if not session.options.dry_run:
            session.records.indexes.catch_up()
        self.each(_("Topics"), session.topics.terms(), session.topics.bring_in)
        self.each(_("People"), session.people.authors(), session.people.bring_in)
        self.each(_("Images and documents"), session.survey.attachments.values(), session.media.bring_in)
        entries = session.survey.pages()[: session.options.limit]
        self.each(_("Placing pages"), entries, session.pages.place)
        self.fill({entry.id for entry in entries})
        mending = Mending(session)
        self.each(_("Links of earlier files"), mending.waiting(), mending.mend)
        self.each(_("Old addresses"), Archives(session).steps(), lambda step: step())
        if session.report:
            session.result.report = str(session.report.finish(session.result))
        return session.result

    def each(self, phase: str, things: Iterable, bring_in: Callable) -> None:
        things = list(things)
        self.progress.begin(phase, len(things))
        for thing in things:
            self.one(thing, bring_in)
        self.session.records.indexes.flush()

    def one(self, thing, bring_in: Callable) -> None:
        if account := self.guarded(thing, bring_in):
            self.tell(account)
        self.session.records.indexes.flush_if_full()
        self.progress.step()

    def fill(self, chosen: set[int]) -> None:
        self.progress.begin(_("Posts, pages, events"), len(chosen))
        for item in self.session.survey.export.items():
            identify(item)
            if item.id in chosen:
                chosen.discard(item.id)
                self.one(item, self.bring_in_page)
        self.session.records.indexes.flush()

    def bring_in_page(self, item: Item) -> None:
        session = self.session
        account, conversion = session.pages.fill(item)
        if item.comments:
            kept = kept_comments(item)
            account["comments"] = {"left": len(item.comments), "kept": 0}
            if session.options.comments and account.get("page"):
                context = BodyContext(session.survey, session.book, item.id, item.link)
                account["comments"]["kept"] = bring_in_comments(item, account["page"], context, session.survey.source)
            elif session.options.comments:
                account["comments"]["kept"] = len(kept)
            session.result.comments += account["comments"]["kept"]
        self.tell(account, item.content, conversion)

    def tell(self, account: dict, content: str = "", conversion=None) -> None:
        self.session.result.count(account)
        if self.session.report:
            self.session.report.add(account, content, conversion)

    def guarded(self, thing, bring_in: Callable):
        """Call ``bring_in``. An error in one thing is told and not raised: there may be thousands after it."""
        try:
            return bring_in(thing)
        except Exception as error:
            if is_disk_full(error):
                raise ImportStoppedError(
                    _("The disk is full. What has come in is here; make room and run the import again.")
                ) from error
            logger.debug("Import of %s failed", thing, exc_info=True)
            reason = (
                "; ".join(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
            )
            return named(thing) | {"outcome": FAILED, "reason": reason}


def named(thing) -> dict:
    """Return the part of an account that tells what a thing of the export is."""
    match thing:
        case Item() | Entry():
            shown = {"old_url": thing.link, "status": thing.status, "live": False, "notes": []}
            return {"kind": thing.type, "key": f"post:{thing.id}", "title": thing.title[:255] or str(thing)} | shown
        case Attachment():
            return {"kind": ATTACHMENT, "key": thing.key, "title": thing.title[:255], "old_url": thing.url}
        case Author():
            return {"kind": "author", "key": f"author:{thing.login}", "title": thing.display_name or thing.login}
        case Term():
            return {"kind": thing.taxonomy, "key": f"{thing.taxonomy}:{thing.slug}", "title": thing.name}
        case ImportedItem():
            return {"kind": EARLIER, "key": thing.key, "title": thing.title}
        case _:
            return {"kind": "archives", "key": "archives", "title": _("Old addresses")}


def note_end(run: ImportRun, state: str, *, result: Result | None = None, message: str = "") -> None:
    """Note how a run ended."""
    run.state, run.message, run.finished_at = state, message, timezone.now()
    if result:
        run.counts = {kind: dict(counter) for kind, counter in result.counts.items()}
        run.report_path = result.report
        run.source = result.source
    run.save()
