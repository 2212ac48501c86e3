"""Dates among the words of a query, as people write them."""

from datetime import date

import pytest

from search.engine.query.dates import find_day, get_date_alternatives


@pytest.mark.parametrize(
    ("query", "alternatives"),
    [
        ("3 sept 2026", [(), ("september",), ()]),
        ("3rd sept", [("3",), ("september",)]),
        ("sept 3rd", [("september",), ("3",)]),
        ("3rd of september", [("3",), (), ()]),
        ("sept ferry", [(), ()]),
        ("3rd ferry", [(), ()]),
        ("3 ferries by the old sept", [(), (), (), (), (), ()]),
    ],
)
def test_the_parts_of_a_date_stand_for_each_other(query, alternatives):
    assert get_date_alternatives(query.split()) == alternatives


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("3 may 2026", date(2026, 5, 3)),
        ("may 3rd 2026", date(2026, 5, 3)),
        ("the ferry of the 3rd of may 2026", date(2026, 5, 3)),
        ("31 june 2026", None),
        ("3 may", None),
        ("3 ferries 2026", None),
    ],
)
def test_a_whole_day(query, day):
    assert find_day(query.split()) == day
