"""Searches over HTTP by 16 clients at once, from one address and from many: ``python -m bench.delivery.searches``.

Each query is words of a post, so an answer without results is wrong. 503 and 429 must say when to try again. The exit
code is 1 if one did not, or an answer was empty.
"""

import http.client
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import django

from ..databases import own_database
from .crawlers import POSTS, build
from .serving import serving

CLIENTS, ASKED = 16, 25
WORDS = ("Post", "rivers", "ferries", "rivers and ferries", "Topic", "Person")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    os.environ["TRUST_PROXY"] = "true"
    django.setup()
    with own_database() as url, tempfile.TemporaryDirectory() as folder:
        build()
        with serving(url, folder, "config.wsgi:application") as (port, _server):
            problems = measure(port, "many addresses", lambda client: f"198.51.100.{client}")
            problems += measure(port, "one address", lambda _client: "203.0.113.1")
    print(*problems, sep="\n")
    return 1 if problems else 0


def measure(port: int, name: str, get_address) -> list[str]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        found = [
            answer
            for answers in clients.map(lambda c: search(port, c, get_address(c)), range(CLIENTS))
            for answer in answers
        ]
    states = Counter(state for state, _seconds, _problem in found)
    times = [seconds for state, seconds, _problem in found if state == "200"]
    problems = [f"{name}: {problem}" for _state, _seconds, problem in found if problem]
    middle = f"{statistics.median(times) * 1000:.0f} ms" if times else "none"
    print(
        f"{name}: {len(found)} searches by {CLIENTS} clients: {dict(states)}; median {middle}; {len(problems)} problems"
    )
    return problems[:5]


def search(port: int, number: int, address: str) -> list[tuple[str, float, str]]:
    """Return the status, the seconds, and what is wrong with each answer to a client."""
    chance, answers = random.Random(number), []  # noqa: S311 - the same queries each time
    for count in range(ASKED):
        query = f"Post {chance.randrange(POSTS)}" if count % 2 else chance.choice(WORDS)
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        began = time.monotonic()
        client.request("GET", f"/search/results.json?q={quote(query)}", headers={"X-Forwarded-For": address})
        response = client.getresponse()
        body, seconds = response.read(), time.monotonic() - began
        client.close()
        problem = ""
        if response.status == 200 and not json.loads(body)["results"]:
            problem = f"nothing was found for {query}"
        elif response.status != 200 and not (response.status in {429, 503} and response.getheader("Retry-After")):
            problem = f"{query}: {response.status} without Retry-After"
        answers.append((str(response.status), seconds, problem))
    return answers


if __name__ == "__main__":
    sys.exit(main())
