"""What public pages cost as a site grows from 25 to 20,000 posts, and the plans of their statements.

``make bench-growth``. For each page it prints the CPU time of this process and of the database's, both in milliseconds
for the first page of a generation, the queries, and the ratio of both sizes: of a page that is rendered anew, and of
one after a change elsewhere (docs/decisions/0089-read-sets.md). Then it lists the statements for which PostgreSQL reads
a large table from end to end.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from core.generation import empty_local_caches, follow
from core.shared_counter import SharedCounter

from .publishing import get_database_cpu_ms, load, make_post
from .search.database import bench_database

SIZES = (25, 20_000)
ROUNDS = 15
MOST = 1.3
LARGE = 1000  # rows
PAGES = {
    "home": "/",
    "list of posts": "/blog/",
    "a later page": "/blog/?page=2",
    "year": "/blog/{year}/",
    "post": "/blog/post-3/",
    "feed": "/blog/feed/",
    "topic": "/topics/topic-1/",
    "person": "/people/ida-quill01/",
    "list of people": "/people/",
    "list of events": "/events/",
    "unknown address": "/nothing-is-here/",
}


class Cost(NamedTuple):
    python: float
    database: float
    queries: int

    @property
    def total(self) -> float:
        return self.python + self.database


def main() -> None:
    costs: dict[bool, dict[int, dict[str, Cost]]] = {True: {}, False: {}}
    for size in SIZES:
        with bench_database("bench_growth"), tempfile.TemporaryDirectory() as folder:
            load(size)
            make_post()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            visitor = Visitor(Path(folder))
            for anew, measured in costs.items():
                measured[size] = {name: visitor.measure(path, anew) for name, path in PAGES.items()}
            plans = [(name, plan) for name, path in PAGES.items() for plan in visitor.find_scans(path)]
    for anew, measured in costs.items():
        print(f"\n{'Rendered anew' if anew else 'After a change elsewhere'}")
        print_costs(measured)
    print("\nLarge tables that are read from end to end")
    for name, plan in plans:
        print(f"  {name}: {plan}")
    if not plans:
        print("  none")


def print_costs(costs: dict[int, dict[str, Cost]]) -> None:
    small, large = (costs[size] for size in SIZES)
    print(f"{'Python + database, ms':<24}{SIZES[0]:>14,}{SIZES[1]:>18,}   (at most {MOST} times)")
    for name in PAGES:
        parts = [f"{cost.python:6.1f} + {cost.database:5.1f}" for cost in (small[name], large[name])]
        ratio = large[name].total / small[name].total
        print(f"{name:<24}{parts[0]:>14}{parts[1]:>18}{ratio:>8.2f} {large[name].queries:>4} queries")


class Visitor:
    """A client in a process that follows a generation as web processes do, and is past the page cache."""

    def __init__(self, folder: Path) -> None:
        self.counter, self.client = SharedCounter(folder / "generation"), Client()
        follow(self.counter)

    def get(self, path: str, anew: bool = True) -> None:
        """Ask for the page as the first one of a generation; ``anew`` in a process that has not rendered it before."""
        self.begin(anew)
        self.ask(path)

    def begin(self, anew: bool) -> None:
        if anew:
            self.client.handler.load_middleware()
        self.counter.raise_to(self.counter.value + 1)
        empty_local_caches()

    def ask(self, path: str) -> None:
        response = self.client.get(path.format(year=time.gmtime().tm_year))
        if response.status_code != (404 if "nothing" in path else 200):
            raise SystemExit(f"{path} answers {response.status_code}")

    def measure(self, path: str, anew: bool) -> Cost:
        for _ in range(6):  # the database has planned prepared statements by then
            self.get(path, anew)
        times, before = [], get_database_cpu_ms()
        for _ in range(ROUNDS):
            self.begin(anew)
            start = time.process_time()
            self.ask(path)
            times.append((time.process_time() - start) * 1000)
        database = (get_database_cpu_ms() - before) / ROUNDS
        with CaptureQueriesContext(connection) as captured:
            self.get(path, anew)
        return Cost(statistics.median(times), database, len(captured))

    def find_scans(self, path: str) -> Iterator[str]:
        """Yield a line for each sequential scan of a large table."""
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:  # where no statement is prepared
            self.get(path)
        for query in captured:
            if query["sql"].startswith(("SELECT", "(SELECT", "WITH")):
                with connection.cursor() as cursor:
                    cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"].replace("%", "%%"), ())
                    [[found]] = cursor.fetchall()
                plan = (json.loads(found) if isinstance(found, str) else found)[0]
                for node in iter_nodes(plan["Plan"]):
                    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
                    if node["Node Type"] == "Seq Scan" and read > LARGE:
                        filtered = node.get("Filter", "")[:120]
                        yield f"{node['Relation Name']}, {read:,.0f} rows, {plan['Execution Time']:.1f} ms: {filtered}"


def iter_nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from iter_nodes(child)


if __name__ == "__main__":
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        main()
