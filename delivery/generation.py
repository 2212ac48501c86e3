"""The generation in the database: triggers that raise it with every change of what is public, and its copy.

Others tell which pages are withdrawn: taken offline, deleted, moved or made private (``delivery.mirror``).

Triggers, as code cannot forget them: they see bulk updates, commands and SQL by hand. After each ``migrate`` every
table of a model has them, unless ``NOT_PUBLIC`` names it. They are deferred to the end of the transaction: then the one
row is locked while it is committed, and never while another lock is waited for.

Imports no models: ``config.wsgi`` imports it before Django is set up.
"""

import logging
import time
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import InternalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from core.database_roles import is_replica
from core.generation import get_counter, tell_withdrawn
from core.read_sets import register_common_query

if TYPE_CHECKING:
    from core.shared_counter import SharedCounter

logger = logging.getLogger(__name__)

TABLE = "delivery_generation"
CHANNEL = "roundtable_generation"  # of NOTIFY
WITHDRAWN_CHANNEL = "roundtable_withdrawn"

#: Models whose rows no kept page shows. A new model is public until it is named here (tests/delivery/page_cache).
NOT_PUBLIC = {
    # Accounts, permissions and sessions
    *("users.User", "users.User_groups", "users.User_user_permissions", "wagtailusers.UserProfile"),
    *("auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType", "sessions.Session"),
    *("axes.AccessAttempt", "axes.AccessAttemptExpiration", "axes.AccessFailureLog", "axes.AccessLog"),
    *("wagtailcore.GroupSitePermission", "wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission"),
    # The work of editors before it is published
    *("wagtailcore.Revision", "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"),
    *("wagtailcore.Workflow", "wagtailcore.WorkflowTask", "wagtailcore.WorkflowPage", "wagtailcore.WorkflowState"),
    *("wagtailcore.Task", "wagtailcore.TaskState", "wagtailcore.GroupApprovalTask", "wagtailcore.UploadedFile"),
    *("wagtailcore.GroupApprovalTask_groups", "wagtailcore.WorkflowContentType", "wagtailcore.APIToken"),
    *("wagtailadmin.Admin", "wagtailadmin.EditingSession", "wagtailadmin.FormState", "content.ScheduleFailure"),
    *("content.PageCheck", "content.PageFinding", "editorial.Submission", "editorial.Version"),
    *("trash.TrashedPage", "trash.TrashedFile", "word.ReadText"),
    *("editorial.ApprovalLink", "editorial.ApprovalAnswer", "editorial.ReviewRequest", "editorial.PageReview"),
    *("editorial.ExternalLink", "editorial.LinkUse", "editorial.ReaderCorrection"),
    # Records of what was done
    *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry", "wordpress.ImportRun", "wagtailforms.FormSubmission"),
    # What follows from other tables, or runs the site
    *("wagtailcore.ReferenceIndex", "wagtailsearch.IndexEntry", "delivery.JobRun", "delivery.Generation"),
    "delivery.BackupRecord",
    *("core.RateLimitCounter", "core.HeldEmail", "django_tasks_database.DBTaskResult"),
    # Bookings: that an event is full is a column of the event
    *("bookings.Booking", "bookings.BookingSubmission", "bookings.BookingMessage", "bookings.BookingEmail"),
    *("bookings.BookingTotals", "bookings.EventChange", "bookings.NoticeChoice"),
    # The search, whose pages are not kept
    *("search.SearchDocument", "search.SearchCount", "search.Word", "search.Stem"),
    *("search.Synonym", "search.IgnoredWord", "search.Acronym"),
}

#: Tables of which only these operations change what a page shows. A rendition is made while a page is rendered.
OPERATIONS = {"media.CustomRendition": "UPDATE OR DELETE", "wagtailimages.Rendition": "UPDATE OR DELETE"}

#: Columns that drafts, locks and the schedule change. They are published by changes of others.
DRAFT_COLUMNS = {
    "media.CustomImage": ["cut_due_at", "cut_failures"],  # pages follow once it is cut: cut_key
    "home.ShareCard": ["stamp"],
    "wagtailcore.Page": [
        *(
            "draft_title",
            "has_unpublished_changes",
            "latest_revision_id",
            "latest_revision_created_at",
            "live_revision_id",
        ),
        *("go_live_at", "locked", "locked_at", "locked_by_id", "owner_id"),
    ],
}

