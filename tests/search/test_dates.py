"""Dates among the words of a query, as people write them."""

from datetime import date

import pytest

from search.engine.query.dates import find_day, get_date_alternatives, spell_out_day


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


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-03", "3 may 2026"),
        ("3/5/2026", "3 may 2026"),
        ("31.12.2026,", "31 december 2026"),
        ("31/6/2026", None),
        ("5/2026", None),
        ("2026", None),
    ],
)
def test_a_numeric_date_is_spelt_out_as_texts_have_it(written, day):
    assert spell_out_day(written) == day


@pytest.mark.parametrize(
    ("query", "alternatives"),
    [
        ("summer 2026", [("june", "july", "august"), ()]),
        ("2026 in the winter", [(), (), (), ()]),
        ("2026 the winter", [(), (), ("december", "january", "february")]),
        ("winter term", [(), ()]),
        ("september 3", [(), ()]),
    ],
)
def test_a_season_of_a_year_stands_for_its_months(query, alternatives):
    assert get_date_alternatives(query.split()) == alternatives
