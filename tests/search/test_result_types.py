"""Types of result, and their numbers in the index."""

import pytest
from django.db import connection

from demo.builders import build_event, build_post, build_topic
from search.models import SearchDocument
from search.result_types import get_kind_number, get_result_types

from .helpers import find


def test_each_has_a_number_of_its_own():
    numbers = {get_kind_number(kind) for kind in get_result_types()}
    assert len(numbers) == len(get_result_types())
    assert all(0 <= number < 2**31 for number in numbers)


@pytest.mark.django_db
def test_rows_have_the_number_of_their_kind_and_are_counted_by_it():
    build_post("Herring")
    build_event("Herring fair")
    build_topic("Herring")
    for kind, number in SearchDocument.objects.values_list("kind", "kind_number"):
        assert number == get_kind_number(kind)
    facets = find("herring").facets
    assert {value.value: value.count for value in facets["type"]} == {"post": 1, "event": 1, "topic": 1}


@pytest.mark.django_db
def test_what_is_counted_stands_before_what_is_long():
    """PostgreSQL goes through a row from its first column on: of thousands, each column on the way takes time."""
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, "search_searchdocument")
        ]
    counted = max(
        columns.index(name) for name in ("page_id", "document_id", "year", "kind_number", "live", "packed_facet_ids")
    )
    assert counted < min(columns.index(name) for name in ("path", "kind", "person_ids", "title", "body", "vector"))
