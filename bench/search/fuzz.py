"""Fuzz queries: any Unicode, and the hardest that can be made of the archive's own words."""

import random
import time
from collections.abc import Iterable
from statistics import median

from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from search.engine.query.parser import MAX_QUERY_LENGTH

from .zipf import Language

SLOW = 200  # milliseconds
_FILTERS = (
    "type:post",
    "year:2015",
    "before:2016",
    "after:2012-05",
    "person:{}",
    "topic:{}",
    "-{}",
    "OR",
    '"{} {}"',
    '-"the {} {}"',
    "{}-{}",
    "-{}-{}",
)


class _Asker:
    """Sends queries to the JSON API, and records how long each took, and which failed."""

    def __init__(self):
        self.client, self.taken, self.failed, self.slow_once = Client(), [], [], 0

    def ask(self, query: str, **values) -> None:
        # Each request comes from another network, because throttling is not what is measured.
        address = f"2001:db8:{len(self.taken) // 65536:x}:{len(self.taken) % 65536:x}::1"
        taken, response = self._get(query, values, address)
        if taken > SLOW:
            # The median of three times: a slow query is slow again, a busy machine is not.
            self.slow_once += 1
            taken = median([taken, self._get(query, values, address)[0], self._get(query, values, address)[0]])
        self.taken.append((taken, query))
        if response.status_code not in (200, 400):
            self.failed.append((response.status_code, query))

    def _get(self, query: str, values: dict, address: str) -> tuple[float, HttpResponse]:
        start = time.perf_counter()
        response = self.client.get("/search/results.json", {"q": query, **values}, REMOTE_ADDR=address)
        return (time.perf_counter() - start) * 1000, response

    def print(self, name: str) -> None:
        slow = sorted((one for one in self.taken if one[0] > SLOW), reverse=True)
        longest = max(self.taken)[0]
        print(
            f"  {name}: {len(self.taken)} queries, {len(self.failed)} failed, slowest {longest:.0f} ms,"
            f" {len(slow)} over {SLOW} ms ({self.slow_once} once)"
        )
        for number, query in [*self.failed[:10], *slow[:5]]:
            print(f"    {number:.0f}: {query!r}")


def ask_anything(count: int) -> None:
    """Ask queries of any Unicode."""
    asker = _Asker()

    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.text(max_size=MAX_QUERY_LENGTH + 20))
    def ask(query: str) -> None:
        asker.ask(query)

    ask()
    asker.print("any Unicode")


def ask_hard(language: Language, count: int, seed: int = 1) -> None:
    """Ask long queries of common words, with phrases, operators, filters and beginnings of words."""
    chance, asker = random.Random(seed), _Asker()  # noqa: S311 - the same queries each time are wanted
    parameters: list[dict[str, str | int]] = [{}, {}, {"sort": "date"}, {"type": "post"}, {"page": 500}]
    for query in _hard(language.words, count, chance):
        asker.ask(query, **chance.choice(parameters))
    asker.print("words of the archive")


def _hard(words: list[str], count: int, chance: random.Random) -> Iterable[str]:
    for _ in range(count):
        commonest = chance.choice([10, 100, 1000, len(words)])
        pieces = []
        for _ in range(chance.choice([1, 2, 3, 5, 10, 40, 80])):
            word, other = (chance.choice(words[:commonest]) for _ in range(2))
            kind = chance.random()
            if kind < 0.7:
                pieces.append(word)
            elif kind < 0.8:
                pieces.append(word[: chance.randrange(1, 5)] + chance.choice(["", "q", "-8", "’s", "&"]))
            else:
                pieces.append(chance.choice(_FILTERS).format(word, other))
        yield " ".join(pieces)[:MAX_QUERY_LENGTH]
