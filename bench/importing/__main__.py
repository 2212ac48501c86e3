"""Measure the import against what it must reach, and say where it does not."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from wordpress.converting.gutenberg import UNKNOWN_CORE

from .exports import write_export

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
THEME_DATA = ("themeunittestdata.wordpress.xml", "64-block-test-data.xml")
MEMORY_MB = 300
KEPT_PERCENT = 99.9
FOURFOLD = 4.5  # times as long for four times as much


class RefusedError(Exception):
    """The import refused a file. The message is the last line that it wrote."""


class Bench:
    def __init__(self) -> None:
        self.missed = 0

    def measure(self, name: str, *arguments: object) -> dict:
        """Measure in a process of its own. Raises ``RefusedError`` if it refuses the file."""
        command = [sys.executable, "-m", "bench.importing.measure", name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        lines = done.stdout.strip().splitlines()
        if done.returncode == 0 and lines:
            return json.loads(lines[-1])
        raise RefusedError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode)

    def require(self, what: str, reached: bool) -> None:
        print(f"  {'ok    ' if reached else 'MISSED'} {what}")
        self.missed += not reached

    def archive(self) -> None:
        path, uploads = SAMPLES / "18f-blog.xml.gz", SAMPLES / "18f-uploads"
        print("A blog of ten years (508 posts, 490 attachments)")
        found = self.measure("archive", path, "--uploads", uploads, "--addresses", "--again")
        share = found["totals"]["words_kept_percent"]
        self.require(f"every post in: {found['counts']['post']}", found["counts"]["post"] == {"new": 508})
        self.require(
            f"{share} % of {found['totals']['words']['in']} words kept ({KEPT_PERCENT} %)", share >= KEPT_PERCENT
        )
        print(f"         links, images and the rest: {found['totals']['tally']}")
        bad = found["addresses_bad"]
        self.require(f"{found['addresses']} old addresses proved {bad or ''}", not bad)
        self.require(f"in {found['seconds']} s (90 s)", found["seconds"] < 90)
        outcomes = {outcome for counts in found["again"].values() for outcome in counts}
        self.require(
            f"a second run, {found['again_seconds']} s, changes nothing",
            outcomes <= {"unchanged", "missing", "refused"},
        )

    def theme_data(self) -> None:
        for name in THEME_DATA:
            print(f"WordPress's theme test data: {name}")
            found = self.measure("theme", SAMPLES / "wordpress-exports" / name)
            counted: int = sum(sum(counts.values()) for kind, counts in found["counts"].items() if kind in KINDS)
            counted += sum(found["not_imported"].values())
            self.require(f"{counted} of {found['items']} items accounted for", counted >= found["items"])
            self.require(f"{found['totals']['words_kept_percent']} % of words kept", True)
            unknown = found["blocks"].pop(UNKNOWN_CORE, [])
            self.require(f"{len(unknown)} blocks of WordPress itself that were not known {unknown or ''}", not unknown)
            for reason, names in found["blocks"].items():
                print(f"         {reason}: {', '.join(names)}")

    def editing(self) -> None:
        print("Every page that came in, opened and published in the editor")
        archive = ("18f-blog.xml.gz", "--uploads", SAMPLES / "18f-uploads")
        for name, *uploads in (archive, *((f"wordpress-exports/{name}",) for name in THEME_DATA)):
            found = self.measure("editing", SAMPLES / name, *uploads, "--editing")
            refused, waiting = found["refused"], found["left_unpublished"]
            self.require(
                f"{name}: {found['edited'] - len(refused)} of {found['edited']} pages in {found['editing_seconds']} s",
                bool(found["edited"]) and not refused and not waiting,
            )
            for title, complaints in refused.items():
                print(f"         {title}: {'; '.join(complaints)}")
            for title in waiting:
                print(f"         {title}: still not published")

    def oddities(self) -> None:
        print("Every file of wordpress-exports and of cases, and the events, with the custom fields that have words")
        exports = (*SAMPLES.glob("wordpress-exports/*.xml"), *SAMPLES.glob("cases/*.xml"), *SAMPLES.glob("events*.gz"))
        for path in sorted(exports):
            try:
                found = self.measure("odd", path, "--take-fields", "--again")
                totals = found["totals"]
                share = f"{totals['words_kept_percent']} % of {totals['words'].get('in', 0)} words"
                self.require(f"{path.name}: {share}; {found['counts']}", totals["words_kept_percent"] >= KEPT_PERCENT)
                self.require(f"           each lost word is listed {found['unlisted'] or ''}", not found["unlisted"])
                self.require("           a second run writes no page", not found["again_revisions"])
            except RefusedError as refusal:
                print(f"    {refusal}")
                self.require(f"{path.name}: refused", self._is_clear(path))

    def _is_clear(self, path: Path) -> bool:
        command = [sys.executable, "manage.py", "check_old_urls", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        return "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1

    def large(self, folder: Path) -> None:
        print("A large archive: 8,500 posts and 500 attachments")
        path = write_export(folder / "large.xml", posts=8500, attachments=500)
        found = self.measure("large", path)
        self.require(f"{path.stat().st_size / 1e6:.0f} MB, {found['items']} items in {found['seconds']} s", True)
        self.require(f"{found['memory_mb']} MB resident ({MEMORY_MB} MB)", found["memory_mb"] < MEMORY_MB)

    def growth(self, folder: Path) -> None:
        print("Growth: 2,000 and 8,000 posts")
        seconds = {}
        for posts in (2000, 8000):
            seconds[posts] = self.measure("growth", write_export(folder / f"{posts}.xml", posts=posts))["seconds"]
        ratio = seconds[8000] / seconds[2000]
        self.require(f"{seconds} s: {ratio:.2f} times as long ({FOURFOLD})", ratio <= FOURFOLD)

    def fuzz(self) -> None:
        print("Damage")
        done = subprocess.run([sys.executable, "-m", "bench.importing.fuzz", "2000"], check=False)
        self.require("nothing half-written, no hang, no error", done.returncode == 0)


KINDS = {"post", "page", "attachment", "tribe_events"}


def main() -> int:
    bench, chosen = Bench(), sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            "archive": bench.archive,
            "theme": bench.theme_data,
            "editing": bench.editing,
            "oddities": bench.oddities,
            "large": lambda: bench.large(folder),
            "growth": lambda: bench.growth(folder),
            "fuzz": bench.fuzz,
        }
        for part, run in parts.items():
            if chosen and part not in chosen:
                continue
            if part in {"archive", "theme", "editing", "oddities"} and not SAMPLES.exists():
                print(f"{part}: left out, for the samples are not on this machine")
                continue
            run()
    return bool(bench.missed)


if __name__ == "__main__":
    sys.exit(main())
