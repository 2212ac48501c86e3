"""Imports of damaged exports: each is imported or refused in one line, and nothing is half-written.

``python -m bench.importing.fuzz NUMBER [FIRST]``. Nothing half-written means: each imported object has its record and
each record its object, the tree of pages is sound, everything is indexed, and the sound export, imported afterwards,
completes what is there and changes nothing in a second run.
"""

import logging
import random
import sys
import tempfile
import time
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from bench.search.database import bench_database
from blog.models import BlogPage
from events.models import EventPage
from home.models import StandardPage
from wordpress.importing.options import ImportOptions
from wordpress.importing.runner import run_import
from wordpress.importing.session import Result
from wordpress.models import ImportedItem, ImportRun
from wordpress.reading.records import NotAnExportError

from .exports import damaged, write_varied_export

SECONDS_ALLOWED = 30
#: After so many damaged exports the sound one is imported on top.
SOUND_EVERY = 10


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with bench_database("import_fuzz"):
        return Fuzz(Path(tempfile.mkdtemp(prefix="fuzz-"))).run(range(first, first + number))


class Fuzz:
    def __init__(self, folder: Path):
        self.folder = folder
        settings.MEDIA_ROOT = str(folder / "media")
        self.sound = write_varied_export(folder / "sound.xml", folder / "uploads")
        self.faults: list[str] = []
        self.refused = self.completed = 0

    def run(self, seeds: range) -> int:
        # Errors are counted below; their tracebacks must not be printed a thousand times.
        logging.disable(logging.ERROR)
        whole, damaged_one, slowest = self.sound.read_bytes(), self.folder / "damaged.xml", 0.0
        began = time.perf_counter()
        for seed in seeds:
            damaged_one.write_bytes(damaged(whole, random.Random(seed)))  # noqa: S311 - repeatable
            started = time.perf_counter()
            with redirect_stderr(StringIO()) as said:
                self.one(seed, damaged_one)
            if "Traceback" in said.getvalue():
                self.fault(seed, said.getvalue().splitlines()[-1])
            seconds = time.perf_counter() - started
            slowest = max(slowest, seconds)
            if seconds > SECONDS_ALLOWED:
                self.fault(seed, f"{seconds:.0f} s")
        minutes = (time.perf_counter() - began) / 60
        print(
            f"{len(seeds)} damaged exports in {minutes:.1f} minutes: {self.refused} refused in a line, the others came "
            f"in as far as they go; the slowest took {slowest:.1f} s; {self.completed} times the sound one on top; "
            f"{len(self.faults)} faults"
        )
        for fault in self.faults[:20]:
            print(f"  {fault}")
        return bool(self.faults)

    def fault(self, seed: int, what: str) -> None:
        self.faults.append(f"seed {seed}: {what}")

    def one(self, seed: int, path: Path) -> None:
        with transaction.atomic():
            try:
                result = self.import_file(path)
            except NotAnExportError as refusal:
                self.refused += 1
                if "\n" in str(refusal):
                    self.fault(seed, "refused in several lines")
            except Exception as error:
                self.fault(seed, f"{type(error).__name__}: {error}")
            else:
                if result.failures:
                    self.fault(seed, f"{result.failures} failed")
                self.check_database(seed)
                if seed % SOUND_EVERY == 0:
                    self.complete(seed)
            transaction.set_rollback(True)

    def import_file(self, path: Path) -> Result:
        return run_import(ImportOptions(files=(path,), uploads=self.folder / "uploads", comments=True), run=ImportRun())

    def check_database(self, seed: int) -> None:
        """Report what is half-written."""
        records = ImportedItem.objects.all()
        if begun := records.filter(state=ImportedItem.State.BEGUN).count():
            self.fault(seed, f"{begun} begun and not done")
        if waiting := records.filter(indexed=False).count():
            self.fault(seed, f"{waiting} not indexed")
        if lost := records.filter(made_here=True, page=None, image=None, document=None, venue=None).count():
            self.fault(seed, f"{lost} records of nothing")
        if any(Page.find_problems()):
            self.fault(seed, "the tree of pages is broken")
        recorded = set(records.values_list("page_id", flat=True))
        for model in (BlogPage, StandardPage, EventPage):
            if strays := set(model.objects.values_list("pk", flat=True)) - recorded:
                self.fault(seed, f"{len(strays)} pages without a record")

    def complete(self, seed: int) -> None:
        result = self.import_file(self.sound)
        if result.failures:
            self.fault(seed, f"{result.failures} failed in the sound export")
        self.check_database(seed)
        again = self.import_file(self.sound)
        outcomes = {outcome for counts in again.counts.values() for outcome in counts}
        # A page that the damage made one of another kind is left alone, and listed as "kept yours".
        if not outcomes <= {"unchanged", "missing", "refused", "kept yours"}:
            self.fault(seed, f"a second run of the sound export did something: {again.counts}")
        self.completed += 1


if __name__ == "__main__":
    sys.exit(main())
