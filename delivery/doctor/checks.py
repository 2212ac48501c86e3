"""The examinations of `manage.py doctor`, each of one thing."""

import shutil
import socket
import ssl
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core import checks as django_checks
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.core.management import CommandError
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from core.database_roles import REPLICA, make_replica_connection
from core.mail import MISSING, is_configured
from delivery.backup.archive import check_archive
from delivery.backup.media_files import get_media_folder
from delivery.backup.status import check_backup
from delivery.findings import Finding, bad, good, note
from delivery.heartbeat import check_jobs, check_worker
from delivery.replica import Replica
from delivery.startup import check_database_version
from media.models import CustomImage

EXTENSIONS = {"btree_gin", "fuzzystrmatch", "pg_trgm", "unaccent"}
LITTLE_SPACE, NO_SPACE = 2_000_000_000, 200_000_000  # bytes
TIMEOUT_SECONDS = 5
CERTIFICATE_DAYS = 14


def check_configuration() -> Finding:
    found = django_checks.run_checks(include_deployment_checks=not settings.DEBUG)
    serious = [message for message in found if message.level >= django_checks.WARNING and not message.is_silenced()]
    if serious:
        words = "; ".join(f"{message.msg.splitlines()[0]} ({message.id})" for message in serious)
        return note(words, "docs/settings.md has all settings")
    return (
        note("Development settings.", "for a public site: config.settings.production")
        if settings.DEBUG
        else good("Production settings, complete.")
    )


def check_database() -> Finding:
    try:
        connection.ensure_connection()
        check_database_version()
        plan = MigrationExecutor(connection)
        unapplied = len(plan.migration_plan(plan.loader.graph.leaf_nodes()))
    except CommandError as error:
        return bad(str(error), "update PostgreSQL")
    except Error as error:
        return bad(f"The database does not answer: {_first_line(error)}.", "start it, or correct DATABASE_URL")
    if unapplied:
        return bad(f"{unapplied} migrations are not applied.", "`manage.py migrate`, or start `manage.py serve` anew")
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        if cursor.fetchone()[0] == "on":
            return bad("The database is read-only.", "is it a replica, or is its disk full?")
        cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
        version, size = cursor.fetchone()
    return good(f"PostgreSQL {version.split()[0]}, {size}, up to date.")


def check_extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        missing = sorted(EXTENSIONS - {name for (name,) in cursor.fetchall()})
    if missing:
        return bad(
            f"Extensions are missing: {', '.join(missing)}.", "a superuser runs CREATE EXTENSION in this database"
        )
    return good("All extensions are there.")


def check_meaning() -> Finding:
    """Whether the search can go by meaning, too (``search.engine.index.meaning``)."""
    if find_spec("wordllama") is None:
        return note("The search goes by words alone: the package wordllama is not installed.", "`make install`")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('search_meaning')::text")
        if cursor.fetchone()[0] is None:
            return note(
                "The search goes by words alone: the database lacks the extension “vector”.",
                "install pgvector, and start `manage.py serve` anew (docs/operations.md)",
            )
    return good("The search goes by words and by meaning.")


def check_cache() -> Finding:
    key, value = f"doctor-{uuid.uuid4().hex}", uuid.uuid4().hex
    backend = caches["default"]
    try:
        if server := getattr(backend, "server", None):  # a ``SharedCache``, which works without its server, too
            server.redis.ping()
        cache.set(key, value, 10)
        found = cache.get(key)
        cache.delete(key)
    except Exception as error:  # each client has errors of its own
        return bad(
            f"The cache fails: {_first_line(error)}.", "start it, or correct CACHE_URL; pages are slower without"
        )
    return good("The cache keeps what it gets.") if found == value else bad("The cache forgets.", "see its log")


def check_replica() -> Finding:
    if REPLICA not in connections.settings:
        return good("There is no replica of the database.")
    replica = Replica(connection, make_replica_connection())
    deadline = time.monotonic() + TIMEOUT_SECONDS
    replica.probe()
    while not replica.is_usable and time.monotonic() < deadline:  # the log may be on its way
        time.sleep(0.2)
        replica.probe()
    if replica.problem:
        return bad(f"The replica is left out. {replica.problem}", "see its log, or correct DATABASE_REPLICA_URL")
    return good("The replica answers and has caught up.")


def check_continuous_archive() -> Finding:
    return check_archive() or note("There is no continuous archive.", "set ARCHIVE_DIR to lose minutes, and not a day")


