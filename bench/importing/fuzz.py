"""Damaged exports, imported: each is either brought in or refused in a line; nothing is half-written."""

import logging
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.search.database import bench_database

from .exports import damaged, write_export

SECONDS_ALLOWED = 30


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with bench_database("import_fuzz"):
        return fuzz(number)


def fuzz(number: int) -> int:
    from django.conf import settings
    from django.db import transaction

    from wordpress.importing.options import ImportOptions
    from wordpress.importing.runner import run_import
    from wordpress.models import ImportedItem, ImportRun
    from wordpress.reading.records import NotAnExport

    logging.disable(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    settings.MEDIA_ROOT = str(folder / "media")
    whole = write_export(folder / "whole.xml", posts=5, attachments=1).read_bytes()
    path, refused, slowest, faults = folder / "damaged.xml", 0, 0.0, []
    for seed in range(number):
        path.write_bytes(damaged(whole, random.Random(seed)))  # noqa: S311 - repeatable
        started = time.perf_counter()
        try:
            with transaction.atomic():
                result = run_import(
                    ImportOptions(files=(path,), dry_run=seed % 10 > 0), run=ImportRun() if seed % 10 == 0 else None
                )
                unfinished = ImportedItem.objects.filter(state="begun").count()
                if unfinished or result.failures:
                    faults.append(f"seed {seed}: {unfinished} half-written, {result.failures} failed")
                transaction.set_rollback(True)
        except NotAnExport:
            refused += 1
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.perf_counter() - started)
        if slowest > SECONDS_ALLOWED:
            faults.append(f"seed {seed}: {slowest:.0f} s")
    print(
        f"{number} damaged exports: {refused} refused in a line, the slowest took {slowest:.1f} s, {len(faults)} faults"
    )
    for fault in faults[:20]:
        print(f"  {fault}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
