"""The demo answers the queries that people judged: the floor under which no change may take it."""

from statistics import mean

import pytest
from wagtail.models import Site

from bench.search.judged import ARCHIVE, DEMO
from bench.search.quality import judge, ours
from search.engine.vocabulary import count_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: The mean of one over the place of the first good answer: 1 if it is always the first.
FLOOR, FLOOR_OF_A_CLASS = 0.93, 0.8


def test_the_first_good_answer_stands_high():
    count_words()
    by_kind = judge(DEMO, ours(Site.objects.get()))
    assert {kind: mean(ranks) for kind, ranks in by_kind.items() if mean(ranks) < FLOOR_OF_A_CLASS} == {}
    assert mean(rank for ranks in by_kind.values() for rank in ranks) >= FLOOR


def test_the_judged_set_is_large_enough():
    assert len(DEMO) + len(ARCHIVE) >= 120
