"""Look through the archive for who said what, and write a report of what could become a quote or a speaker.

    manage.py find_who_said_what --report found.csv

Nothing is changed. The report goes on where it ended: what it has of a post in the same version
is not read again.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from blog.models import BlogPage
from conversion.attribution.find import find_proposals
from conversion.attribution.proposals import Proposal
from core.progress import report_progress
from core.spreadsheets import SafeDictWriter
from word.explanations import explain

COLUMNS = ("certain", "post", "kind", "speaker", "role", "words", "why", "address")
# Posts that are read from the database at once.
BATCH = 200


class Command(BaseCommand):
    help = "Finds who said what in all published posts, as a table with the most certain first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", type=Path, required=True, help="the CSV file to write; beside it NAME.jsonl")

    def handle(self, *, report: Path, **options: Any) -> None:
        journal = report.with_suffix(".jsonl")
        done = {(entry["pk"], entry["version"]) for entry in read_journal(journal)}
        posts = BlogPage.objects.live().order_by("pk")
        left = [key for key in posts.values_list("pk", "latest_revision_id") if key not in done]
        with journal.open("a", encoding="utf-8") as file:
            report_progress(self.read_posts([pk for pk, _version in left], file), len(left), "posts", self.stdout)  # type: ignore[arg-type]
        number = write_table(journal, report)
        self.stdout.write(f"{number} proposals in {report}")

    def read_posts(self, pks: list[int], journal: Any) -> Iterator[int]:
        for start in range(0, len(pks), BATCH):
            for post in BlogPage.objects.filter(pk__in=pks[start : start + BATCH]).order_by("pk"):
                found = [
                    to_row(post, proposal) for proposal in find_proposals(list(post.body.raw_data)) if proposal.blocks
                ]
                entry = {"pk": post.pk, "version": post.latest_revision_id, "rows": found}
                journal.write(json.dumps(entry, ensure_ascii=False) + "\n")
                journal.flush()
                yield 1


def to_row(post: BlogPage, proposal: Proposal) -> dict[str, str]:
    return {
        "certain": "yes" if proposal.is_certain else "no",
        "post": post.title,
        "kind": proposal.kind.value,
        "speaker": proposal.voice.name,
        "role": proposal.voice.role,
        "words": proposal.text[:300],
        "why": explain(proposal),
        "address": reverse("word_find", args=[post.pk]),
    }


def read_journal(journal: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a journal; a line that a killed run left unfinished is skipped."""
    if not journal.exists():
        return
    with journal.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)


def write_table(journal: Path, report: Path) -> int:
    """Write the table from the newest entry of each post, and return how many rows it has."""
    newest = {entry["pk"]: entry["rows"] for entry in read_journal(journal)}
    rows = [row for found in newest.values() for row in found]
    rows.sort(key=lambda row: row["certain"] != "yes")
    with report.open("w", encoding="utf-8", newline="") as file:
        writer = SafeDictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)
