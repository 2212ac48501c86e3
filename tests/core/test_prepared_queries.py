"""Compiled queries are compiled once and run each time."""

import pytest
from django.db import ProgrammingError, connections
from wagtail.models import Page

from core.database_roles import use_connection
from core.prepared_queries import CompiledQuery, param, preparing_queries, run_prepared
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


@pytest.fixture
def own_connection():
    """A connection without a transaction, in which no statement is prepared."""
    wrapper = connections["default"].copy()
    with use_connection(wrapper), wrapper.cursor():
        yield wrapper
    wrapper.close()


def test_repeated_statements_of_a_block_are_prepared(own_connection):
    with preparing_queries(), own_connection.cursor() as cursor:
        for number in range(5):
            cursor.execute("SELECT %s::int + 1", [number])
            assert cursor.fetchone() == (number + 1,)
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%::int + 1'")
        assert cursor.fetchone() == (1,)


def test_a_parameter_whose_type_postgresql_cannot_tell_is_bound_by_the_client(own_connection):
    statement = "SELECT jsonb_build_object('a', %s)"
    with preparing_queries(), own_connection.cursor() as cursor:
        for value in ("b", "c"):
            cursor.execute(statement, [value])
            assert cursor.fetchone() == (f'{{"a": "{value}"}}',)
    [cursor] = run_prepared([(statement, ["d"])])
    assert cursor.fetchone()[0] == '{"a": "d"}'


def test_an_error_of_a_statement_is_raised(own_connection):
    with preparing_queries(), own_connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT %s FROM no_such_table", [1])
