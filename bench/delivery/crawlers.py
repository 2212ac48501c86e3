"""Robots in filters, archives and searches: what they cost the readers, and whether a patient robot gets every page.

``python -m bench.delivery.crawlers`` serves a site of its own by two processes. Quiet windows and windows with 80
requests a second from many addresses take turns; the ratio of the readers' 95th percentiles is what counts. The exit
code is 1 if it is above 1.2, or if a page of the sitemap could not be read at the same time.
"""

import argparse
import http.client
import itertools
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter

import django

from ..databases import own_database
from .serving import get, serving

ROBOTS_A_SECOND, READERS_A_SECOND = 80, 40
WINDOW_SECONDS, WINDOWS = 10, 4  # of each kind
SETTLING_SECONDS = 12  # of robots, until what was saved up for searches is used (delivery.costly_requests)
THREADS = 24
LIMIT = 1.2
POSTS = 150


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--here", action="store_true", help="change the database of DATABASE_URL, which is a copy")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    os.environ["TRUST_PROXY"] = "true"
    django.setup()
    with own_database(options.here) as url, tempfile.TemporaryDirectory() as folder:
        build()
        with serving(url, folder, "config.wsgi:application") as (port, _server):
            return measure(port)


def build() -> None:
    from demo.builders import build_person, build_post, build_topic  # noqa: PLC0415 - they need Django's set-up

    topics = [build_topic(f"Topic {number}") for number in range(12)]
    people = [build_person("Person", f"Number{number}") for number in range(12)]
    for number in range(POSTS):
        authors = [{"person": people[number % 12]}]
        build_post(f"Post {number} of rivers and ferries", topics=[topics[number % 12]], authors=authors)


def measure(port: int) -> int:
    paths = re.findall(r"<loc>http://[^/]+(/[^<]*)</loc>", get(port, "/sitemap.xml")[2])
    for path in paths * 4:
        get(port, path)
    quiet: list[float] = []
    busy: list[float] = []
    answers: Counter[int] = Counter()
    for _window in range(WINDOWS):
        quiet += read(port, paths)
        ended = threading.Event()
        pace = Pace(ROBOTS_A_SECOND)
        robots = [threading.Thread(target=crawl, args=[port, pace, ended, answers]) for _number in range(THREADS)]
        for robot in robots:
            robot.start()
        time.sleep(SETTLING_SECONDS)
        busy += read(port, paths)
        missed = [path for path in paths[:: max(1, len(paths) // 20)] if get(port, path)[0] != 200]
        ended.set()
        for robot in robots:
            robot.join()
    before, during = percentile(quiet), percentile(busy)
    asked = sum(answers.values())
    seconds = WINDOWS * (WINDOW_SECONDS + SETTLING_SECONDS)
    print(f"robots: {asked / seconds:.0f} requests a second, answers {dict(answers)}")
    print(f"readers: median {statistics.median(quiet):.2f} ms alone, {statistics.median(busy):.2f} ms with robots")
    print(f"readers: p95 {before:.2f} ms alone, {during:.2f} ms with robots: {during / before:.2f}")
    print(f"{len(paths)} pages of the sitemap, of which {len(missed)} could not be read by a patient robot meanwhile")
    return 0 if during / before <= LIMIT and not missed else 1


class Pace:
    """Lets threads together do something so many times a second."""

    def __init__(self, per_second: float) -> None:
        self._numbers, self._began, self._per_second = itertools.count(), time.monotonic(), per_second

    def wait(self) -> None:
        time.sleep(max(0.0, self._began + next(self._numbers) / self._per_second - time.monotonic()))


def read(port: int, paths: list[str]) -> list[float]:
    """Read warm pages over one connection for a window; return the milliseconds of each."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    pace, ends, taken = Pace(READERS_A_SECOND), time.monotonic() + WINDOW_SECONDS, []
    while time.monotonic() < ends:
        pace.wait()
        began = time.perf_counter()
        client.request("GET", random.choice(paths))  # noqa: S311 - chance, not secrets
        response = client.getresponse()
        response.read()
        taken.append((time.perf_counter() - began) * 1000)
        assert response.status == 200, response.status
    client.close()
    return taken


def crawl(port: int, pace: Pace, ended: threading.Event, answers: Counter[int]) -> None:
    chance = random.Random()  # noqa: S311 - as above
    while not ended.is_set():
        pace.wait()
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        address = f"203.0.{chance.randrange(256)}.{chance.randrange(256)}"
        client.request("GET", invent(chance), headers={"X-Forwarded-For": address})
        response = client.getresponse()
        response.read()
        client.close()
        answers[response.status] += 1


def invent(chance: random.Random) -> str:
    """Return an address as robots find them by combining filters."""
    topic, person, year = chance.randrange(12), chance.randrange(12), chance.randrange(1990, 2030)
    return chance.choice(
        [
            f"/blog/?topic=topic-{topic}&author=person-number{person}&year={year}",
            f"/blog/?year={year}&page={chance.randrange(50)}",
            f"/events/?topic=topic-{topic}&year={year}",
            f"/people/?topic=topic-{topic}&q={year}",
            f"/search/?q=rivers+{year}&topic=topic-{topic}",
            f"/search/?q=ferries+{chance.randrange(10_000)}&person=person-number{person}",
        ]
    )


def percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
