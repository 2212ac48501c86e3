"""One measurement in a process of its own, so that its memory is its own. Prints one line of JSON."""

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.search.database import bench_database


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--uploads", type=Path)
    parser.add_argument("--addresses", action="store_true", help="prove the old addresses too")
    parser.add_argument("--again", action="store_true", help="run a second time")
    options = parser.parse_args()
    with bench_database(f"import_{options.name}"):
        print(json.dumps(measure(options)))


def measure(options) -> dict:
    from django.conf import settings
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page, Site

    from wordpress.checking import check
    from wordpress.importing.options import ImportOptions
    from wordpress.importing.runner import run_import
    from wordpress.models import ImportRun

    # What other measurements of this process left in Django's caches belongs to another database.
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    folder = Path(tempfile.mkdtemp(prefix="import-"))
    settings.MEDIA_ROOT = str(folder / "media")
    wanted = ImportOptions(files=tuple(options.files), uploads=options.uploads, report=folder / "report")
    started = time.perf_counter()
    result = run_import(wanted, run=ImportRun())
    measured = {
        "seconds": round(time.perf_counter() - started, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "items": result.survey.items,
        "counts": {kind: dict(counter) for kind, counter in result.counts.items()},
        "not_imported": dict(result.survey.not_imported),
        "pages": Page.objects.count(),
    }
    with (folder / "report" / "report.json").open() as file:
        report = json.load(file)
    measured["totals"] = report["summary"]["totals"]
    unknown = [f["what"] for i in report["items"] for f in i.get("findings", []) if f["kind"] == "block"]
    measured["unknown_blocks"] = sorted(set(unknown))
    if options.again:
        before = Page.objects.count()
        started = time.perf_counter()
        again = run_import(wanted, run=ImportRun())
        measured["again_seconds"] = round(time.perf_counter() - started, 1)
        measured["again"] = {kind: dict(counter) for kind, counter in again.counts.items()}
        measured["again_pages"] = Page.objects.count() - before
    if options.addresses:
        answers = list(check(result.survey, Site.objects.get(is_default_site=True)))
        measured["addresses"] = len(answers)
        measured["addresses_bad"] = [answer.path for answer in answers if not answer.is_good][:20]
    shutil.rmtree(folder)
    return measured


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
