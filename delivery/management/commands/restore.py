"""`manage.py restore DIR`: the site as it was when a backup was made (delivery.backup)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from delivery import startup
from delivery.backup.manifest import find_backup
from delivery.backup.restoring import restore
from delivery.backup.streams import read_identities


class Command(BaseCommand):
    help = "Restore the newest backup in DIR, or the backup DIR, into this site. The site must be stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR")
        parser.add_argument("--replace", action="store_true", help="replace a site that has content")
        parser.add_argument(
            "--identity", type=Path, help="file with the secret key (of age or SSH) of an encrypted backup"
        )

    def handle(  # type: ignore[override]  # the options by name
        self, *, folder: str, replace: bool, identity: Path | None, **options: Any
    ) -> None:
        path = find_backup(Path(folder).expanduser().absolute())
        identities = read_identities(identity)
        startup.wait_for_database(self.stdout.write)
        try:
            restore(path, identities, replace=replace, report=self.stdout.write)
        except KeyboardInterrupt as error:
            raise CommandError("Interrupted.") from error
