"""What a page costs against the stock page with the same words and pictures.

``BENCH_SETTINGS=config.settings.stock python -m bench.stock.budget``. Both are asked for in turn in this process, past
the page cache. Of CPU time the least of many rounds counts: other processes can only add to it. PostgreSQL's own time
is not counted. ``make bench`` prints a table.

- *elsewhere*: after a change of another page, the answer that this process has made before is compared with the
  database and sent again (docs/decisions/0089-read-sets.md). Another page of this generation was asked for before.
- *anew*: the page is rendered, as after a change that it shows. Header, footer and filters are kept.
- *first*: the page is rendered with everything that belongs to it, as after a start or a full hour
  (docs/decisions/0069-cold-pages.md).

``--check`` is for the tests (tests/delivery/test_budget.py): it counts queries, and calls of Python functions instead
of time, as they are the same on any machine and under any load. A page that makes a quarter more calls than it did,
against the stock page, fails; one that has become cheaper should get a smaller number in ``BUDGET``.
"""

import cProfile
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from core.generation import empty_local_caches, follow
from core.shared_counter import SharedCounter
from delivery.generation import raise_generation
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

from ..databases import own_database
from .models import StockIndexPage, StockPage
from .urls import STOCK_MIDDLEWARE

ROUNDS = 15
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
AIM = 0.6  # of the stock page's CPU time, after a change elsewhere
OTHER_PAGE = "/topics/"
#: Queries, and calls of Python functions as a multiple of the stock page's, as they were measured: of a page that is
#: rendered anew, and of one after a change elsewhere.
BUDGET = {
    "post": {"anew": (9, 3.60), "elsewhere": (9, 0.09)},
    "home": {"anew": (10, 1.80), "elsewhere": (10, 0.05)},
    "blog": {"anew": (7, 1.44), "elsewhere": (8, 0.04)},
    "events": {"anew": (6, 1.27), "elsewhere": (8, 0.04)},
    "topic": {"anew": (12, 2.31), "elsewhere": (12, 0.05)},
    "person": {"anew": (10, 1.65), "elsewhere": (10, 0.04)},
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
    stock_calls = {path: visitors.count(path, visitors.ways["anew"])[1] for path, _stock in STOCK.values()}
    for name, limits in BUDGET.items():
        path, stock = PAGES[name]
        for way, (most, ratio) in limits.items():
            queries, calls = visitors.count(path, visitors.ways[way])
            found = calls / stock_calls[stock]
            is_over = queries > most or found > ratio * GROWTH
            exceeded += is_over
            print(
                f"{name:<8}{way:<10}{queries:>4} queries (at most {most}), {found:.3f} of stock's calls "
                f"({ratio:.2f} and a quarter){' OVER THE BUDGET' if is_over else ''}"
            )
    return 1 if exceeded else 0


def compare(visitors: "Visitors") -> int:
    times = visitors.measure()
    print(f"{'CPU, milliseconds':<17}" + "".join(f"{way:>11}{'of stock':>10}" for way in visitors.ways))
    for name, (path, stock) in (PAGES | STOCK).items():
        row = "".join(
            f"{times[path][way]:>11.1f}{times[path][way] / times[stock]['anew']:>10.2f}" for way in visitors.ways
        )
        print(f"{name:<17}{row}{f'   (elsewhere at most {AIM} of stock)' if name in PAGES else ''}")
    return 0


def build_site() -> None:
    call_command("migrate", verbosity=0)  # a database with --here has no tables of the stock pages yet
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
        self._ours = ours
        self.clients = {path: ours for path, _stock in PAGES.values()} | {OTHER_PAGE: ours}
        self.clients |= {STOCK_POST: stock, STOCK_INDEX: stock}
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

    def change_elsewhere(self, path: str) -> None:
        """Begin a generation after the page was asked for, and ask for another page in it."""
        self.get(path)
        self._begin_generation()

    def _begin_generation(self) -> None:
        self.counter.raise_to(self.counter.value + 1)
        empty_local_caches()
        self.get(OTHER_PAGE)

    def forget_answers(self, path: str) -> None:
        """Ask for the page in a new generation, and forget the answer. What it shares with others is kept."""
        self._begin_generation()
        self.get(path)
        self._ours.handler.load_middleware()

    def invalidate(self, path: str) -> None:
        """Make everything out of date."""
        raise_generation()
        self.counter.raise_to(self.counter.value + 1)
        empty_local_caches()

    @property
    def ways(self) -> dict[str, Callable[[str], None]]:
        return {"elsewhere": self.change_elsewhere, "anew": self.forget_answers, "first": self.invalidate}

    def count(self, path: str, prepare: Callable[[str], None]) -> tuple[int, int]:
        """Return queries and calls of a page."""
        prepare(path)
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        queries = len(captured)  # before the next request empties the log
        prepare(path)
        profile = cProfile.Profile()
        profile.runcall(self.get, path)
        return queries, sum(entry.callcount for entry in profile.getstats())

    def measure(self) -> dict[str, dict[str, float]]:
        """Return the milliseconds of CPU of each page in each way."""
        least: dict[str, dict[str, float]] = {path: {} for path in self.clients}
        for _round in range(ROUNDS):
            for path, found in least.items():
                for way, prepare in self.ways.items():
                    prepare(path)
                    found[way] = min(found.get(way, 1e9), self.get(path))
        return least


if __name__ == "__main__":
    sys.exit(main())
