import logging
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from wordpress.reading.export import Export
from wordpress.reading.records import NotAnExportError

from ...address_check import Answer, check_addresses
from ...importing.scan import scan_export

SHOWN = 10  # addresses that fail, of each kind


class Command(BaseCommand):
    help = "Prove that every public address of an export answers 200, or redirects once (301) to what does."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="EXPORT", help="as given to import_wordpress")
        parser.add_argument(
            "--all", action="store_true", help=f"list all addresses, not only {SHOWN} bad ones of each kind"
        )
        parser.add_argument("--no-files", action="store_true", help="leave out images and documents")

    def handle(self, *, files, all, no_files, **options):
        try:
            found = scan_export(Export(files))
        except NotAnExportError as refusal:
            raise CommandError(str(refusal)) from None
        site = Site.objects.get(is_default_site=True)
        # Each request is logged; thousands of lines would hide the table.
        logging.getLogger("roundtable.requests").setLevel(logging.WARNING)
        total, bad = Counter(), Counter()
        for answer in check_addresses(found, site, files=not no_files):
            total[answer.kind] += 1
            bad[answer.kind] += not answer.is_good
            if all or (not answer.is_good and bad[answer.kind] <= SHOWN):
                self.stdout.write(in_a_line(answer))
        self.stdout.write(f"\n{'kind':<18}{'asked':>7}{'good':>7}{'bad':>7}")
        for kind, number in total.items():
            self.stdout.write(f"{kind:<18}{number:>7}{number - bad[kind]:>7}{bad[kind]:>7}")
        if bad.total():
            if not all and any(number > SHOWN for number in bad.values()):
                self.stdout.write(f"Shown above are the first {SHOWN} of each kind; --all shows every address.")
            raise CommandError(f"{bad.total()} of {total.total()} old addresses lead nowhere.")
        self.stdout.write(f"All {total.total()} old addresses lead to what they meant.")


def in_a_line(answer: Answer) -> str:
    """Return an answer in words, e.g. ``404  tag: /tag/rents/`` or ``200  post: /2019/buses/ -> /blog/buses/``."""
    arrow = f" -> {answer.target}" if answer.target else ""
    odd = f" ({answer.redirects} redirects)" if answer.redirects > 1 else ""
    odd += "" if answer.permanent else " (for the time being only)"
    return f"{answer.status}  {answer.kind}: {answer.path}{arrow}{odd}"
