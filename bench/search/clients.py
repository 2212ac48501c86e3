"""Answers to several clients at once, compared with the answers that each query gets alone."""

import random
import time
from dataclasses import dataclass
from statistics import median
from threading import Thread

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from search.models import SearchDocument

from .speed import p95
from .zipf import load

POSTS = 500
CLIENTS = (8, 16)
#: How many queries there are, and how many of them each client asks.
QUERIES, ASKED = 80, 10
#: From how many words to how many a query has: they stand side by side in a post, as in a sentence.
WORDS = (5, 16)


@dataclass(frozen=True)
class Answer:
    """The status of an answer, the addresses of its first five results, and its milliseconds."""

    status: int
    first: tuple[str, ...]
    taken: float


def print_clients() -> None:
    """Load posts, ask sentences of them one after the other, then by several clients at once, and print a table."""
    load(POSTS)
    call_command("update_search", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    queries = _build_queries()
    for query in queries[:5]:
        _ask(query)
    alone = {query: _ask(query) for query in queries}
    print(f"\nSentences over {POSTS} posts: first five results as when asked alone; milliseconds\n")
    print(f"  {'clients':>8}{'answers':>9}{'equal':>8}{'empty':>7}{'503':>6}{'others':>8}{'p50':>8}{'p95':>8}")
    _print_row(1, list(alone.items()), alone)
    for clients in CLIENTS:
        _print_row(clients, _ask_at_once(queries, clients), alone)


def _build_queries(seed: int = 1) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - the same queries each time are wanted
    bodies = SearchDocument.objects.filter(kind="post").order_by("pk").values_list("body", flat=True)
    queries = []
    for body in chance.sample(list(bodies), QUERIES):
        words = body.split()
        length = chance.randint(*WORDS)
        start = chance.randrange(len(words) - length)
        queries.append(" ".join(words[start : start + length]))
    return queries


def _ask(query: str, client: int = 0) -> Answer:
    start = time.perf_counter()
    response = Client(REMOTE_ADDR=f"192.0.2.{client}", HTTP_HOST="localhost").get("/search/results.json", {"q": query})
    taken = (time.perf_counter() - start) * 1000
    results = response.json().get("results", [])
    return Answer(response.status_code, tuple(result["url"] for result in results[:5]), taken)


def _ask_at_once(queries: list[str], clients: int) -> list[tuple[str, Answer]]:
    answers: list[tuple[str, Answer]] = []

    def visit(number: int) -> None:
        mine = random.Random(number).sample(queries, ASKED)  # noqa: S311 - the same queries each time are wanted
        answers.extend((query, _ask(query, number)) for query in mine)
        connections.close_all()

    threads = [Thread(target=visit, args=[number]) for number in range(1, clients + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _print_row(clients: int, answers: list[tuple[str, Answer]], alone: dict[str, Answer]) -> None:
    count = len(answers)
    answered = [(query, answer) for query, answer in answers if answer.status == 200]
    equal = sum(answer.first == alone[query].first for query, answer in answered)
    empty = sum(not answer.first for _query, answer in answered)
    refused = sum(answer.status == 503 for _query, answer in answers)
    others = count - equal - refused
    taken = [answer.taken for _query, answer in answers]
    print(
        f"  {clients:>8}{count:>9}{equal / count:>8.0%}{empty:>7}{refused:>6}{others:>8}"
        f"{median(taken):>8.0f}{p95(taken):>8.0f}"
    )
