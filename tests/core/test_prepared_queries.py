"""Compiled queries are compiled once and run each time."""

import pytest
from wagtail.models import Page

from core.prepared_queries import CompiledQuery, param
from demo.builders import build_post

pytestmark = pytest.mark.django_db


def test_a_query_is_compiled_once_and_returns_what_the_database_has_now(django_assert_num_queries):
    made = []

    def make():
        made.append("made")
        return Page.objects.live().filter(title__startswith=param("title")).order_by("title")

    query = CompiledQuery(make)
    assert query.fetch(title="Ott") == []
    build_post("Otter"), build_post("Otters, twice")
    with django_assert_num_queries(1):
        assert [page.title for page in query.fetch(title="Ott")] == ["Otter", "Otters, twice"]
    assert query.fetch(title="O%") == []
    assert made == ["made"]
