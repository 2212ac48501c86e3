"""The fidelity report of a run: a page to read, data to check, and each post before and after."""

import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.template.loader import get_template, render_to_string
from django.utils import timezone

from conversion.findings import CHANGED, DROPPED, KEPT
from conversion.results import Conversion

from ..models import ImportedItem
from .labels import OUTCOMES, build_outcome_rows, get_label, get_skip_reason, sort_kinds
from .preview import render_blocks, render_source

# Kinds of items that are pages.
PAGE_KINDS = ("post", "page", "tribe_events")
# Captions of files that no page shows.
CAPTION = "caption"
# Parts of bodies that have a column of their own.
PARTS_SHOWN = ("link", "image", "heading", "quote")
# Outcomes that need no row without a reason.
UNREMARKABLE_OUTCOMES = {"new", "unchanged", "updated", "removed"}
# Where the HTML report has a row for each item. Text from an export is escaped, so it cannot match.
ROWS = re.compile(r"<!-- rows: (\w+) -->")
MAX_REASONS = 300
MAX_EXAMPLES = 5
GENERAL_REASONS = [
    (re.compile(r"^became a quote of .+"), "became a quote of its speaker"),
    (re.compile(r"^.+ is not a player known here"), "its site is not a player known here"),
    (re.compile(r"^level \d became \d"), "the level changed"),
]


class FidelityReport:
    """Collects item reports in a file as they come, so that a large archive needs little memory."""

    def __init__(self, folder: Path, scan, options):
        self.folder, self.scan, self.options = folder, scan, options
        self.items = folder / "items"
        if self.items.exists():
            shutil.rmtree(self.items)
        self.items.mkdir(parents=True)
        self.lines = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by finish()
        self.totals = Totals()

    def add(self, item_report: dict, content: str = "", conversion: Conversion | None = None) -> None:
        """Add an item report. An item that did not change has that of its last change."""
        if conversion is None and item_report["kind"] in PAGE_KINDS:
            item_report = self._get_last_report(item_report["key"]) | item_report
        elif conversion is not None:
            item_report["detail"] = f"items/{item_report['key'].replace(':', '-')}.html"
            context = {
                "item_report": item_report,
                "before": render_source(content),
                "after": render_blocks(conversion),
                **_make_rows(item_report),
            }
            self._write(item_report["detail"], "wordpress/report/item.html", context)
        self.totals.add(item_report)
        self.lines.write(json.dumps(item_report, default=str) + "\n")

    def _get_last_report(self, key: str) -> dict:
        stored = ImportedItem.objects.filter(source=self.scan.source, key=key).values_list("report", flat=True)
        return (stored.first() or {}) | {"detail": ""}

    def finish(self, result) -> Path:
        """Write the report and return the path of its page."""
        summary = {
            "source": self.scan.source,
            "site": self.scan.site.title,
            "written_at": timezone.now().isoformat(timespec="seconds"),
            "dry_run": self.options.dry_run,
            "options": self.options.as_json(),
            "items_read": self.scan.items,
            "outcomes": {kind: dict(counter) for kind, counter in result.counts.items()},
            "totals": self.totals.as_json(),
            "comments": dict(self.scan.comments) | {"kept here": result.comments},
            "not_imported": dict(self.scan.not_imported),
            "read_for_others": dict(Counter(item.type for item in self.scan.supporting.values())),
            "why_not": {kind: get_skip_reason(kind) for kind in self.scan.not_imported},
            "other_taxonomies": dict(self.scan.other_taxonomies.most_common(200)),
            "repairs": [str(repair) for repair in self.scan.export.repairs],
        }
        self._write_data(summary)
        context = {
            "summary": summary,
            "left": [(kind, number, get_skip_reason(kind)) for kind, number in self.scan.not_imported.items()],
            "written_at": timezone.localtime(),
            "totals": self.totals,
            "outcomes": build_outcome_rows(summary["outcomes"]),
            "has_others": any(self._iter_others()),
        }
        self._write_page(context)
        self.lines.close()
        return self.folder / "report.html"

    def _iter_reports(self) -> Iterator[dict]:
        self.lines.seek(0)
        for line in self.lines:
            yield json.loads(line)

    def _iter_pages(self) -> Iterator[dict]:
        """Yield the posts, pages and events, each with what became of its parts."""
        for item_report in self._iter_reports():
            if item_report["kind"] in PAGE_KINDS:
                yield item_report | _make_rows(item_report)

    def _iter_others(self) -> Iterator[dict]:
        """Yield the other items that need attention: missing files, topics that existed already, and so on."""
        for item_report in self._iter_reports():
            if item_report["kind"] not in PAGE_KINDS and (
                item_report["outcome"] not in UNREMARKABLE_OUTCOMES or item_report.get("reason")
            ):
                yield item_report | {"kind_name": get_label(item_report["kind"]), **_make_rows(item_report)}

    def _write_data(self, summary: dict) -> None:
        with (self.folder / "report.json").open("w", encoding="utf-8") as file:
            file.write('{"summary": ')
            json.dump(summary, file, indent=1, default=str)
            file.write(',\n"items": [\n')
            separator = ""
            for item_report in self._iter_reports():
                file.write(separator + json.dumps(item_report))
                separator = ",\n"
            file.write("\n]}\n")

    def _write_page(self, context: dict) -> None:
        """Write the HTML report. Its rows, perhaps thousands, are rendered one by one to save memory."""
        rows = {"page_row": self._iter_pages, "other_row": self._iter_others}
        first, *pieces = ROWS.split(render_to_string("wordpress/report/index.html", context))
        with (self.folder / "report.html").open("w", encoding="utf-8") as file:
            file.write(first)
            for name, text in zip(pieces[::2], pieces[1::2], strict=True):
                row = get_template(f"wordpress/report/{name}.html")
                file.writelines(row.render({"item_report": item_report}) for item_report in rows[name]())
                file.write(text)

    def _write(self, name: str, template: str, context: dict) -> None:
        (self.folder / name).write_text(render_to_string(template, context), encoding="utf-8")


