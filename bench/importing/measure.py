"""One measurement in a process of its own, so that its memory is its own. Prints one line of JSON."""

import argparse
import json
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page, Revision, Site

from bench.search.database import bench_database
from users.models import User
from wordpress.address_check import check_addresses
from wordpress.importing.options import ImportOptions
from wordpress.importing.runner import run_import
from wordpress.importing.scan import ExportScan
from wordpress.models import ImportedItem, ImportRun

from .editing import publish_in_editor


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--uploads", type=Path)
    parser.add_argument("--addresses", action="store_true", help="prove the old addresses too")
    parser.add_argument("--again", action="store_true", help="run a second time")
    parser.add_argument("--take-fields", action="store_true", help="take the custom fields that the first run left")
    parser.add_argument("--editing", action="store_true", help="open and publish each page in the editor")
    options = parser.parse_args()
    with bench_database(f"import_{options.name}"):
        print(json.dumps(measure(options)))


def measure(options: argparse.Namespace) -> dict:
    # What other measurements of this process left in Django's caches belongs to another database.
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    folder = Path(tempfile.mkdtemp(prefix="import-"))
    settings.MEDIA_ROOT = str(folder / "media")
    wanted = ImportOptions(files=tuple(options.files), uploads=options.uploads, report=folder / "report")
    started = time.perf_counter()
    result = run_import(wanted, run=ImportRun())
    if options.take_fields and result.fields:
        wanted = replace(wanted, fields=tuple(result.fields))
        result = run_import(wanted, run=ImportRun())
    scan = cast(ExportScan, result.scan)
    measured: dict[str, Any] = {
        "seconds": round(time.perf_counter() - started, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "items": scan.items,
        "counts": {kind: dict(counter) for kind, counter in result.counts.items()},
        "not_imported": dict(scan.not_imported),
        "pages": Page.objects.count(),
    }
    with (folder / "report" / "report.json").open() as file:
        report = json.load(file)
    measured["totals"] = report["summary"]["totals"]
    measured["unlisted"] = find_unlisted_losses(report["items"])
    measured["blocks"] = blocks_by_reason(report["items"])
    if options.editing:
        measured |= published_in_editor()
    if options.again:
        before, revisions = Page.objects.count(), Revision.objects.count()
        started = time.perf_counter()
        again = run_import(wanted, run=ImportRun())
        measured["again_seconds"] = round(time.perf_counter() - started, 1)
        measured["again"] = {kind: dict(counter) for kind, counter in again.counts.items()}
        measured["again_revisions"] = Revision.objects.count() - revisions
        measured["again_pages"] = Page.objects.count() - before
    if options.addresses:
        answers = list(check_addresses(scan, Site.objects.get(is_default_site=True)))
        measured["addresses"] = len(answers)
        measured["addresses_bad"] = [answer.path for answer in answers if not answer.is_good][:20]
    shutil.rmtree(folder)
    return measured


def blocks_by_reason(items: list[dict]) -> dict[str, list[str]]:
    """Return the names of the blocks that the report speaks of, by what it says of them."""
    names = defaultdict(set)
    for finding in (finding for item in items for finding in item.get("findings", [])):
        if finding["kind"] == "block":
            names[finding["reason"] or finding["outcome"]].add(finding["what"])
    return {reason: sorted(names[reason]) for reason in sorted(names)}


def find_unlisted_losses(items: list[dict]) -> list[str]:
    """Return the keys of the items that lost more words than the report lists."""
    counted = [(item["key"], item["words"]) for item in items if item.get("words")]
    return [key for key, words in counted if words["in"] - words["kept"] - words["moved"] > len(words["dropped"])]


def published_in_editor() -> dict:
    """Open each imported page in the editor and publish it: say how many, how long, and what was complained of."""
    administrator = User.objects.create_user("administrator")
    administrator.groups.add(Group.objects.get(name="Administrators"))
    client = Client()
    client.force_login(administrator)
    pages = Page.objects.filter(pk__in=ImportedItem.objects.filter(made_here=True).values("page"))
    started, refused = time.perf_counter(), {}
    for page in pages.iterator():
        if complaints := publish_in_editor(client, page):
            refused[f"{page.pk} {page.title}"] = complaints
    return {
        "edited": pages.count(),
        "editing_seconds": round(time.perf_counter() - started),
        "refused": refused,
        "left_unpublished": [page.title for page in pages.filter(live=False)],
    }


if __name__ == "__main__":
    main()
