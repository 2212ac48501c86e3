"""What an answer costs the web processes, in CPU time: ``make bench`` or ``python -m bench.delivery``.

Kept pages are compared with a constant answer of the same server, in windows that take turns. Cold pages are asked for
in a new generation each time. PostgreSQL's own time is not counted.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import django
import psutil
from django.db import connection

from ..databases import own_database
from .serving import build, get, serving

WINDOWS, REQUESTS = 5, 5000
POSTS = 30  # as many as a feed has
COLD_REQUESTS = 30
PEOPLE = 20_000
POST, FEED, SITEMAP = "/blog/a-post/", "/blog/feed/", "/sitemap.xml"
ENCODINGS = {"Accept-Encoding": "gzip, br"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    with own_database("--here" in sys.argv) as url, tempfile.TemporaryDirectory() as folder:
        build()
        with serving(url, folder) as site, serving(url, folder, "bench.delivery.constant:application") as constant:
            build_posts()
            measure_kept(site, constant)
            measure_cold(site, Path(folder))
            load_people()
            print(f"\nWith {PEOPLE:,} people")
            cold(site, Path(folder), "sitemap", lambda: SITEMAP, limit=200)
            cold(site, Path(folder), "list of posts", lambda: "/blog/")
    return 0


def build_posts() -> None:
    from demo.builders import build_person, build_post, build_topic, paragraph_block, quote_block  # noqa: PLC0415 - so

    person, topic = build_person("Grace", "Nib"), build_topic("Seas")
    text = paragraph_block(f"<p>{'Words of a paragraph that somebody wrote. ' * 12}</p>")
    for number in range(POSTS):
        quote = quote_block(f"Words of number {number}.", person=person)
        build_post(f"Post {number}", body=[text, quote, text, text], authors=[{"person": person}], topics=[topic])


def load_people() -> None:
    from bench.people import load_people  # noqa: PLC0415 - it needs Django's set-up

    load_people((f"Given{number}", f"Family{number}") for number in range(PEOPLE))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


Server = tuple[int, subprocess.Popen]


def measure_kept(site: Server, constant: Server) -> None:
    get(site[0], POST)
    etag = get(site[0], POST)[1]["etag"]
    ways: list[tuple[str, Server, dict[str, str]]] = [
        ("constant answer of the server", constant, ENCODINGS),
        ("kept page", site, ENCODINGS),
        ("kept page the client has (304)", site, ENCODINGS | {"If-None-Match": etag}),
    ]
    times: dict[str, list[float]] = {name: [] for name, _server, _headers in ways}
    for _window in range(WINDOWS):
        for name, server, headers in ways:
            times[name].append(measure(server, (POST for _number in range(REQUESTS)), headers))
    first = min(times["constant answer of the server"])
    for name, measured in times.items():
        print(f"{name:<34}{min(measured) * 1000:>9.0f} µs of CPU{min(measured) / first:>8.2f} times the constant")


def measure_cold(site: Server, folder: Path) -> None:
    numbers = count()
    for pattern in ("/blog/{}/", "/{}/wp-login.php"):
        paths = (pattern.format(uuid.uuid4().hex) for _number in range(REQUESTS // 10))
        print(f"{f'404, each once: {pattern}':<34}{measure(site, paths, {}):>9.2f} ms of CPU   (at most 3)")
    cold(site, folder, "a post in a new generation", lambda: POST)
    cold(site, folder, "home in a new generation", lambda: "/")
    cold(site, folder, "feed in a new generation", lambda: FEED, limit=15)
    cold(site, folder, "404 in a new generation", lambda: f"/{next(numbers)}/")


def cold(site: Server, folder: Path, name: str, get_path: Callable[[], str], limit: int | None = None) -> None:
    from core.shared_counter import SharedCounter  # noqa: PLC0415 - it needs Django's set-up

    counter = SharedCounter(folder / "generation")

    def paths() -> Iterator[str]:
        for _number in range(COLD_REQUESTS):
            counter.raise_to(counter.value + 1)
            yield get_path()

    wanted = f"   (at most {limit})" if limit else ""
    print(f"{name:<34}{measure(site, paths(), {}):>9.2f} ms of CPU{wanted}")


def measure(server: Server, paths: Iterator[str], headers: dict[str, str]) -> float:
    """Return the CPU milliseconds of the server's processes for each request, over one connection."""
    port, process = server
    processes = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked, before = 0, get_cpu_seconds(processes)
    for path in paths:
        client.request("GET", path, headers=headers)
        client.getresponse().read()
        asked += 1
    client.close()
    return (get_cpu_seconds(processes) - before) / asked * 1000


def get_cpu_seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


if __name__ == "__main__":
    sys.exit(main())
