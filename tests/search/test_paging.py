"""Paging: all pages together have each match once, however few of them are scored."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.builders import build_event, build_person, build_post, build_topic

from .helpers import find, text

pytestmark = pytest.mark.django_db

NEWEST_FIRST = [f"Number {number}" for number in reversed(range(20))]


@pytest.fixture
def otters(monkeypatch):
    """Twenty-three things about otters of seven years, two of them without a date; four of them are ranked."""
    monkeypatch.setattr("search.engine.retrieval.strategies.MAX_SCORED", 4)
    monkeypatch.setattr("search.engine.retrieval.candidates.MAX_NAMED_ROWS", 2)
    for number in range(20):
        day = datetime(2018, 3, 1, tzinfo=UTC) + timedelta(days=120 * number)
        build_post(f"Number {number}", body=text("An otter was seen."), date=day)
    build_post("Otter", date=datetime(2016, 1, 1, tzinfo=UTC))
    build_person("Ida", "Otter")
    build_topic("Otters")


def pages(size: int, **values) -> list[list[str]]:
    first = find("otter", page_size=size, **values)
    numbers = range(1, first.results.paginator.num_pages + 1)
    return [[result.title for result in find("otter", page_size=size, page=n, **values).results] for n in numbers]


def test_ranked_ones_come_first_and_the_others_by_date(otters):
    for size in (3, 10, 40):
        found = [title for page in pages(size) for title in page]
        assert len(found) == len(set(found)) == find("otter").total == 23
        assert {"Ida Otter", "Otters"} < set(found[:6])
        assert [title for title in found if title.startswith("Number")] == NEWEST_FIRST


def test_by_date_the_newest_come_first_and_those_without_a_date_last(otters):
    for size in (3, 10, 40):
        found = [title for page in pages(size, sort="date") for title in page]
        assert found[:-2] == [*NEWEST_FIRST, "Otter"]
        assert set(found[-2:]) == {"Ida Otter", "Otters"}


def test_narrowed_they_are_those_that_pass(otters):
    found = [title for page in pages(2, year=2019) for title in page]
    assert found == ["Number 5", "Number 4", "Number 3"]
    assert [title for page in pages(1, type="topic") for title in page] == ["Otters"]


def test_beyond_the_last_page_is_the_last(otters):
    assert find("otter", page=99, page_size=10).results.number == 3


def test_an_event_abroad_stands_where_its_moment_is_though_its_clocks_show_another_year():
    """In Tokyo it is 2026 when it is still 2025 here: a post of later that evening is newer."""
    build_event("Otters in Tokyo", starts_at=datetime(2025, 12, 31, 15, 30, tzinfo=UTC), timezone="Asia/Tokyo")
    build_post("Otter that evening", date=datetime(2025, 12, 31, 20, 0, tzinfo=UTC))
    assert [result.title for result in find("otter", sort="date", page_size=1).results] == ["Otter that evening"]
