"""Databases for the tests: a template that is kept between runs, and copies of it.

Making a database by migrations takes ten seconds and more, copying one takes a fraction of a second. So the
migrated, empty database is kept as a template. Its name has a hash of what it was made from, and a run that finds no
template of the right name makes a new one and drops the others.

Every process copies the template to a database of its own, whose name is drawn by chance: two runs at the same time
do not meet. As long as the tests run, a connection holds an advisory lock in the name of that database. PostgreSQL
releases it when the process ends, however it ends, so the next run knows which databases were left behind.
"""

import ast
import hashlib
import importlib.util
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.db import connection, connections

from bench.databases import get_database_url

#: Held while a template is made or copied: PostgreSQL copies no database that somebody is connected to.
LOCK = "roundtable tests: template"
BASE_DIR = Path(settings.BASE_DIR)


@contextmanager
def own_test_database(blocker, *, fresh: bool = False) -> Iterator[str]:
    """Connect the default database to a copy of the template, and yield its name. ``fresh`` makes the template anew."""
    settings_dict = connection.settings_dict
    name, configured = f"{_prefix()}_{secrets.token_hex(4)}", settings_dict["NAME"]
    with ExitStack() as session:
        with blocker.unblock():
            cursor = session.enter_context(connection._nodb_cursor())
            with _locked(cursor, LOCK):
                cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
                _drop_what_nobody_uses(cursor)
                _copy(cursor, _find_or_make_template(cursor, fresh=fresh), name)
        settings_dict["NAME"] = name
        try:
            yield name
        finally:
            connections.close_all()
            settings_dict["NAME"] = configured
            _drop(cursor, name)


@contextmanager
def copy_of_test_database(blocker, purpose: str) -> Iterator[str]:
    """Yield the URL of a copy of this process's database, for what cannot share a test's transaction."""
    original = connection.settings_dict["NAME"]
    name = f"{original}_{purpose}"
    connections.close_all()
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        # PostgreSQL copies no database that somebody is connected to. Connections of other threads, and of processes
        # that a test has killed, may still be open.
        cursor.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [original])
        _copy(cursor, original, name)
        parameters = connection.get_connection_params()
    try:
        yield get_database_url(parameters | {"dbname": name})
    finally:
        with blocker.unblock(), connection._nodb_cursor() as cursor:
            _drop(cursor, name)


def _prefix() -> str:
    return f"test_{connection.settings_dict['NAME']}"


def _find_or_make_template(cursor, *, fresh: bool) -> str:
    name = f"{_prefix()}_template_{_fingerprint()}"
    existing = _databases(cursor, f"{_prefix()}_template_")
    if name in existing and not fresh:
        return name
    for outdated in existing:
        _drop(cursor, outdated)
    unfinished = f"{name}_new"  # renamed when complete, for its making may be interrupted
    settings_dict = connection.settings_dict
    configured = settings_dict["NAME"]
    settings_dict["TEST"]["NAME"] = unfinished
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connections.close_all()
        settings_dict["NAME"] = configured
    cursor.execute(f"ALTER DATABASE {_quoted(unfinished)} RENAME TO {_quoted(name)}")
    return name


def _fingerprint() -> str:
    """A hash of what an empty database depends on: migrations, permissions, settings and versions."""
    digest = hashlib.sha256(f"{django.VERSION} {wagtail.VERSION}".encode())
    for path in sorted(_files_of_migrations()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        options = model._meta
        # A migration's signal makes content types and permissions from the models as they are now.
        digest.update(repr((options.label, options.default_permissions, list(options.permissions))).encode())
    return digest.hexdigest()[:12]


def _files_of_migrations() -> set[Path]:
    """The migrations of all apps, the project's modules that they import, what runs after them, and the settings."""
    files = {path for app in apps.get_app_configs() for path in Path(app.path, "migrations").glob("*.py")}
    own = [path for path in files if path.is_relative_to(BASE_DIR) and "site-packages" not in path.parts]
    imported = {module for path in own for module in _imports(path)}
    for module in imported:
        with suppress(ModuleNotFoundError):
            spec = importlib.util.find_spec(module)
            if spec and spec.origin and Path(spec.origin).is_relative_to(BASE_DIR):
                files.add(Path(spec.origin))
    files.add(Path(BASE_DIR, "search", "engine", "index", "meaning.py"))  # makes its table then
    return files | set(Path(BASE_DIR, "config", "settings").glob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _drop_what_nobody_uses(cursor) -> None:
    """Drop the databases of processes that were killed."""
    prefix = f"{_prefix()}_"
    for name in _databases(cursor, prefix):
        if name.startswith(f"{prefix}template_"):
            continue
        owner = name[: len(prefix) + 8]  # copies of a process's database have its name, and a purpose behind it
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [owner])
        if cursor.fetchone()[0]:
            _drop(cursor, name)
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [owner])


def _databases(cursor, prefix: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [name for (name,) in cursor.fetchall()]


def _copy(cursor, original: str, name: str) -> None:
    _drop(cursor, name)
    cursor.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(original)}")
    # Nobody misses what a crash of PostgreSQL takes from a test: no commit waits for the disk.
    cursor.execute(f"ALTER DATABASE {_quoted(name)} SET synchronous_commit = off")


def _drop(cursor, name: str) -> None:
    cursor.execute(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@contextmanager
def _locked(cursor, purpose: str) -> Iterator[None]:
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [purpose])
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [purpose])
