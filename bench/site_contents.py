"""Everything that a site holds, as hashes: two sites are equal if these are."""

import hashlib
from pathlib import Path

from django.db import connection

from delivery.backup.making import TABLES
from delivery.backup.media_files import list_files

# The record of a backup is made after its snapshot, and by the restore.
UNEQUAL_TABLES = {"delivery_backuprecord"}


def hash_tables() -> dict[str, str]:
    """Return a hash of all rows of each table, whatever their order."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall() if name not in UNEQUAL_TABLES]
        hashes = {}
        for name in names:
            cursor.execute(
                "SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(row::text), '' ORDER BY md5(row::text))), '')"  # noqa: S608
                f" FROM {connection.ops.quote_name(name)} AS row"
            )
            hashes[name] = cursor.fetchone()[0]
    return hashes


def hash_files(root: Path) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in list_files(root)}
