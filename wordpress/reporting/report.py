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
from .labels import OUTCOMES, in_order, name_of, outcome_rows, why_left
from .preview import after, before

# What is told in numbers and one by one.
PAGE_KINDS = ("post", "page", "tribe_events")
# Those that have a column of their own.
PARTS_SHOWN = ("link", "image", "heading", "quote")
# Outcomes of which there is nothing more to say.
QUIET = {"new", "unchanged", "updated", "removed"}
# Where the page to read has a row for each account; nothing that an export says can look like it.
ROWS = re.compile(r"<!-- rows: (\w+) -->")
MOST_REASONS = 300
MOST_EXAMPLES = 5
PARTICULAR = [
    (re.compile(r"^became a quote of .+"), "became a quote of its speaker"),
    (re.compile(r"^.+ is not a player known here"), "its site is not a player known here"),
    (re.compile(r"^level \d became \d"), "the level changed"),
]


class Report:
    """Collects accounts as they come, in a file, so that a large archive needs no memory."""

    def __init__(self, folder: Path, survey, options):
        self.folder, self.survey, self.options = folder, survey, options
        self.items = folder / "items"
        if self.items.exists():
            shutil.rmtree(self.items)
        self.items.mkdir(parents=True)
        self.lines = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by finish()
        self.totals = Totals()

    def add(self, account: dict, content: str = "", conversion: Conversion | None = None) -> None:
        """Take the account of a thing; what did not change is told with the account of when it last did."""
        if conversion is None and account["kind"] in PAGE_KINDS:
            account = self._last_account(account["key"]) | account
        elif conversion is not None:
            account["detail"] = f"items/{account['key'].replace(':', '-')}.html"
            context = {"account": account, "before": before(content), "after": after(conversion), **_item_rows(account)}
            self._write(account["detail"], "wordpress/report/item.html", context)
        self.totals.add(account)
        self.lines.write(json.dumps(account, default=str) + "\n")

    def _last_account(self, key: str) -> dict:
        accounts = ImportedItem.objects.filter(source=self.survey.source, key=key).values_list("account", flat=True)
        return (accounts.first() or {}) | {"detail": ""}

    def finish(self, result) -> Path:
        """Write the report and return the path of its page."""
        summary = {
            "source": self.survey.source,
            "site": self.survey.site.title,
            "written_at": timezone.now().isoformat(timespec="seconds"),
            "dry_run": self.options.dry_run,
            "options": self.options.as_json(),
            "items_read": self.survey.items,
            "outcomes": {kind: dict(counter) for kind, counter in result.counts.items()},
            "totals": self.totals.as_json(),
            "comments": dict(self.survey.comments) | {"kept here": result.comments},
            "not_imported": dict(self.survey.not_imported),
            "read_for_others": dict(Counter(item.type for item in self.survey.supporting.values())),
            "why_not": {kind: why_left(kind) for kind in self.survey.not_imported},
            "other_taxonomies": dict(self.survey.other_taxonomies.most_common(200)),
            "repairs": [str(repair) for repair in self.survey.export.repairs],
        }
        self._write_data(summary)
        context = {
            "summary": summary,
            "left": [(kind, number, why_left(kind)) for kind, number in self.survey.not_imported.items()],
            "written_at": timezone.localtime(),
            "totals": self.totals,
            "outcomes": outcome_rows(summary["outcomes"]),
            "has_others": any(self._others()),
        }
        self._write_page(context)
        self.lines.close()
        return self.folder / "report.html"

    def _accounts(self) -> Iterator[dict]:
        self.lines.seek(0)
        for line in self.lines:
            yield json.loads(line)

    def _pages(self) -> Iterator[dict]:
        """Yield the posts, pages and events, each with what became of its parts."""
        for account in self._accounts():
            if account["kind"] in PAGE_KINDS:
                yield account | _item_rows(account)

    def _others(self) -> Iterator[dict]:
        """Yield what else there is to say something about: files that are missing, topics that were here already ..."""
        for account in self._accounts():
            if account["kind"] not in PAGE_KINDS and (account["outcome"] not in QUIET or account.get("reason")):
                yield account | {"kind_name": name_of(account["kind"]), **_item_rows(account)}

    def _write_data(self, summary: dict) -> None:
        with (self.folder / "report.json").open("w", encoding="utf-8") as file:
            file.write('{"summary": ')
            json.dump(summary, file, indent=1, default=str)
            file.write(',\n"items": [\n')
            separator = ""
            for account in self._accounts():
                file.write(separator + json.dumps(account))
                separator = ",\n"
            file.write("\n]}\n")

    def _write_page(self, context: dict) -> None:
        """Write the page to read. Its rows, perhaps thousands, are made one by one: a template would hold them all."""
        accounts = {"page_row": self._pages, "other_row": self._others}
        first, *pieces = ROWS.split(render_to_string("wordpress/report/index.html", context))
        with (self.folder / "report.html").open("w", encoding="utf-8") as file:
            file.write(first)
            for name, text in zip(pieces[::2], pieces[1::2], strict=True):
                row = get_template(f"wordpress/report/{name}.html")
                file.writelines(row.render({"account": account}) for account in accounts[name]())
                file.write(text)

    def _write(self, name: str, template: str, context: dict) -> None:
        (self.folder / name).write_text(render_to_string(template, context), encoding="utf-8")


