"""Random edits under readers: after each, every page that shows it is asked for, and must show it.

``python -m bench.delivery.edits --edits 1000`` serves a site of its own by two web processes. ``--here`` uses the
database of ``DATABASE_URL``, which is a copy. Prints what was stale; the exit code is 1 if anything was.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

import django
from django.db import connection, connections

from ..databases import own_database
from .serving import build, get, serving

ASKED = 3  # times, so that each process is asked
READERS = 3


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--here", action="store_true", help="change the database of DATABASE_URL, which is a copy")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    with own_database(options.here) as url, tempfile.TemporaryDirectory() as folder:
        build()
        with serving(url, folder) as (port, _server):
            problems = prove(port, options.edits)
            problems += prove_without_database(port, Path(folder))
    print(f"{options.edits} edits: {len(problems)} problems", *problems, sep="\n")
    return 1 if problems else 0


def prove(port: int, edits: int) -> list[str]:
    from .edited_site import EDITS  # noqa: PLC0415 - it needs Django's set-up

    chance = random.Random(7)  # noqa: S311 - chance, not secrets
    paths = sorted({path for _edit, shown in EDITS.values() for path in shown if "{" not in path})
    ended = threading.Event()
    readers = [threading.Thread(target=read, args=[port, paths, ended]) for _number in range(READERS)]
    for reader in readers:
        reader.start()
    problems = []
    try:
        for number in range(edits):
            kind = chance.choice(list(EDITS))
            word = f"Word{number}" + chance.choice("xy")
            if get(port, f"/edit/{kind}/{word}/", "POST")[0] != 200:
                problems.append(f"{number}: the edit of {kind} failed")
            for path in EDITS[kind][1] * ASKED:
                status, headers, body = get(port, path.format(word=word))
                if not is_right(kind, path, word, status, headers, body):
                    problems.append(f"{number}: {kind} {word}: {path} {status} {headers.get('x-cache')}")
            if kind == "unpublish" and word.endswith("x"):
                get(port, f"/edit/post/Back{number}/", "POST")
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    return problems


def read(port: int, paths: list[str], ended: threading.Event) -> None:
    while not ended.is_set():
        get(port, random.choice(paths))  # noqa: S311 - as above
        time.sleep(0.01)  # some readers, rather than as many as there can be


def is_right(kind: str, path: str, word: str, status: int, headers: dict[str, str], body: str) -> bool:
    if kind == "redirect":
        return status == 301 and word in (headers.get("location") or "")
    if kind == "unpublish":
        is_offline = word.endswith("x")
        if path.endswith("a-post/"):
            return status == (404 if is_offline else 200)
        shown = "/blog/a-post/" in body
        return status == 200 and shown != is_offline
    return word in body


def prove_without_database(port: int, folder: Path) -> list[str]:
    """Shut the database to the web processes: what was read is still served, also when it is out of date."""
    from core.shared_counter import SharedCounter  # noqa: PLC0415 - as above

    name = connection.settings_dict["NAME"]
    connections.close_all()
    warm = ["/", "/blog/", "/topics/", "/robots.txt"]
    for path in warm * ASKED:
        get(port, path)
    problems = []
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            problems += [f"{path} without a database" for path in warm * ASKED if get(port, path)[0] != 200]
            counter = SharedCounter(folder / "generation")
            counter.raise_to(counter.value + 1)
            for path in warm * ASKED:
                status, headers, _body = get(port, path)
                if (status, headers.get("x-cache")) != (200, "stale") and path != "/robots.txt":
                    problems.append(f"{path} out of date without a database: {status} {headers.get('x-cache')}")
            status, headers, _body = get(port, "/never-read/")
            if status != 503 or "retry-after" not in headers:
                problems.append(f"a page that was never read: {status}")
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    began = time.monotonic()
    while get(port, "/")[1].get("x-cache") == "stale":
        if time.monotonic() - began > 5:
            return [*problems, "the site did not recover within five seconds"]
        time.sleep(0.1)
    return problems


if __name__ == "__main__":
    sys.exit(main())
