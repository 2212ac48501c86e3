"""Search answers the queries that people judged: the floor under which no change may take it."""

from collections import Counter
from itertools import chain
from statistics import mean

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Site

from bench.search.archives import archive_posts, cranfield_queries
from bench.search.judged import DEMO, Judged
from bench.search.judged_archive import ARCHIVE
from bench.search.posts import load_posts
from bench.search.quality import bm25, judge, ndcg, site_search
from search.engine import pipeline
from search.engine.db import slots
from search.engine.index.vocabulary import count_words
from tests.samples import sample

CLASSES = {
    *("names", "names with titles", "misspelt names", "misspelt words", "acronyms", "other words", "phrases"),
    *(
        "phrases of small words",
        "hyphens and accents",
        "filters",
        "dates",
        "what comes next",
        "half remembered",
        "questions",
    ),
}


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """What is judged is the ranking, however busy the machine is."""
    monkeypatch.setattr(pipeline, "TIMEOUT_MS", 15_000)
    monkeypatch.setattr(slots, "MAX_SECONDS", 30)


def expect_at_least(floor: float, queries: list[Judged], *, of_a_class: float) -> None:
    """Hold the mean of one over the place of the first good answer (1 if it is always the first) above a floor."""
    by_kind = judge(queries, site_search(Site.objects.get()))
    assert {kind: mean(ranks) for kind, ranks in by_kind.items() if mean(ranks) < of_a_class} == {}
    assert mean(chain(*by_kind.values())) >= floor


def load_archive(name: str) -> list:
    posts = archive_posts(sample(name))
    load_posts(posts)
    call_command("update_search", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself, after a minute
    return posts


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_demo():
    count_words()
    expect_at_least(0.95, DEMO, of_a_class=0.8)


def test_the_set_is_large_and_spread_over_all_classes():
    sizes = Counter(judged.kind for judged in DEMO)
    assert sizes.total() >= 120
    assert sizes.keys() == CLASSES
    assert min(sizes.values()) >= 5
    assert len({judged.template for judged in DEMO}) == len(DEMO)


@pytest.mark.django_db
def test_an_archive_of_five_hundred_posts():
    load_archive("18f-blog.xml.gz")
    expect_at_least(0.87, ARCHIVE, of_a_class=0.7)


@pytest.mark.django_db
def test_it_stands_beside_bm25():
    """On a collection that nobody here wrote: the Cranfield experiments, judged by nDCG@10."""
    posts, queries = load_archive("search/cranfield.xml.gz"), cranfield_queries()

    def quality(rank) -> float:
        found = [([path.strip("/").split("/")[-1] for path in rank(query)], relevant) for query, relevant in queries]
        assert all(results for results, _relevant in found), "A question is left without an answer."
        return mean(ndcg(results, relevant) for results, relevant in found)

    assert quality(site_search(Site.objects.get())) >= quality(bm25(posts))