def _item_rows(account: dict) -> dict:
    """What templates show of an account: its outcome in words, and one cell for each kind of part in its tally."""
    tally = account.get("tally", {})
    parts = [{"kind": kind, "name": name_of(kind), **_counts(tally.get(kind, {}))} for kind in PARTS_SHOWN]
    others = [
        {"kind": kind, "name": name_of(kind), **_counts(tally[kind])} for kind in tally if kind not in PARTS_SHOWN
    ]
    outcome = account["outcome"]
    findings = [finding | {"name": name_of(finding["kind"])} for finding in account.get("findings", [])]
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

    def __init__(self):
        self.words = Counter()
        self.tally: dict[str, Counter] = {}
        self.reasons: Counter[tuple[str, str, str]] = Counter()
        self.examples: dict[tuple[str, str, str], dict[str, dict]] = {}

    def add(self, account: dict) -> None:
        words = account.get("words", {})
        self.words.update({name: words.get(name, 0) for name in ("in", "out", "kept", "moved")} if words else {})
        for kind, counts in account.get("tally", {}).items():
            self.tally.setdefault(kind, Counter()).update(counts)
        for finding in account.get("findings", []):
            reason = (finding["kind"], finding["outcome"], _general(finding["reason"]))
            self.reasons[reason] += 1
            examples = self.examples.setdefault(reason, {})
            if len(examples) < MOST_EXAMPLES:
                examples[account["key"]] = {"title": account["title"], "detail": account.get("detail", "")}

    @property
    def share_kept(self) -> float:
        """Per cent of the words of the source that are in the result."""
        return 100 * self.words["kept"] / self.words["in"] if self.words["in"] else 100.0

    def rows(self) -> list[dict]:
        return [{"name": name_of(kind), **_counts(self.tally[kind])} for kind in in_order(self.tally)]

    def why(self) -> list[dict]:
        """Return the reasons for all that was changed or dropped, what was dropped and what is frequent first."""
        ranked = sorted(self.reasons.items(), key=lambda item: (item[0][1] != DROPPED, -item[1], item[0]))
        return [
            {"kind": kind, "name": name_of(kind), "outcome": outcome, "reason": reason, "times": times,
             "examples": self.examples[kind, outcome, reason]}
            for (kind, outcome, reason), times in ranked[:MOST_REASONS]
        ]  # fmt: skip

    def as_json(self) -> dict:
        share = round(self.share_kept, 3)
        return {
            "words": dict(self.words),
            "words_kept_percent": share,
            "tally": {k: dict(c) for k, c in self.tally.items()},
            "why": [
                {name: row[name] for name in ("kind", "outcome", "reason", "times")} | {"items": list(row["examples"])}
                for row in self.why()
            ],
        }


def _general(reason: str) -> str:
    """Return a reason without what is particular to one case: names of speakers and hosts, levels, lengths."""
    for pattern, general in PARTICULAR:
        reason = pattern.sub(general, reason)
    return reason
