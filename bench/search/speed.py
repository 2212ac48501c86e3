"""Speed of searches by class of query, compared with Wagtail's own search over the same posts."""

import gc
import itertools
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from statistics import median, quantiles

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from blog.models import BlogPage
from demo.builders import build_post, paragraph_block
from search.engine import SearchRequest, index_pages, search, suggest

from .fuzz import ask_anything, ask_hard
from .posts import index_for_wagtail
from .zipf import Language, load

#: How many queries of each class are timed, with other words of the same frequency each time. All classes are timed in
#: several rounds, so that a machine that is slow for a while does not slow a single class.
QUERIES_PER_CLASS, ROUNDS = 20, 5
#: Milliseconds of the queries of each class.
Times = dict[str, list[float]]
_visitors = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in itertools.count())


def classes(language: Language) -> dict[str, Callable[[int], str]]:
    """Return, by name, what makes the n-th query of a class."""
    w = language.words
    return {
        "a word in every post": lambda n: w[n % 8],
        "two common words": lambda n: f"{w[n % 8]} {w[8 + n % 8]}",
        "four common words": lambda n: " ".join(w[n % 8 : n % 8 + 4]),
        "a word in a third": lambda n: w[60 + n],
        "a word in a hundredth": lambda n: w[3000 + n],
        "a rare word": lambda n: w[12_000 + n],
        "common and rare": lambda n: f"{w[n % 8]} {w[100 + n]} {w[2000 + n]}",
        "a phrase of common words": lambda n: f'"{w[n % 8]} {w[1 + n % 8]}"',
        "a phrase with a small word": lambda n: f'"the {w[n % 8]}"',
        "a compound of common words": lambda n: f"{w[n % 8]}-{w[8 + n % 8]}",
        "one word without another": lambda n: f"{w[n % 8]} -{w[60 + n]}",
        "one word without a phrase": lambda n: f'{w[n % 8]} -"{w[8 + n % 8]} {w[9 + n % 8]}"',
        "a filter alone": lambda n: "type:post",
        "a filter": lambda n: f"{w[n % 8]} year:{2011 + n % 14}",
        "a topic as a filter": lambda n: f"{w[8 + n % 8]} topic:{w[n % 8]}",
        "a long question": lambda n: " ".join(w[n + rank] for rank in (3, 9, 40, 150, 600, 1500, 4000, 9000)),
        "a question of common words": lambda n: " ".join(w[n % 8 : n % 8 + 6]),
        "a misspelt word": lambda n: misspelt(w[1000 + n]),
        "a misspelt word beside another": lambda n: f"{w[n % 8]} {misspelt(w[1000 + n])}",
    }


def misspelt(word: str) -> str:
    return f"{word[:3]}q{word[4:]}"


