"""System checks of the database."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def check_migrations_are_known(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Report an error for a database in which a migration of this project is applied that no longer exists.

    The migrations were squashed before the first release, and the old ones cannot be upgraded to the new. ``manage.py
    migrate`` and the start-up (delivery.startup) run this check before they apply anything.
    """
    return [error for alias in databases or () for error in _check(alias)]


def _check(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = sorted(key for key in recorder.applied_migrations() if _is_ours(key[0]) and key not in known)
    if not unknown:
        return []
    name = connection.settings_dict["NAME"]
    return [
        Error(
            f"The database “{name}” was made by an earlier version of Roundtable ({'.'.join(unknown[0])}), whose "
            "migrations were squashed. Use an empty database; for the embedded one, move var/postgres-18 away.",
            id="core.E001",
        )
    ]


def _is_ours(app_label: str) -> bool:
    """Whether an app of this label lies in the project's folder, and not among the installed packages."""
    try:
        path = apps.get_app_config(app_label).path
    except LookupError:
        return False
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path