def check_mail() -> Finding:
    if not is_configured():
        return bad(MISSING, "EMAIL_URL=smtp+tls://user:password@mail.example.org:587")
    try:
        with get_connection(timeout=TIMEOUT_SECONDS):
            pass
    except (OSError, ValueError) as error:
        return bad(f"The mail server refuses: {_first_line(error)}.", "correct EMAIL_URL; a firewall may stand between")
    if "localhost" in settings.DEFAULT_FROM_EMAIL:
        return note("E-mails come from localhost, and many servers refuse them.", "set DEFAULT_FROM_EMAIL")
    return good("The mail server answers.")


def check_storage() -> Finding:
    root = get_media_folder()
    if root is None:
        return _check_object_store()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".upload-doctor-", dir=root) as file:
            file.write(b"x")
    except OSError as error:
        return bad(
            f"Uploads cannot be stored in {root}: {error.strerror}.", "free space, or give the site's user the folder"
        )
    return good(f"Uploads are stored in {root}.")


def check_images() -> Finding:
    """Look for images that are not cut to the sizes that pages show (media.renditions)."""
    missing = CustomImage.objects.uncut()
    failed = missing.filter(cut_failures__gt=0).count()
    if failed:
        advice = "see the log for the reason; `manage.py cut_images` tries again at once, and lists them"
        return bad(f"{failed} images could not be cut: pages show them small, or not at all.", advice)
    if waiting := missing.count():
        return note(f"{waiting} images wait to be cut.", "`manage.py serve` cuts them; or `manage.py cut_images` does")
    return good("All images are cut to the sizes that pages show.")


def _check_object_store() -> Finding:
    name = f".upload-doctor-{uuid.uuid4().hex}"
    try:
        default_storage.save(name, ContentFile(b"x"))
        default_storage.delete(name)
    except OSError as error:
        return bad(f"Uploads cannot be stored: {error.strerror}.", "correct S3_*, or the rights of the bucket")
    return good(f"Uploads are stored in the bucket {settings.S3_BUCKET}.")


def check_disk() -> Finding:
    """Look at each disk that the site writes to: uploads, embedded database, backups."""
    places = [get_media_folder(), settings.VAR_DIR, settings.BACKUP_DIR, settings.ARCHIVE_DIR]
    spaces = {path: shutil.disk_usage(path).free for path in map(Path, filter(None, places)) if path.is_dir()}
    if not spaces:
        return good("Nothing is written to this machine's disks yet.")
    path, free = min(spaces.items(), key=lambda item: item[1])
    text = f"{free / 1e9:.1f} GB are free for {path}."
    if free < NO_SPACE:
        return bad(text, "free some: nothing can be saved on a full disk")
    return note(text, "free some before it is full") if free < LITTLE_SPACE else good(text)


def check_clock() -> Finding:
    """Compare with the database's clock, which may be another machine's."""
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        difference = abs(float(cursor.fetchone()[0]) - (before + time.time()) / 2)
    if difference > 5:
        return bad(f"The clocks of site and database differ by {difference:.0f} seconds.", "synchronise both (NTP)")
    return good("The clocks of site and database agree.")


def check_certificate() -> Finding:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or not address.hostname:
        return note(f"The site's address is {settings.SITE_URL}: no certificate.", "a public site needs https")
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), TIMEOUT_SECONDS) as raw,
            ssl.create_default_context().wrap_socket(raw, server_hostname=address.hostname) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        return bad(
            f"Browsers refuse the certificate: {error.verify_message}.", "renew it, with all names and the chain"
        )
    except OSError as error:
        return note(f"{settings.SITE_URL} cannot be reached from here: {error}.", "look from elsewhere")
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    days = (ends - datetime.now(UTC)).days
    if days < CERTIFICATE_DAYS:
        return bad(f"The certificate ends in {days} days.", "renew it, and see why that does not happen by itself")
    return good(f"The certificate is good for {days} days.")


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


EXAMINATIONS: dict[str, Callable[[], Finding]] = {
    "Configuration": check_configuration,
    "Database": check_database,
    "Extensions": check_extensions,
    "Meaning": check_meaning,
    "Replica": check_replica,
    "Cache": check_cache,
    "Mail": check_mail,
    "Storage": check_storage,
    "Images": check_images,
    "Disk": check_disk,
    "Clock": check_clock,
    "Worker": check_worker,
    "Jobs": check_jobs,
    "Backup": check_backup,
    "Archive": check_continuous_archive,
    "Certificate": check_certificate,
}


def examine(check: Callable[[], Finding]) -> Finding:
    """Return a check's finding, also where it cannot look, as without a database."""
    try:
        return check()
    except (Error, psycopg.Error) as error:
        return bad(f"Not examined: {_first_line(error)}.", "mend the database first")
