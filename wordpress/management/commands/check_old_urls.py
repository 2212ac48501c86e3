import logging
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from wordpress.checking import check
from wordpress.importing.survey import survey
from wordpress.reading.export import Export
from wordpress.reading.records import NotAnExport


class Command(BaseCommand):
    help = "Prove that every public address of an export answers 200, or redirects once (301) to what does."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="EXPORT", help="as given to import_wordpress")
        parser.add_argument("--all", action="store_true", help="list every address, not only those that fail")
        parser.add_argument("--no-files", action="store_true", help="leave out images and documents")

    def handle(self, *, files, all, no_files, **options):
        try:
            found = survey(Export(files))
        except NotAnExport as refusal:
            raise CommandError(str(refusal)) from None
        site = Site.objects.get(is_default_site=True)
        total, good = Counter(), Counter()
        # Each request is logged; thousands of lines would hide the table.
        logging.getLogger("roundtable.requests").setLevel(logging.WARNING)
        for answer in check(found, site, files=not no_files):
            total[answer.kind] += 1
            good[answer.kind] += answer.is_good
            if all or not answer.is_good:
                arrow = f" -> {answer.target}" if answer.target else ""
                self.stdout.write(f"{answer.status} {answer.redirects} redirects  {answer.path}{arrow}")
        self.stdout.write(f"{'kind':<18}{'asked':>7}{'good':>7}{'bad':>7}")
        for kind, number in total.items():
            self.stdout.write(f"{kind:<18}{number:>7}{good[kind]:>7}{number - good[kind]:>7}")
        bad = total.total() - good.total()
        if bad:
            raise CommandError(f"{bad} of {total.total()} old addresses lead nowhere.")
        self.stdout.write(f"All {total.total()} old addresses lead to what they meant.")
