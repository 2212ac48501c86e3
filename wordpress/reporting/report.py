"""The fidelity report of a run: a page to read, data to check, and each post before and after."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from ..converting.records import Conversion
from ..models import ImportedItem
from .preview import after, before

# What is told in numbers and one by one.
PAGE_KINDS = ("post", "page", "tribe_events")


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
            context = {"account": account, "before": before(content), "after": after(conversion.blocks)}
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
            "other_taxonomies": dict(self.survey.other_taxonomies.most_common(200)),
            "repairs": [str(repair) for repair in self.survey.export.repairs],
        }
        self._write_data(summary)
        context = {"summary": summary, "totals": self.totals, "accounts": self._accounts, "kinds": PAGE_KINDS}
        self._write("report.html", "wordpress/report/index.html", context)
        self.lines.close()
        return self.folder / "report.html"

    def _accounts(self) -> Iterator[dict]:
        self.lines.seek(0)
        for line in self.lines:
            yield json.loads(line)

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

    def _write(self, name: str, template: str, context: dict) -> None:
        (self.folder / name).write_text(render_to_string(template, context), encoding="utf-8")


class Totals:
    """Sums over all posts, pages and events."""

    def __init__(self):
        self.words = Counter()
        self.tally: dict[str, Counter] = {}

    def add(self, account: dict) -> None:
        words = account.get("words", {})
        self.words.update({name: words.get(name, 0) for name in ("in", "out", "kept", "moved")} if words else {})
        for kind, counts in account.get("tally", {}).items():
            self.tally.setdefault(kind, Counter()).update(counts)

    @property
    def share_kept(self) -> float:
        """Per cent of the words of the source that are in the result."""
        return 100 * self.words["kept"] / self.words["in"] if self.words["in"] else 100.0

    def rows(self) -> list[dict]:
        names = ("kept", "changed", "dropped")
        return [{"kind": kind, **{name: counts[name] for name in names}} for kind, counts in sorted(self.tally.items())]

    def as_json(self) -> dict:
        share = round(self.share_kept, 3)
        return {
            "words": dict(self.words),
            "words_kept_percent": share,
            "tally": {k: dict(c) for k, c in self.tally.items()},
        }
