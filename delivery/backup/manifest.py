"""The manifest of a backup: what it holds, by which it is checked before anything is restored from it."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.db.migrations.loader import MigrationLoader

from .streams import hash_file

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, MEDIA = "database.dump", "media.tar"
NAME = re.compile(r"roundtable-\d{8}T\d{6}Z")


@dataclass
class Manifest:
    """`files` has bytes and sha256 by name; `tables` the rows by name; `media` files and bytes, or None without any."""

    made_at: str  # ISO 8601, UTC: the database is as it was then
    version: str
    postgresql: str
    migrations: list[str]
    settings: list[str]  # names only: values may be secrets
    tables: dict[str, int]
    media: dict[str, int] | None
    encrypted_for: list[str] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def bytes(self) -> int:
        return sum(facts["bytes"] for facts in self.files.values())

    def file_name(self, name: str) -> str:
        return f"{name}.age" if self.encrypted_for else name

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(self.as_text())

    def as_text(self) -> str:
        data = asdict(self)
        data["checksum"] = _checksum(data)
        return json.dumps(data, indent=1, sort_keys=True) + "\n"


def _checksum(data: dict[str, Any]) -> str:
    rest = {name: value for name, value in data.items() if name != "checksum"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises `CommandError` in words if there is none, or it is damaged."""
    try:
        text = (folder / MANIFEST).read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"{folder} is no complete backup: it has no {MANIFEST}.") from error
    except OSError as error:
        raise CommandError(f"{folder / MANIFEST} cannot be read: {error.strerror}.") from error
    return parse_manifest(text, str(folder))


def parse_manifest(text: bytes, folder: str) -> Manifest:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise CommandError(f"The backup {folder} is damaged: {MANIFEST} cannot be read.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CommandError(f"{folder} is a backup of a format that this version does not know: use a newer one.")
    if data.pop("checksum", None) != _checksum(data):
        raise CommandError(f"The backup {folder} is damaged: {MANIFEST} was changed.")
    return Manifest(**data)


def verify(folder: Path) -> Manifest:
    """Check every file of a backup against its manifest. Raises `CommandError` that names what is wrong."""
    manifest = read_manifest(folder)
    for name, facts in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise CommandError(f"The backup {folder} is incomplete: {name} is missing.")
        if (size := path.stat().st_size) != facts["bytes"]:
            raise CommandError(f"The backup {folder} is damaged: {name} has {size} bytes instead of {facts['bytes']}.")
        try:
            digest = hash_file(path)
        except OSError as error:
            raise CommandError(f"The backup {folder} is damaged: {name} cannot be read ({error.strerror}).") from error
        if digest != facts["sha256"]:
            raise CommandError(f"The backup {folder} is damaged: the checksum of {name} differs.")
    return manifest


def check_version(manifest: Manifest) -> None:
    """Raise `CommandError` for a backup of a newer version, whose tables this one does not know."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise CommandError(
            f"The backup was made by another version of Roundtable ({manifest.version}), with migrations that this one "
            f"does not have ({unknown[0]}): install that version, restore, and update then."
        )


def list_backups(folder: Path) -> list[Path]:
    """Return the complete backups in a folder, oldest first."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if NAME.fullmatch(path.name) and (path / MANIFEST).is_file())


def find_backup(folder: Path) -> Path:
    """Return `folder` if it is a backup, else the newest backup in it."""
    if not folder.is_dir():
        raise CommandError(f"There is no folder {folder}.")
    if (folder / MANIFEST).exists() or NAME.match(folder.name):
        return folder
    if backups := list_backups(folder):
        return backups[-1]
    raise CommandError(f"There is no complete backup in {folder}.")
