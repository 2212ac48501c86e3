"""`manage.py restore DIR|s3://...`: the site as it was when a backup was made (delivery.backup)."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from delivery import startup
from delivery.backup.archive import Archive
from delivery.backup.bucket import is_bucket, open_bucket
from delivery.backup.manifest import find_backup
from delivery.backup.recovering import is_archive, restore_moment
from delivery.backup.restoring import restore
from delivery.backup.streams import read_identities


def read_moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            f"{text!r} is no moment such as '2026-11-30 14:05' or '2026-11-30T14:05+01:00'"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = "Restore the newest backup in DIR, or the backup DIR, into this site. The site must be stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR")
        parser.add_argument("--replace", action="store_true", help="replace a site that has content")
        parser.add_argument(
            "--to",
            metavar="TIME",
            type=read_moment,
            help="restore the continuous archive DIR as of this moment, '2026-11-30 14:05' (UTC unless it says so)",
        )
        parser.add_argument(
            "--identity", type=Path, help="file with the secret key (of age or SSH) of an encrypted backup"
        )

    def handle(  # type: ignore[override]  # the options by name
        self, *, folder: str, replace: bool, to: datetime | None, identity: Path | None, **options: Any
    ) -> None:
        identities = read_identities(identity)
        startup.wait_for_database(self.stdout.write)
        try:
            place = Path(folder).expanduser().absolute()
            if not is_bucket(folder) and is_archive(place):
                restore_moment(Archive(place), to, replace=replace, report=self.stdout.write)
            elif to:
                raise CommandError(f"{folder} is no continuous archive (ARCHIVE_DIR), which --to needs.")
            elif is_bucket(folder):
                bucket, name = open_bucket(folder)
                name = bucket.find_backup(name)
                self.stdout.write(f"Fetching {bucket.address(name)}.")
                with bucket.fetched(name) as path:
                    address = bucket.address(name)
                    restore(path, identities, replace=replace, report=self.stdout.write, place=address)
            else:
                path = find_backup(place)
                restore(path, identities, replace=replace, report=self.stdout.write)
        except KeyboardInterrupt as error:
            raise CommandError("Interrupted.") from error
