"""Run the sample: ``python -m bench.mutants [--area NAME] [--count 60] [--seed 1] [--list]``, or ``make mutants``.

The same seed picks the same places. An edit of a module adds and removes places on its own lines and leaves the rest
of the sample as it was. Each fault is made in a copy of the project in a temporary folder, never here, and the tests of
its area run on it until one fails. That kills the mutant. A run that takes much longer than the same tests without a
fault kills it, too: the fault made a loop endless.

Well-kept tools were looked at first. mutmut mutates all functions, in one folder with one command for all tests;
cosmic-ray works on the files where they are. Neither takes a sample, nor tests that differ from module to module.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from .areas import AREAS, ROOT, Area
from .operators import Mutant, find_mutants

#: The share of mutants that the tests must kill.
ENOUGH = 0.9
#: How much longer than without a fault the tests of an area may take, as a factor and in seconds beside it.
SLOWER, START = 3, 60
#: Of a copy: it is started by the first run of tests, and takes longer to start than many a test.
KEEP_SERVER = {"EMBEDDED_POSTGRES_KEEP": "1"}
#: What nobody on this project wrote, beside the project: tests of conversions read it.
SAMPLES = ROOT.parent / "shared"
SILENT = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider"]


@dataclass(frozen=True)
class Place:
    area: Area
    path: Path
    mutant: Mutant

    def __str__(self) -> str:
        def short(text: str) -> str:
            text = " ".join(text.split())
            return text if len(text) <= 60 else f"{text[:57]}..."

        where = f"{self.path.relative_to(ROOT)}:{self.mutant.line}"
        return f"{where}  {short(self.mutant.before)}  ->  {short(self.mutant.replacement)}"

    def draw(self, seed: int) -> bytes:
        """Return the key by which the sample is chosen: a hash of the seed, the file, the line and the fault."""
        parts = (seed, self.path.relative_to(ROOT), self.mutant.code, self.mutant.before, self.mutant.replacement)
        return hashlib.sha256(repr(tuple(map(str, parts))).encode()).digest()


def sample(areas: list[Area], count: int, seed: int) -> list[Place]:
    """Choose ``count`` places, no two on one line: as many in each area as in the others, unless it has too few."""
    candidates: dict[Area, list[Place]] = {}
    for area in areas:
        places = [Place(area, path, fault) for path in area.find_sources() for fault in find_mutants(path.read_bytes())]
        places.sort(key=lambda place: place.draw(seed))
        lines: dict[tuple[Path, int], Place] = {}
        for place in places:
            lines.setdefault((place.path, place.mutant.line), place)
        candidates[area] = list(lines.values())
    chosen: dict[Area, list[Place]] = {}
    for area in sorted(areas, key=lambda area: len(candidates[area])):
        wanted = (count - sum(map(len, chosen.values()))) // (len(areas) - len(chosen))
        chosen[area] = sorted(candidates[area][:wanted], key=lambda place: (place.path, place.mutant.line))
    return [place for area in areas for place in chosen[area]]


class Copy:
    """A copy of the project, with an embedded database of its own that runs as long as this object is in use."""

    def __init__(self, folder: Path):
        self.folder = folder
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self.seconds: dict[Area, float] = {}

    def run(self, tests: list[Path], seconds: float | None = None) -> str:
        """Run files of tests. Return how it ended: "" if well, the first test that failed, or "too slow"."""
        paths = [str(test.relative_to(ROOT)) for test in tests]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "pytest", *SILENT, "-rfE", *paths],
            cwd=self.folder, env=os.environ | KEEP_SERVER, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return "too slow"
        if process.returncode == 0:
            return ""
        failed = [line.split(" - ")[0] for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return failed[0] if failed else said.strip().splitlines()[-1]

    def time(self, area: Area) -> float:
        """Return how long an area's tests take without a fault, in seconds."""
        if area not in self.seconds:
            start = time.monotonic()
            if failure := self.run(area.find_tests()):
                raise SystemExit(f"Without any fault: {failure}")
            self.seconds[area] = time.monotonic() - start
        return self.seconds[area]

    def kill(self, place: Place) -> str:
        """Return what noticed the fault at a place; nothing if it survived."""
        limit = self.time(place.area) * SLOWER + START
        target = self.folder / place.path.relative_to(ROOT)
        original = target.read_bytes()
        target.write_bytes(place.mutant.apply(original))
        try:
            return self.run(place.area.find_tests(), limit)
        finally:
            target.write_bytes(original)

    def close(self) -> None:
        """Stop the server, as the last process that used it."""
        stop = "from config.embedded_postgres.server import Server; Server.for_data(Path('var/postgres-18')).acquire()"
        subprocess.run([sys.executable, "-c", f"from pathlib import Path; {stop}"], cwd=self.folder, check=False)  # noqa: S603


def run_all(places: list[Place], processes: int) -> Iterator[tuple[Place, str]]:
    copies: SimpleQueue[Copy] = SimpleQueue()

    def run(place: Place) -> tuple[Place, str]:
        mine = copies.get()
        try:
            return place, mine.kill(place)
        finally:
            copies.put(mine)

    with tempfile.TemporaryDirectory(prefix="roundtable-mutants-") as folder:
        if SAMPLES.exists():
            Path(folder, SAMPLES.name).symlink_to(SAMPLES)
        for number in range(processes):
            copies.put(Copy(Path(folder, str(number))))
        try:
            with ThreadPoolExecutor(processes) as pool:
                yield from pool.map(run, places)
        finally:
            while not copies.empty():
                copies.get().close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description="Run a sample of mutants.")
    parser.add_argument("--area", action="append", choices=[area.name for area in AREAS], help="these areas alone")
    parser.add_argument("--count", type=int, default=60, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another seed picks other places")
    parser.add_argument("--only", type=int, action="append", help="those of these numbers alone")
    parser.add_argument("--list", action="store_true", help="show the places and run nothing")
    options = parser.parse_args()
    for area in AREAS:  # a wrong table is told at once
        area.find_sources(), area.find_tests()
    areas = [area for area in AREAS if not options.area or area.name in options.area]
    numbered = dict(enumerate(sample(areas, options.count, options.seed), start=1))
    chosen = {number: place for number, place in numbered.items() if not options.only or number in options.only}
    if options.list:
        for number, place in chosen.items():
            print(f"{number:>3}  {place.area.name:<16} {place}")
        return
    killed = 0
    results = run_all(list(chosen.values()), int(os.environ.get("WORKERS", "2")))
    for number, (place, noticed) in zip(chosen, results, strict=True):
        killed += bool(noticed)
        print(f"{number:>3}  {'killed' if noticed else 'SURVIVED':<8}  {place.area.name:<16} {place}", flush=True)
        if noticed:
            print(f"{'':>15}{noticed}", flush=True)
    print(f"{killed} of {len(chosen)} killed, {ENOUGH:.0%} are needed.")
    sys.exit(killed < ENOUGH * len(chosen))


if __name__ == "__main__":
    main()
