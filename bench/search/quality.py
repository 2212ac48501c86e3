"""How good the results are: ours beside BM25's, PostgreSQL's own ranking and Wagtail's search, over the same pages."""

from collections.abc import Callable, Iterable
from math import log2
from urllib.parse import urlsplit

from .judged import Judged


def ndcg(found: list[str], relevant: Iterable[str]) -> float:
    """Return nDCG@10 (Järvelin and Kekäläinen, 2002) of results that are relevant or not."""
    relevant = set(relevant)
    gain = sum(1 / log2(place + 2) for place, result in enumerate(found[:10]) if result in relevant)
    return gain / sum(1 / log2(place + 2) for place in range(min(10, len(relevant))))


def answer(found: list[str], expected: Iterable[str]) -> float:
    """Return one over the place of the first good answer among ten (reciprocal rank); nought without one."""
    for place, result in enumerate(found[:10], start=1):
        if any(result.endswith(end) for end in expected):
            return 1 / place
    return 0.0


def ours(site) -> Callable[[str], list[str]]:
    """Return the site's search as a ranking: the paths of the pages that results lead to."""
    from search.engine import run_search

    return lambda query: [urlsplit(result.url).path for result in run_search(site, {"q": query}).results]


def judge(queries: list[Judged], rank: Callable[[str], list[str]]) -> dict[str, list[float]]:
    """Return the reciprocal ranks of each class."""
    by_kind: dict[str, list[float]] = {}
    for judged in queries:
        by_kind.setdefault(judged.kind, []).append(answer(rank(judged.query), judged.expected))
    return by_kind