def milliseconds(ask: Callable[[int], object], count: int = QUERIES_PER_CLASS) -> list[float]:
    """Return how long each of the queries took: the middle of three times, for other programs disturb."""
    taken = []
    for number in range(count):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            ask(number)
            times.append((time.perf_counter() - start) * 1000)
        taken.append(median(times))
    return taken


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def measure(count: int, before: dict[str, float] | None, *, fuzz: int) -> dict[str, float]:
    """Print the speeds at ``count`` posts, and return the 95th percentiles; ``before`` has those of another size."""
    language = load(count)
    _measure_indexing()
    with connection.cursor() as cursor:
        # What PostgreSQL would do in the background after so much was loaded is not to be measured.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    # As the server does when it has started (config/wsgi.py): what was loaded is not looked through for garbage.
    gc.collect()
    gc.freeze()
    _print_admin_plans(language.words[3000])
    site = Site.objects.get()
    print(
        f"\n{count} posts of 600 words: milliseconds of the search, and of the whole page that shows it;"
        " Wagtail's search as it ships, and with the index of this site\n"
    )
    heads = f"{'p50':>8}{'p95':>8}{'to before':>11}{'page p50':>10}{'p95':>8}"
    print(f"  {'':<31}{heads}{'ships':>10}{'ratio':>8}{'index':>10}{'ratio':>8}")
    found = {}
    asked = {name: lambda n, query=query: _wagtail(query(n)) for name, query in classes(language).items()}
    indexed = {name: median(milliseconds(ask, 5)) for name, ask in asked.items()}
    with _as_wagtail_ships():
        shipped = {name: median(milliseconds(ask, 2)) for name, ask in asked.items()}
    searches, pages = _time(site, classes(language))
    for name, taken in searches.items():
        page = pages[name]
        found[name] = p95(taken)
        growth = f"{found[name] / before[name]:.1f}x" if before else ""
        ratios = [f"{others[name]:>10.1f}{others[name] / median(taken):>7.0f}x" for others in (shipped, indexed)]
        of_page = f"{median(page):>10.1f}{p95(page):>8.1f}"
        print(f"  {name:<31}{median(taken):>8.1f}{p95(taken):>8.1f}{growth:>11}{of_page}{''.join(ratios)}")
    taken = milliseconds(lambda n: suggest(site, language.words[n * 37][: 2 + n % 4]))
    print(f"  {'suggestions':<31}{median(taken):>8.1f}{p95(taken):>8.1f}")
    if fuzz:
        ask_anything(fuzz)
        ask_hard(language, fuzz // 5)
    return found


def _time(site: Site, queries: dict[str, Callable[[int], str]]) -> tuple[Times, Times]:
    """Return the milliseconds of the searches of each class, and those of their pages."""
    searches: Times = {name: [] for name in queries}
    pages: Times = {name: [] for name in queries}
    for _round in range(ROUNDS):
        for name, query in queries.items():
            searches[name] += milliseconds(partial(_run_search, site, query))
            pages[name] += milliseconds(partial(_get_page, query))
    return searches, pages


def _run_search(site: Site, query: Callable[[int], str], number: int) -> None:
    search(SearchRequest(query(number), site))


@contextmanager
def _as_wagtail_ships():
    """Take the index away that this site adds to Wagtail's own table, and put it back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('roundtable_indexentry_title_body'::regclass)")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX roundtable_indexentry_title_body")
        try:
            yield
        finally:
            cursor.execute(definition)


def _print_admin_plans(word: str) -> None:
    """Print by what PostgreSQL answers the admin's search of pages, and the choosers' completion."""
    for name, found in (
        ("admin search", Page.objects.all().search(word)),
        ("chooser", Page.objects.all().autocomplete(word[:4])),
    ):
        with CaptureQueriesContext(connection) as queries:
            list(found[:20])
        sql = next(query["sql"] for query in queries if "indexentry" in query["sql"])
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + sql.replace("%", "%%"), [])
            used = [line.strip() for (line,) in cursor.fetchall() if " on " in line and "indexentry" in line]
        print(f"  {name}: {'; '.join(used)}")


def _get_page(query: Callable[[int], str], number: int) -> None:
    """Request the page of results as a visitor does, but not over a network. Each visitor comes once."""
    written = query(number)
    response = Client(REMOTE_ADDR=next(_visitors), HTTP_HOST="localhost").get("/search/", {"q": written})
    if response.status_code != 200:
        raise AssertionError(f"{written!r} is answered with {response.status_code}.")


def _wagtail(query: str) -> tuple:
    """Answer as a page of Wagtail's search does: the first ten, and how many there are."""
    found = BlogPage.objects.live().public().search(query)
    return list(found[:10]), found.count()


def _measure_indexing() -> None:
    sys.stdout.flush()
    # In a process of its own, for what loading the posts needed is no part of it.
    subprocess.run([sys.executable, "-m", "bench.search.rebuild"], check=True)

    post = build_post(body=[paragraph_block(f"<p>{'Some words of a post. ' * 120}</p>")])
    taken = milliseconds(lambda n: index_pages([post]))
    print(f"Publishing a post adds {median(taken):.1f} ms")
    index_for_wagtail()
