"""How fast searches are answered, by class of query; beside Wagtail's own search over the same posts."""

import resource
import time
from collections.abc import Callable
from statistics import median, quantiles

from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from blog.models import BlogPage
from demo.builders import build_post, paragraph_block
from search.engine import run_search, suggest

from .posts import index_for_wagtail
from .zipf import Language, load

#: How often each class is asked, each time with other words of the same commonness.
ASKED = 20


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
        "one word without another": lambda n: f"{w[n % 8]} -{w[60 + n]}",
        "a filter": lambda n: f"{w[n % 8]} year:{2011 + n % 14}",
        "a long question": lambda n: " ".join(w[n + rank] for rank in (3, 9, 40, 150, 600, 1500, 4000, 9000)),
        "a misspelt word": lambda n: w[1000 + n][:3] + "q" + w[1000 + n][4:],
    }


def milliseconds(ask: Callable[[int], object]) -> list[float]:
    """Return how long each of the queries took, after one that warms up."""
    ask(0)
    taken = []
    for number in range(ASKED):
        start = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def measure(count: int, before: dict[str, float] | None, *, fuzz: int) -> dict[str, float]:
    """Print the speeds at ``count`` posts, and return the 95th percentiles; ``before`` has those of another size."""
    language = load(count)
    _measure_indexing(count)
    site = Site.objects.get()
    print(f"\n{count} posts of 600 words: milliseconds\n")
    print(f"  {'':<26}{'p50':>8}{'p95':>8}{'Wagtail p50':>13}{'ratio':>8}{'p95 to the size before':>24}")
    found = {}
    for name, query in classes(language).items():
        taken = milliseconds(lambda n, query=query: run_search(site, {"q": query(n)}))
        others = milliseconds(lambda n, query=query: _wagtail(query(n)))
        found[name] = p95(taken)
        ratio = f"{median(others) / median(taken):.0f}x"
        growth = f"{found[name] / before[name]:.1f}x" if before else ""
        print(f"  {name:<26}{median(taken):>8.1f}{p95(taken):>8.1f}{median(others):>13.1f}{ratio:>8}{growth:>24}")
    taken = milliseconds(lambda n: suggest(site, language.words[n * 37][: 2 + n % 4]))
    print(f"  {'suggestions':<26}{median(taken):>8.1f}{p95(taken):>8.1f}")
    if fuzz:
        _fuzz(site, fuzz)
    return found


def _wagtail(query: str) -> tuple:
    """Answer as a page of Wagtail's search does: the first ten, and how many there are."""
    found = BlogPage.objects.live().public().search(query)
    return list(found[:10]), found.count()


def _measure_indexing(count: int) -> None:
    start = time.perf_counter()
    call_command("update_search", verbosity=0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} posts indexed in {time.perf_counter() - start:.0f} s; at most {memory} MB, loading included")
    from search.engine.indexing import index_page

    post = build_post(body=[paragraph_block(f"<p>{'Some words of a post. ' * 120}</p>")])
    taken = milliseconds(lambda n: index_page(post))
    print(f"Publishing a post adds {median(taken):.1f} ms")
    index_for_wagtail()


def _fuzz(site: Site, count: int) -> None:
    """Ask queries of any Unicode over the address, and print the slowest answer and any that failed."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    client, taken, failed = Client(), [], []

    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.text(max_size=520))
    def ask(query: str) -> None:
        start = time.perf_counter()
        # Another client each time: the limit of requests is not what is measured.
        response = client.get("/search/results.json", {"q": query}, REMOTE_ADDR=f"2001:db8::{len(taken):x}")
        taken.append((time.perf_counter() - start) * 1000)
        if response.status_code not in (200, 400):
            failed.append((response.status_code, query))

    ask()
    slow = sum(one > 200 for one in taken)
    print(f"  fuzz: {len(taken)} queries, {len(failed)} failed, slowest {max(taken):.0f} ms, {slow} over 200 ms")
    for status, query in failed[:10]:
        print(f"    {status}: {query!r}")