FUNCTION = """
CREATE OR REPLACE FUNCTION delivery_raise_generation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    raised bigint;
BEGIN
    -- Once for each transaction.
    IF current_setting('roundtable.raised_in', true) = pg_current_xact_id()::text THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
        IF to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO delivery_generation AS generation (id, number) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET number = generation.number + 1 RETURNING number INTO raised;
    PERFORM set_config('roundtable.raised_in', pg_current_xact_id()::text, true);
    PERFORM pg_notify('roundtable_generation', raised::text);
    RETURN NULL;
END $$;
"""
#: Tells the ``url_path`` of each page that visitors could see before the transaction, and cannot any longer.
WITHDRAWAL = """
CREATE OR REPLACE FUNCTION delivery_tell_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    withdrawn text;
BEGIN
    IF TG_TABLE_NAME = 'wagtailcore_page' THEN
        withdrawn := OLD.url_path;
    ELSE
        SELECT url_path INTO withdrawn FROM wagtailcore_page WHERE id = NEW.page_id;
    END IF;
    -- 8,000 bytes is all that a notification takes. A longer path is found by the job that compares.
    IF octet_length(withdrawn) < 7900 THEN
        PERFORM pg_notify('roundtable_withdrawn', withdrawn);
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS tell_withdrawn ON wagtailcore_page;
CREATE TRIGGER tell_withdrawn AFTER UPDATE ON wagtailcore_page FOR EACH ROW
WHEN (OLD.live AND (NOT NEW.live OR OLD.url_path IS DISTINCT FROM NEW.url_path))
EXECUTE FUNCTION delivery_tell_withdrawn();
DROP TRIGGER IF EXISTS tell_deleted ON wagtailcore_page;
CREATE TRIGGER tell_deleted AFTER DELETE ON wagtailcore_page FOR EACH ROW WHEN (OLD.live)
EXECUTE FUNCTION delivery_tell_withdrawn();
DROP TRIGGER IF EXISTS tell_withdrawn ON wagtailcore_pageviewrestriction;
CREATE TRIGGER tell_withdrawn AFTER INSERT OR UPDATE ON wagtailcore_pageviewrestriction FOR EACH ROW
EXECUTE FUNCTION delivery_tell_withdrawn();
"""
NO_FUNCTION = "DROP FUNCTION IF EXISTS delivery_raise_generation CASCADE;"

RAISE = """
INSERT INTO delivery_generation AS generation (id, number, invalidated) VALUES (1, %(at_least)s, %(at_least)s)
ON CONFLICT (id) DO UPDATE SET number = greatest(generation.number + 1, excluded.number),
invalidated = greatest(generation.number + 1, excluded.number) RETURNING number
"""
# What is kept beyond a generation, as the rows that it was made from are the same (core.read_sets), is not kept beyond
# this: then not rows have changed, but the time or the program.
register_common_query("SELECT invalidated FROM delivery_generation")


def is_public(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label not in NOT_PUBLIC


def install_triggers(**kwargs: Any) -> None:
    """Give all tables their triggers, and raise the generation: a migration may have changed anything.

    The receiver of ``post_migrate`` of this app, which comes after all migrations have run.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE not in tables:  # this app's migrations have been undone
            return
        cursor.execute(FUNCTION)
        if {"wagtailcore_page", "wagtailcore_pageviewrestriction"} <= tables:
            cursor.execute(WITHDRAWAL)
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table in tables:
                cursor.execute(_make_triggers(model))
        _raise(cursor, 1)


def _make_triggers(model: type[Model]) -> str:
    label, table = model._meta.label, connection.ops.quote_name(model._meta.db_table)
    names = ("delivery_row", "delivery_update", "delivery_truncate")
    statements = [f"DROP TRIGGER IF EXISTS {name} ON {table};" for name in names]
    if not is_public(model):
        return "".join(statements)
    columns = DRAFT_COLUMNS.get(label, [])
    arguments = ",".join(f"'{column}'" for column in columns)
    other = [part for part in OPERATIONS.get(label, "INSERT OR UPDATE OR DELETE").split(" OR ") if part != "UPDATE"]
    deferred = f"ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    call = "EXECUTE FUNCTION delivery_raise_generation"
    statements += [
        f"CREATE CONSTRAINT TRIGGER delivery_row AFTER {' OR '.join(other)} {deferred} {call}();",
        f"CREATE CONSTRAINT TRIGGER delivery_update AFTER UPDATE {deferred} "
        f"WHEN (OLD.* IS DISTINCT FROM NEW.*) {call}({arguments});",
        f"CREATE TRIGGER delivery_truncate AFTER TRUNCATE ON {table} {call}();",
    ]
    return "".join(statements)


def raise_generation(at_least: int = 1) -> None:
    """Raise the number where no row has changed, but the time or the program."""
    counter = get_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        _raise(cursor, max(counter.value + 1 if counter else 1, at_least))


def begin_generations() -> None:
    """Raise the number at a start of the site above every number that any of its databases ever had.

    A database that was restored goes on from an older number, and would come to numbers in which other machines and the
    shared cache keep pages of what was lost. Changes are fewer than one a second, so that the time is always higher.
    """
    raise_generation(at_least=int(time.time()))


def _raise(cursor: Any, at_least: int) -> None:
    cursor.execute(RAISE, {"at_least": at_least})
    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(cursor.fetchone()[0])])


def reconcile(database: BaseDatabaseWrapper, counter: "SharedCounter") -> None:
    """Copy the number to ``counter``, in case a process was killed between its commit and the copy.

    A database that was restored from a backup has a lower number than the kept pages: then it is raised above theirs.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT number FROM delivery_generation")
        row = cursor.fetchone()
        number = row[0] if row else 0
        if number < counter.value:
            cursor.execute(RAISE, {"at_least": counter.value + 1})
            number = cursor.fetchone()[0]
    counter.raise_to(number)


def listen(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let a new connection hear of every commit that raises the number, its own included.

    The receiver of ``connection_created``. PostgreSQL tells a connection of its own notification in the answer to
    COMMIT, so the copy is made before the change's own request is answered.
    """
    counter = get_counter()
    if counter is None or is_replica(connection):
        return

    def hear(notification: Any) -> None:
        if notification.channel == CHANNEL:
            counter.raise_to(int(notification.payload))
        else:
            tell_withdrawn(notification.payload)

    connection.connection.add_notify_handler(hear)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}; LISTEN {WITHDRAWN_CHANNEL}")
    except InternalError as error:  # a standby: nothing is committed there
        logger.warning("This database tells of no changes: %s", error)
