"""``manage.py mirror DIR``: the site as a folder of plain files (``delivery.mirror.export``)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from wagtail.models import Site

from delivery.mirror.export import write_mirror


class Command(BaseCommand):
    help = (
        "Write the public site to a folder of plain files, with its pictures, documents and a search, for any web "
        "server or object store. A copy that is there already is replaced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--site", help="host name of the site, where there are several")

    def handle(self, *, folder: Path, site: str | None, verbosity: int, **options: Any) -> None:  # type: ignore[override]
        sites = Site.objects.select_related("root_page")
        chosen = sites.filter(hostname=site) if site else sites.filter(is_default_site=True)
        found = chosen.first()
        if found is None:
            names = ", ".join(sites.values_list("hostname", flat=True))
            raise CommandError(f"There is no such site. The names are: {names}.")
        try:
            written = write_mirror(found, folder.resolve())
        except OSError as error:
            raise CommandError(f"The copy was not written: {error}") from error
        if verbosity:
            pages = sum(name.endswith(".html") for name in written)
            self.stdout.write(f"{pages} pages and {len(written) - pages} other files are in {folder}.")
