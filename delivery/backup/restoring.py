"""Restoring a backup: everything is checked first, then the database is replaced in one transaction."""

import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

import psycopg
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import CommandError
from django.db import connection, connections
from wagtail.models import Revision

from delivery import startup
from delivery.models import BackupRecord

from . import programs
from .making import Report, copy, count_rows
from .manifest import DATABASE, MEDIA, Manifest, check_version, verify
from .media_files import StagedMedia, get_media_folder, list_files
from .streams import CHUNK_BYTES, decrypted

# What is dropped before a restore: all in the schema but what belongs to an extension (deptype e), which may need a
# superuser to be made again, and what goes with something else, as sequences of columns do (i, a).
DROP_EVERYTHING = rb"""
DO $$
DECLARE command text;
BEGIN
    FOR command IN
        SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
            SELECT 1, pg_class.oid, 'pg_class'::regclass AS catalog, pg_class.oid::regclass::text,
                   CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                                WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
              FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            UNION ALL
            SELECT 2, oid, 'pg_proc'::regclass, oid::regprocedure::text,
                   CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END
              FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT 3, oid, 'pg_ts_config'::regclass, format('public.%I', cfgname), 'TEXT SEARCH CONFIGURATION'
              FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 4, oid, 'pg_ts_dict'::regclass, format('public.%I', dictname), 'TEXT SEARCH DICTIONARY'
              FROM pg_ts_dict WHERE dictnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 5, oid, 'pg_type'::regclass, oid::regtype::text, 'TYPE'
              FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
        ) AS objects (step, oid, catalog, name, kind)
        WHERE NOT EXISTS (SELECT FROM pg_depend
                           WHERE classid = catalog AND objid = objects.oid AND deptype IN ('e', 'i', 'a'))
        ORDER BY step
    LOOP
        EXECUTE command;
    END LOOP;
END $$;
"""
# pg_restore of PostgreSQL 17 and newer sets a parameter that 16 does not know.
NEW_PARAMETER = b"SET transaction_timeout = 0;\n"
# The extension that the search may use, and that a server may lack: the site makes it anew where it can.
OPTIONAL_EXTENSION = b"CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;\n"


def restore(folder: Path, identities: list[Any], *, replace: bool, report: Report, place: str = "") -> Manifest:
    """Restore the backup in `folder`. Raises `CommandError` in words, and changes nothing then.

    With `replace` a site that has content is replaced, else refused. `place` is where it was copied from.
    """
    report(f"Checking {folder}.")
    manifest = verify(folder)
    check_version(manifest)
    root = get_media_folder() if manifest.media is not None else None
    _check_target(root, replace=replace)
    try:
        _check_space(manifest, root)
        _replace_all(folder, manifest, root, identities, report)
    except OSError as error:
        raise CommandError(f"The backup could not be restored: {error}. Nothing was changed.") from error
    connections.close_all()
    startup.migrate(report)
    # The backup's own record came after its snapshot.
    record = {"finished_at": manifest.time, "place": place or str(folder), "size": manifest.bytes}
    BackupRecord.objects.get_or_create(made_at=manifest.time, defaults=record)
    for cache in caches.all():
        cache.clear()
    report(f"Restored: the site is as it was at {manifest.time:%Y-%m-%d %H:%M:%S} UTC.")
    return manifest


def _replace_all(folder: Path, manifest: Manifest, root: Path | None, identities: list[Any], report: Report) -> None:
    staged = StagedMedia(root) if root else None
    try:
        if staged:
            report("Unpacking the uploads.")
            with decrypted(folder / manifest.file_name(MEDIA), identities) as stream:
                staged.unpack(stream, manifest)
        report("Restoring the database.")
        with decrypted(folder / manifest.file_name(DATABASE), identities) as stream:
            _restore_database(stream, manifest)
        if staged:
            staged.swap()
    finally:
        if staged:
            staged.discard()


def _restore_database(stream: IO[bytes], manifest: Manifest) -> None:
    connections.close_all()
    conninfo, _ = programs.get_conninfo()
    with tempfile.TemporaryFile() as errors:
        arguments = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        psql = programs.start(
            "psql", *arguments, f"--dbname={conninfo}", stdin=programs.PIPE, stdout=programs.DEVNULL, stderr=errors
        )
        try:
            _send(psql.stdin, stream, errors)
            psql.stdin.close()
        except BrokenPipeError:
            pass  # psql has said why
        except BaseException:
            psql.kill()  # without a COMMIT nothing has changed
            raise
        finally:
            code = psql.wait()
        if code != 0:
            raise CommandError(f"The database refused the backup: {programs.read_errors(errors)} Nothing was changed.")
    _compare(manifest)


def _send(target: IO[bytes], stream: IO[bytes], errors: IO[bytes]) -> None:
    """Send the backup as SQL, in one transaction that ends only if all of it could be read."""
    target.write(b"BEGIN;\n" + DROP_EVERYTHING)
    arguments = ["--no-owner", "--no-privileges", "--no-comments", "--file=-"]
    reader = programs.start("pg_restore", *arguments, stdin=stream, stdout=programs.PIPE, stderr=errors)
    try:
        head = reader.stdout.read(CHUNK_BYTES)
        target.write(head.replace(NEW_PARAMETER, b"", 1).replace(OPTIONAL_EXTENSION, b"", 1))
        copy(reader.stdout, target)
    finally:
        reader.stdout.close()
        code = reader.wait()
    if code != 0:
        raise CommandError(f"The backup is damaged: {programs.read_errors(errors)} Nothing was changed.")
    target.write(b"\nCOMMIT;\n")


def _compare(manifest: Manifest) -> None:
    conninfo, password = programs.get_conninfo()
    with psycopg.connect(conninfo, password=password) as session:
        found = count_rows(session)
    different = sorted(name for name in found.keys() | manifest.tables if found.get(name) != manifest.tables.get(name))
    if different:
        raise CommandError(f"After the restore these tables have other rows than the backup: {', '.join(different)}.")


def has_content(root: Path | None) -> bool:
    """Return whether the site holds anything that a restore would destroy: accounts, saved pages, files."""
    if root and root.is_dir() and next(list_files(root), None):
        return True
    tables = set(connection.introspection.table_names())
    return any(
        model._meta.db_table in tables and model._default_manager.exists() for model in (get_user_model(), Revision)
    )


def _check_target(root: Path | None, *, replace: bool) -> None:
    if not replace and has_content(root):
        raise CommandError("This site is not empty. With --replace its database and files are replaced by the backup.")
    programs.refuse_running_site()


def _check_space(manifest: Manifest, root: Path | None) -> None:
    needed = manifest.media["bytes"] if manifest.media else 0
    if root:
        root.mkdir(parents=True, exist_ok=True)
        if needed > (free := shutil.disk_usage(root).free):
            raise CommandError(
                f"The uploads need {needed:,} bytes, and the disk of {root} has {free:,} left: nothing was changed."
            )
