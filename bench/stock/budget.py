"""What a page costs against the stock page with the same words and pictures.

``BENCH_SETTINGS=config.settings.stock python -m bench.stock.budget``. Both are asked for in turn in this process, past
the page cache. Of CPU time the least of many rounds counts: other processes can only add to it. PostgreSQL's own time
is not counted. ``make bench`` prints a table.

- *warm*: another page of this generation has been rendered before, so that header, footer and filters are kept;
- *cold*: the first page of a generation (docs/decisions/0069-cold-pages.md).

``--check`` is for the tests (tests/delivery/test_budget.py): it counts queries, and calls of Python functions instead
of time, as they are the same on any machine and under any load. A page that makes a quarter more calls than it did,
against the stock page, fails; one that has become cheaper should get a smaller number in ``BUDGET``.
"""

import cProfile
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from core.generation import empty_local_caches, follow
from core.shared_counter import SharedCounter
from demo.builders import (
    block,
    build_event,
    build_image,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    quote_block,
)
from demo.drawing import draw_portrait

from ..delivery.serving import own_database
from .models import StockIndexPage, StockPage
from .urls import STOCK_MIDDLEWARE

ROUNDS = 25
POSTS, EVENTS = 21, 8
WORDS = f"<p>{'Words of a paragraph that somebody wrote, and <b>some</b> are bold. ' * 8}</p>"
STOCK_POST, STOCK_INDEX = "/stock/post-0/", "/stock/"
#: The page that each one is compared with.
PAGES = {
    "post": ("/blog/post-0/", STOCK_POST),
    "home": ("/", STOCK_INDEX),
    "blog": ("/blog/", STOCK_INDEX),
    "events": ("/events/", STOCK_INDEX),
    "topic": ("/topics/rivers/", STOCK_INDEX),
    "person": ("/people/ada-quill/", STOCK_INDEX),
}
STOCK = {"stock post": (STOCK_POST, STOCK_POST), "stock index": (STOCK_INDEX, STOCK_INDEX)}
AIM = 0.6  # of the stock page's CPU time, warm
#: Queries, and calls of Python functions as a multiple of the stock page's, as they were measured.
BUDGET = {
    "post": (8, 3.60),
    "home": (10, 1.80),
    "blog": (7, 1.48),
    "events": (6, 1.31),
    "topic": (12, 2.31),
    "person": (10, 1.65),
}
GROWTH = 1.25


def main() -> int:
    with own_database("--here" in sys.argv), tempfile.TemporaryDirectory() as folder:
        build_site()
        visitors = Visitors(Path(folder))
        return check(visitors) if "--check" in sys.argv else compare(visitors)


def check(visitors: "Visitors") -> int:
    """Compare with the budget; return 1 if a page exceeds it."""
    exceeded = 0
    counted = {name: visitors.count(path) for name, (path, _stock) in (PAGES | STOCK).items()}
    paths = {path: name for name, (path, _stock) in STOCK.items()}
    for name, (queries, ratio) in BUDGET.items():
        found = counted[name][1] / counted[paths[PAGES[name][1]]][1]
        is_over = counted[name][0] > queries or found > ratio * GROWTH
        exceeded += is_over
        print(
            f"{name:<8}{counted[name][0]:>4} queries (at most {queries}), {found:.2f} of stock's calls "
            f"({ratio:.2f} and a quarter){' OVER THE BUDGET' if is_over else ''}"
        )
    return 1 if exceeded else 0


def compare(visitors: "Visitors") -> int:
    times = visitors.measure()
    print(f"{'CPU, milliseconds':<17}{'warm':>8}{'cold':>8}{'of stock':>10}{'calls':>10}{'queries':>9}")
    for name, (path, stock) in (PAGES | STOCK).items():
        (warm, cold), (queries, calls) = times[path], visitors.count(path)
        aim = f"   (at most {AIM} of stock)" if name in PAGES else ""
        print(f"{name:<14}{warm:>11.1f}{cold:>8.1f}{warm / times[stock][0]:>10.2f}{calls:>10,}{queries:>9}{aim}")
    return 0


def build_site() -> None:
    with connection.schema_editor() as editor:
        for model in (StockPage, StockIndexPage):
            editor.create_model(model)
    topic = build_topic("Rivers")
    person, other = (build_person(*name, topics=[topic]) for name in (("Ada", "Quill"), ("Grace", "Nib")))
    pictures = [build_image(lambda: draw_portrait(1), f"P{n}", "A print", filename=f"p{n}.jpg") for n in range(5)]
    index = Site.objects.get().root_page.add_child(instance=StockIndexPage(title="Stock", slug="stock"))
    for number in range(POSTS):
        picture, inner = pictures[number % 5], pictures[(number + 1) % 5]
        image = block("image", {"image": inner.pk, "caption": ""})
        quotes = [quote_block("Nobody counts the boats.", person=who, role="Harbour master") for who in (person, other)]
        build_post(
            f"Post {number}",
            summary="What the post says, in brief.",
            authors=[{"person": person}],
            topics=[topic],
            hero_image=picture,
            body=[*[paragraph_block(WORDS)] * 3, quotes[0], image, paragraph_block(WORDS), quotes[1]],
        )
        paragraph, quote = {"type": "paragraph", "value": WORDS}, {"type": "quote", "value": "Nobody counts the boats."}
        stock = StockPage(title=f"Post {number}", intro="What the post says, in brief.", date=date(2026, 11, 1))
        stock.picture = picture
        stock.body = json.dumps([*[paragraph] * 3, quote, {"type": "image", "value": inner.pk}, paragraph, quote])
        index.add_child(instance=stock)
    for number in range(EVENTS):
        build_event(f"Event {number}", speakers=[{"person": person}], topics=[topic])


class Visitors:
    """Clients of the site and of the stock pages, in a process that follows a generation as web processes do."""

    def __init__(self, folder: Path) -> None:
        self.counter = SharedCounter(folder / "generation")
        follow(self.counter)
        ours, stock = Client(headers={"host": "127.0.0.1"}), Client(headers={"host": "127.0.0.1"})
        self.clients = {path: ours for path, _stock in PAGES.values()} | {STOCK_POST: stock, STOCK_INDEX: stock}
        with override_settings(MIDDLEWARE=STOCK_MIDDLEWARE):
            stock.get(STOCK_POST)  # the client loads its middleware now
        for path in self.clients:
            self.get(path)

    def get(self, path: str) -> float:
        """Ask for a page, and return the milliseconds of CPU that it took."""
        start = time.process_time()
        response = self.clients[path].get(path)
        taken = time.process_time() - start
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}")
        return taken * 1000

    def count(self, path: str) -> tuple[int, int]:
        """Return queries and calls of a warm page."""
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        queries = len(captured)
        profile = cProfile.Profile()
        profile.runcall(self.get, path)
        return queries, sum(entry.callcount for entry in profile.getstats())

    def measure(self) -> dict[str, tuple[float, float]]:
        """Return the milliseconds of CPU of each page, warm and cold."""
        cold: dict[str, list[float]] = {path: [] for path in self.clients}
        warm: dict[str, list[float]] = {path: [] for path in self.clients}
        for _round in range(ROUNDS):
            for path in self.clients:
                self.counter.raise_to(self.counter.value + 1)
                empty_local_caches()
                cold[path].append(self.get(path))
                warm[path] += [self.get(path), self.get(path)]
        return {path: (min(warm[path]), min(cold[path])) for path in self.clients}


if __name__ == "__main__":
    sys.exit(main())
