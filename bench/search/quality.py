"""Quality of the results, compared with BM25, PostgreSQL's own ranking and Wagtail's search over the same pages."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from math import log2
from statistics import mean
from unittest.mock import patch
from urllib.parse import urlsplit

import bm25s
import Stemmer
from django.core.management import call_command
from django.db import connection
from wagtail.models import Site

from blog.models import BlogPage
from demo.loader import DemoLoader
from search.engine import SearchRequest, count_words, search
from search.tokenizer import split_words

from .archives import SAMPLES, archive_posts, cranfield_queries
from .judged import DEMO, Judged
from .judged_archive import ARCHIVE
from .judged_questions import ARCHIVE_QUESTIONS, DEMO_QUESTIONS
from .known_items import known_items
from .posts import Post, clear_posts, index_for_wagtail, load_posts


def ndcg(found: list[str], relevant: Iterable[str]) -> float:
    """Return nDCG@10 (Järvelin and Kekäläinen, 2002) of results that are relevant or not."""
    relevant = set(relevant)
    gain = sum(1 / log2(place + 2) for place, result in enumerate(found[:10]) if result in relevant)
    return gain / sum(1 / log2(place + 2) for place in range(min(10, len(relevant))))


def reciprocal_rank(found: list[str], expected: Iterable[str]) -> float:
    """Return one over the place of the first good answer among ten (reciprocal rank); 0 without one."""
    for place, result in enumerate(found[:10], start=1):
        if any(result.endswith(end) for end in expected):
            return 1 / place
    return 0.0


def site_search(site) -> Callable[[str], list[str]]:
    """Return the site's search as a ranking: the paths of the pages that results lead to."""
    return lambda query: [urlsplit(result.url).path for result in search(SearchRequest(query, site)).results]


def judge(queries: list[Judged], rank: Callable[[str], list[str]]) -> dict[str, list[float]]:
    """Return the reciprocal ranks of each class."""
    by_kind: dict[str, list[float]] = {}
    for judged in queries:
        by_kind.setdefault(judged.kind, []).append(reciprocal_rank(rank(judged.query), judged.expected))
    return by_kind


def print_quality() -> None:
    """Judge each ranking over the demo, and over the archives where they are, and print a table."""
    print("Reciprocal rank of the first good answer (1 is best)\n")
    for name, queries, posts in load_judged_archives():
        if queries:
            _print_judged(name, queries)
        else:
            _print_cranfield(posts)


def load_judged_archives() -> Iterator[tuple[str, list[Judged] | None, list[Post]]]:
    """Load the demo, and one after the other the archives that are there: name, judged queries and posts of each.

    Cranfield has no queries of ours.
    """
    DemoLoader().load()
    count_words()
    yield "demo", [*DEMO, *DEMO_QUESTIONS], []
    for name, queries in (
        ("18f-blog.xml.gz", [*ARCHIVE, *ARCHIVE_QUESTIONS]),
        ("search/cranfield.xml.gz", None),
    ):
        path = SAMPLES / name
        if not path.exists():
            print(f"{name} does not lie beside the project: not judged.")
            continue
        clear_posts()
        posts = archive_posts(path)
        load_posts(posts)
        call_command("update_search", verbosity=0)
        index_for_wagtail()
        yield name, queries and [*queries, *known_items(posts)], posts


def _print_judged(name: str, queries: list[Judged]) -> None:
    by_kind = judge(queries, site_search(Site.objects.get()))
    with patch("search.engine.index.meaning.get_model", return_value=None):
        by_words = judge(queries, site_search(Site.objects.get()))
    print(f"  {name:<18} {'':<33}  with meaning  by words alone")
    for kind, ranks in by_kind.items():
        print(f"  {name:<18} {kind:<25} {len(ranks):>3} queries  {mean(ranks):.3f}  {mean(by_words[kind]):.3f}")
    both = (mean(chain(*ranks.values())) for ranks in (by_kind, by_words))
    print(f"  {name:<18} {'all':<25} {len(queries):>3} queries  {next(both):.3f}  {next(both):.3f}\n")


def _print_cranfield(posts: list[Post]) -> None:
    queries = cranfield_queries()
    print(f"Cranfield, {len(queries)} queries: nDCG@10, share without results\n")
    rankings = {
        "this site's search": site_search(Site.objects.get()),
        "bm25s (Porter stemmer)": bm25(posts),
        "ts_rank, any word": by_ts_rank(" | "),
        "ts_rank, all words": by_ts_rank(" & "),
        "Wagtail's search": wagtail_search(),
    }
    for name, rank in rankings.items():
        found = [([path.rstrip("/").split("/")[-1] for path in rank(query)], relevant) for query, relevant in queries]
        none = sum(not results for results, _relevant in found) / len(found)
        print(f"  {name:<24} {mean(ndcg(results, relevant) for results, relevant in found):.3f}  {none:.0%}")
    print()


def bm25(posts: list[Post]) -> Callable[[str], list[str]]:
    """Return BM25 over title and text, by the package ``bm25s`` with a Porter stemmer and English stop words."""

    def tokens(texts: list[str]):
        return bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer.Stemmer("porter"), show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([" ".join([post.title, *post.paragraphs]) for post in posts]), show_progress=False)

    def rank(query: str) -> list[str]:
        found, scores = index.retrieve(tokens([query]), k=10, show_progress=False)
        return [f"/{posts[n].slug}/" for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    return rank


def by_ts_rank(operator: str) -> Callable[[str], list[str]]:
    """Return PostgreSQL's own ranking over the same index."""

    def rank(query: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT slug FROM search_searchdocument AS d JOIN wagtailcore_page AS p ON p.id = d.page_id,
                       to_tsquery('roundtable', %s) AS query
                WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC LIMIT 10
                """,
                [operator.join(split_words(query))],
            )
            return [f"/{slug}/" for (slug,) in cursor]

    return rank


def wagtail_search() -> Callable[[str], list[str]]:
    return lambda query: [f"/{page.slug}/" for page in BlogPage.objects.live().search(query)[:10]]