def _make_rows(item_report: dict) -> dict:
    """Return what templates show of an item report: its outcome in words, and a cell for each kind in its tally."""
    tally = item_report.get("tally", {})
    parts = [{"kind": kind, "name": get_label(kind), **_counts(tally.get(kind, {}))} for kind in PARTS_SHOWN]
    others = [
        {"kind": kind, "name": get_label(kind), **_counts(tally[kind])} for kind in tally if kind not in PARTS_SHOWN
    ]
    outcome = item_report["outcome"]
    findings = [finding | {"name": get_label(finding["kind"])} for finding in item_report.get("findings", [])]
    return {
        "outcome_name": OUTCOMES.get(outcome, outcome),
        "parts": parts,
        "other_parts": [part for part in others if part["changed"] or part["dropped"]],
        "named_findings": findings,
    }


def _counts(counter: dict) -> dict:
    return {name: counter.get(name, 0) for name in (KEPT, CHANGED, DROPPED)}


class Totals:
    """Sums over all posts, pages and events."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.tally: dict[str, Counter[str]] = {}
        self.reasons: Counter[tuple[str, str, str]] = Counter()
        self.examples: dict[tuple[str, str, str], dict[str, dict]] = {}
        #: Words about files that no page shows: they never stood in a text, and are counted apart.
        self.caption_words: Counter[str] = Counter()
        #: Words in custom fields that were not taken, by field.
        self.fields: Counter[str] = Counter()
        #: Pages that are public and hold no text.
        self.empty_pages: list[dict] = []

    def add(self, item_report: dict) -> None:
        self.fields.update(item_report.get("fields", {}))
        if item_report.get("is_empty") and item_report.get("live") and len(self.empty_pages) < MAX_REASONS:
            self.empty_pages.append({name: item_report.get(name) for name in ("key", "title", "url", "fields")})
        words = item_report.get("words", {})
        counted = self.caption_words if item_report["kind"] == CAPTION else self.words
        counted.update({name: words.get(name, 0) for name in ("in", "out", "kept", "moved")} if words else {})
        for kind, counts in item_report.get("tally", {}).items():
            self.tally.setdefault(kind, Counter()).update(counts)
        for finding in item_report.get("findings", []):
            reason = (finding["kind"], finding["outcome"], _generalise(finding["reason"]))
            self.reasons[reason] += 1
            examples = self.examples.setdefault(reason, {})
            if len(examples) < MAX_EXAMPLES:
                examples[item_report["key"]] = {"title": item_report["title"], "detail": item_report.get("detail", "")}

    @property
    def share_kept(self) -> float:
        """The percentage of the source's words that are in the result."""
        return 100 * self.words["kept"] / self.words["in"] if self.words["in"] else 100.0

    def field_rows(self) -> list[tuple[str, int]]:
        return sorted(self.fields.items())

    def rows(self) -> list[dict]:
        return [{"name": get_label(kind), **_counts(self.tally[kind])} for kind in sort_kinds(self.tally)]

    def why(self) -> list[dict]:
        """Return the reasons for what was changed or dropped: first for what was dropped, the most frequent first."""
        ranked = sorted(self.reasons.items(), key=lambda item: (item[0][1] != DROPPED, -item[1], item[0]))
        return [
            {"kind": kind, "name": get_label(kind), "outcome": outcome, "reason": reason, "times": times,
             "examples": self.examples[kind, outcome, reason]}
            for (kind, outcome, reason), times in ranked[:MAX_REASONS]
        ]  # fmt: skip

    def as_json(self) -> dict:
        share = round(self.share_kept, 3)
        return {
            "words": dict(self.words),
            "words_kept_percent": share,
            "caption_words": dict(self.caption_words),
            "tally": {k: dict(c) for k, c in self.tally.items()},
            "fields": dict(self.fields),
            "empty_pages": self.empty_pages,
            "why": [
                {name: row[name] for name in ("kind", "outcome", "reason", "times")} | {"items": list(row["examples"])}
                for row in self.why()
            ],
        }


def _generalise(reason: str) -> str:
    """Return a reason without the details of one case, such as names of speakers and hosts, or levels."""
    for pattern, general in GENERAL_REASONS:
        reason = pattern.sub(general, reason)
    return reason
