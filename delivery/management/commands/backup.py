"""`manage.py backup DIR|s3://...`: the database and the uploads in a folder of their own (delivery.backup)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from delivery.backup import bucket
from delivery.backup.archive import Archive, copy_uploads, make_base, verify_archive
from delivery.backup.bucket import is_bucket, open_bucket
from delivery.backup.making import make_backup
from delivery.backup.manifest import Manifest, find_backup, verify
from delivery.backup.programs import refuse_running_site
from delivery.backup.recovering import is_archive
from delivery.backup.streams import parse_recipients


class Command(BaseCommand):
    help = "Make a backup of the database and the uploads in a new folder below DIR. The site may run meanwhile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", metavar="DIR", help="or s3://bucket/prefix; default: BACKUP_DIR")
        parser.add_argument("--keep", type=int, help="delete all backups in DIR but the last KEEP")
        parser.add_argument(
            "--recipient", action="append", help="encrypt for this public key of age or SSH; may be given several times"
        )
        parser.add_argument("--exclusive", action="store_true", help="refuse while the site runs")
        parser.add_argument(
            "--check", action="store_true", help="make none; check the newest one in DIR, or DIR itself"
        )
        parser.add_argument(
            "--base", action="store_true", help="add a base backup to the continuous archive, by default ARCHIVE_DIR"
        )

    def handle(  # type: ignore[override]  # the options by name
        self,
        *,
        folder: str | None,
        keep: int | None,
        recipient: list[str] | None,
        exclusive: bool,
        check: bool,
        base: bool,
        **options: Any,
    ) -> None:
        if base:
            self.add_base(folder or settings.ARCHIVE_DIR)
            return
        place = folder or settings.BACKUP_DIR
        if not place:
            raise CommandError("Name a folder for the backup, or set BACKUP_DIR.")
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number above 0.")
        if check and not is_bucket(place) and is_archive(Path(place)):
            verify_archive(Archive(Path(place)), self.stdout.write)
            return
        if check:
            manifest = self.verify(place)
            self.stdout.write(f"Complete and undamaged, as of {manifest.time:%Y-%m-%d %H:%M:%S} UTC.")
            return
        if exclusive:
            refuse_running_site()
        keys = recipient or settings.BACKUP_RECIPIENTS
        if keep is None and folder is None:
            keep = settings.BACKUP_KEEP
        recipients = parse_recipients(keys)
        if is_bucket(place):
            bucket.make_bucket_backup(place, recipients, keys, keep, self.stdout.write)
        else:
            make_backup(Path(place).expanduser().absolute(), recipients, keys, keep, self.stdout.write)

    def add_base(self, place: str) -> None:
        if not place:
            raise CommandError("Name the folder of the archive, or set ARCHIVE_DIR.")
        archive = Archive(Path(place).expanduser().absolute())
        copy_uploads(archive)
        make_base(archive, self.stdout.write)

    def verify(self, place: str) -> Manifest:
        if is_bucket(place):
            found, name = open_bucket(place)
            return found.verify(found.find_backup(name))
        return verify(find_backup(Path(place).expanduser().absolute()))
