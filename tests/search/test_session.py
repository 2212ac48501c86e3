"""Time limits and statements of a search: one that takes too long is given up and answered in a simpler way."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from wagtail.models import Site

from demo.builders import build_person, build_post, build_topic
from search.engine import suggest
from search.engine.db.session import SearchTimeoutError, search_session
from search.engine.db.sql import matches_tsquery
from search.engine.query.filters import apply_filters
from search.engine.query.parser import MANY_CLAUSES, Filter
from search.engine.results import response
from search.engine.results.result_list import build_results
from search.engine.retrieval import strategies
from search.engine.retrieval.query_weights import build_scoring
from search.models import SearchCount, SearchDocument, Word

from .helpers import find

pytestmark = pytest.mark.django_db


def wait(seconds: float) -> list:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])
    return []


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def wait_often(seconds: float, longest: int) -> int:
    """Wait again and again within a search; return how often that was possible."""
    done = 0
    try:
        with search_session(longest):
            for _time in range(100):
                wait(seconds)
                done += 1
    except SearchTimeoutError:
        return done
    raise AssertionError("Nothing ended it.")


class TestTheTime:
    def test_is_that_of_all_statements_together(self):
        before = setting("statement_timeout")
        assert 0 < wait_often(0.1, longest=600) < 6
        assert setting("statement_timeout") == before

    def test_ends_a_statement_that_would_take_more_than_is_left(self):
        with search_session(5000):
            wait(0.15)
            assert 0 < int(setting("statement_timeout").removesuffix("ms")) <= 4850
        assert wait_often(30, longest=100) == 0

    def test_is_not_limited_afterwards(self):
        before = setting("enable_seqscan")
        with search_session(100):
            assert setting("enable_seqscan") == "off"
        assert setting("enable_seqscan") == before
        wait(0.11)


class TestStatements:
    """A search asks the same statements, with other values: PostgreSQL need not plan them each time."""

    def prepared(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%search_searchdocument%'")
            return cursor.fetchone()[0]

    def test_are_remembered(self):
        build_post("Herring and bloater")
        before = self.prepared()
        for words in ("herring", "bloater", "herring", "bloater", "herring", "bloater"):
            assert find(words).total == 1
        assert self.prepared() > before
        assert connection.connection.prepare_threshold is None

    def test_are_not_behind_a_pooler_that_gives_each_transaction_another_connection(self, monkeypatch):
        monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
        build_post("Herring and bloater", topics=[build_topic("Fish")], date=datetime(2026, 5, 1, tzinfo=UTC))
        before = self.prepared()
        for _time in range(6):
            found = find("herring", year=2026)
            assert [value.label for value in found.facets["topic"]] == ["Fish"]
        assert self.prepared() == before


def test_words_and_years_are_found_by_one_index():
    """Were the year not of a type that the index knows, all rows with the words would be read."""
    rows = SearchDocument.objects.filter(matches_tsquery("'herring'"), year__gte=2025)
    with search_session(1000):
        plan = rows.explain()
    assert "Bitmap Index Scan on search_vector_gin" in plan
    assert re.search(r"Index Cond: .*vector @@ .*year >= 2025", plan)


@pytest.mark.parametrize("name", ["topic", "person"])
def test_words_are_found_by_their_index_and_not_by_that_of_a_name_beside_them(name):
    rows = apply_filters(SearchDocument.objects.all(), [Filter(name, "herring")], by_name_index=False)
    with search_session(1000):
        plan = rows.filter(matches_tsquery("'bloater'")).explain()
    assert "search_vector_gin" in plan
    assert "search_names_gin" not in plan


@pytest.fixture
def _impatient(monkeypatch):
    monkeypatch.setattr("search.engine.pipeline.TIMEOUT_MS", 400)


def test_a_busy_machine_is_waited_for_and_a_search_of_many_words_is_not(monkeypatch):
    monkeypatch.setattr("search.engine.pipeline.TIMEOUT_MS_MANY_CLAUSES", 120)
    build_post("Herring and bloater")
    monkeypatch.setattr(strategies, "build_scoring", lambda *args: [build_scoring(*args), wait(0.2)][0])
    found = find("herring bloater")
    assert (found.total, found.timed_out) == (1, False)
    many = " ".join(f"bloater{number}" for number in range(MANY_CLAUSES))
    assert find(f"herring {many}", verbatim=True).timed_out


@pytest.mark.usefixtures("_impatient")
def test_a_search_that_takes_too_long_is_answered_simply(monkeypatch, caplog):
    build_post("Herring", body=[])
    build_post("Herring and bloater")
    monkeypatch.setattr(strategies, "build_scoring", lambda *args: wait(30))
    found = find("herring bloater")
    assert [result.title for result in found.results] == ["Herring and bloater"]
    assert found.timed_out
    assert "too long" in caplog.text


def test_few_words_are_answered_simply_by_a_machine_that_is_slow(monkeypatch):
    build_post("Herring")
    monkeypatch.setattr("search.engine.pipeline.TIMEOUT_MS", 600)
    monkeypatch.setattr(strategies, "build_scoring", lambda *args: wait(30))
    monkeypatch.setattr(response, "build_results", lambda *args: [wait(0.1), build_results(*args)][1])
    found = find("herring")
    assert (found.total, found.timed_out) == (1, True)


@pytest.mark.usefixtures("_impatient")
def test_one_that_even_simply_takes_too_long_finds_nothing(monkeypatch, caplog):
    build_post("Herring")
    monkeypatch.setattr(response, "build_results", lambda *args: wait(30))
    found = find("herring")
    assert (found.total, found.timed_out) == (0, True)
    assert "simplified" in caplog.text
    build_post("Bloater")
    assert Word.objects.filter(word="bloater").exists()


@pytest.mark.usefixtures("_impatient")
def test_a_visitor_is_told_that_it_took_too_long_and_not_that_nothing_was_found(monkeypatch, client):
    build_post("Herring")
    with monkeypatch.context() as slow:
        slow.setattr(strategies, "build_scoring", lambda *args: wait(30))
        assert "its rarest word, no more" in client.get("/search/?q=herring").content.decode()
    monkeypatch.setattr(response, "build_results", lambda *args: wait(30))
    html = client.get("/search/?q=herring").content.decode()
    assert "so it was given up" in html
    assert "Nothing found" not in html


@pytest.mark.usefixtures("_impatient")
def test_a_search_that_was_given_up_is_not_reported_as_one_without_results(monkeypatch, client):
    build_post("Herring")
    monkeypatch.setattr(response, "build_results", lambda *args: wait(30))
    client.get("/search/?q=herring")
    assert not SearchCount.objects.exists()


def test_it_is_said_that_a_phrase_was_looked_for_in_the_newest_texts_only(monkeypatch, client):
    monkeypatch.setattr("search.engine.retrieval.strategies.MAX_ROWS_READ", 2)
    for day in (1, 2, 3):
        build_post(f"Herring pie of day {day}", date=datetime(2026, 5, day, tzinfo=UTC))
    answer = client.get('/search/?q="herring+pie"')
    assert [result.title for result in answer.context["search"].results] == [
        "Herring pie of day 3",
        "Herring pie of day 2",
    ]
    assert "Only in the newest" in answer.content.decode()
    assert "Only in the newest" not in client.get("/search/?q=herring+pie").content.decode()


@pytest.mark.parametrize("years", [(2026, 2026), (2026, 2023), (2024, 2009), (2001, 1987)])
def test_the_newest_texts_are_read_for_a_phrase_however_old_they_are(monkeypatch, years):
    monkeypatch.setattr("search.engine.retrieval.strategies.MAX_ROWS_READ", 2)
    for year in (*years, 1965):
        build_post(f"Herring pie of {year}", date=datetime(year, 5, 1, tzinfo=UTC))
    found = find('"herring pie"', sort="date")
    assert [result.title for result in found.results] == [f"Herring pie of {year}" for year in years]


def test_suggestions_that_take_too_long_are_none(monkeypatch, caplog):
    build_person("Ida", "Quill")
    assert suggest(Site.objects.get(), "quill")
    monkeypatch.setattr("search.engine.suggestions.TIMEOUT_MS", 0)
    assert suggest(Site.objects.get(), "quill") == []
    assert "too long" in caplog.text
