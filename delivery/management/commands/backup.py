"""`manage.py backup DIR`: the database and the uploads in a folder of their own (delivery.backup)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from delivery.backup.making import make_backup
from delivery.backup.manifest import find_backup, verify
from delivery.backup.programs import refuse_running_site
from delivery.backup.streams import parse_recipients


class Command(BaseCommand):
    help = "Make a backup of the database and the uploads in a new folder below DIR. The site may run meanwhile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", metavar="DIR", help="default: the setting BACKUP_DIR")
        parser.add_argument("--keep", type=int, help="delete all backups in DIR but the last KEEP")
        parser.add_argument(
            "--recipient", action="append", help="encrypt for this public key of age or SSH; may be given several times"
        )
        parser.add_argument("--exclusive", action="store_true", help="refuse while the site runs")
        parser.add_argument(
            "--check", action="store_true", help="make none; check the newest one in DIR, or DIR itself"
        )

    def handle(  # type: ignore[override]  # the options by name
        self,
        *,
        folder: str | None,
        keep: int | None,
        recipient: list[str] | None,
        exclusive: bool,
        check: bool,
        **options: Any,
    ) -> None:
        place = folder or settings.BACKUP_DIR
        if not place:
            raise CommandError("Name a folder for the backup, or set BACKUP_DIR.")
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number above 0.")
        path = Path(place).expanduser().absolute()
        if check:
            manifest = verify(find_backup(path))
            self.stdout.write(f"Complete and undamaged, as of {manifest.time:%Y-%m-%d %H:%M:%S} UTC.")
            return
        if exclusive:
            refuse_running_site()
        keys = recipient or settings.BACKUP_RECIPIENTS
        if keep is None and folder is None:
            keep = settings.BACKUP_KEEP
        make_backup(path, parse_recipients(keys), keys, keep, self.stdout.write)
