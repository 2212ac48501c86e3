"""Time limits and statements of a search: one that takes too long is given up and done again with fewer rows."""

import re
import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from wagtail.models import Site

from demo.builders import build_person, build_post, build_topic
from search.engine import SearchOverloadedError, pipeline, suggest
from search.engine.db import slots
from search.engine.db.session import SearchTimeoutError, search_session
from search.engine.db.sql import matches_tsquery
from search.engine.query.filters import apply_filters
from search.engine.query.parser import MANY_CLAUSES, Filter
from search.engine.retrieval import strategies
from search.engine.retrieval.candidates import RetrievedRows
from search.engine.retrieval.query_weights import build_scoring
from search.engine.retrieval.strategies import SearchStrategy
from search.models import SearchCount, SearchDocument, Word

from .helpers import find, text

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
def slow_down(monkeypatch):
    """Return a function that lets searches time out whose limits of rows are divided by no more than a number."""
    find_rows = SearchStrategy.find
    monkeypatch.setattr(pipeline, "TIMEOUT_MS", 15_000)
    monkeypatch.setattr(slots, "MAX_SECONDS", 60)

    def slow_down(divisor: int) -> None:
        def find_slowly(strategy: SearchStrategy, offset: int, size: int) -> RetrievedRows:
            if strategy.divisor <= divisor:
                raise SearchTimeoutError
            return find_rows(strategy, offset, size)

        monkeypatch.setattr(SearchStrategy, "find", find_slowly)

    return slow_down


def test_a_statement_that_takes_too_long_is_cancelled_and_the_search_done_again(monkeypatch):
    build_post("Herring")
    monkeypatch.setattr(pipeline, "TIMEOUT_MS", 1500)
    monkeypatch.setattr(slots, "MAX_SECONDS", 60)
    find_rows = SearchStrategy.find
    monkeypatch.setattr(
        SearchStrategy, "find", lambda self, *at: [wait(30 * (self.divisor == 1)), find_rows(self, *at)][1]
    )
    assert find("herring").is_reduced


def test_the_longer_a_search_has_waited_the_less_it_may_take():
    now = time.monotonic()
    late = slots.Slot(0, wait_left=0, deadline=now + 10)
    assert 0 < late.get_timeout_ms() <= 6000
    with search_session(60_000, late), connection.cursor() as cursor:
        cursor.execute("SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'")
        assert 0 < cursor.fetchone()[0] <= 6000
    too_late = slots.Slot(0, wait_left=0, deadline=now)
    with pytest.raises(SearchTimeoutError), search_session(60_000, too_late):
        wait(0)


@pytest.mark.parametrize(
    "words", ["herring bloater", "herring " + " ".join(f"bloater{n}" for n in range(MANY_CLAUSES))]
)
def test_a_busy_machine_is_waited_for_however_long_the_query(monkeypatch, words):
    build_post(f"Herring and {words}")
    monkeypatch.setattr(strategies, "build_scoring", lambda *args: [build_scoring(*args), wait(0.2)][0])
    found = find(words, verbatim=True)
    assert (found.total, found.is_reduced) == (1, False)


@pytest.mark.parametrize("divisor", [1, 4])
@pytest.mark.parametrize(
    "words", ["herring bloater", "which of the herring or bloater pies swam at dawn", '"the herring"']
)
def test_a_search_that_takes_too_long_is_done_with_fewer_rows_and_ranked_the_same(slow_down, caplog, divisor, words):
    build_post("Herring", body=text("Nothing of the kind swam."))
    build_post("The herring and bloater", body=text("Pies swam at dawn, and bloater pies at noon."))
    build_post("Bloater and herring")
    usual = find(words)
    slow_down(divisor)
    found = find(words)
    assert [result.title for result in found.results] == [result.title for result in usual.results]
    assert (found.total, found.is_reduced, usual.is_reduced) == (usual.total, True, False)
    assert "took too long" in caplog.text


def test_fewer_rows_are_scored_and_read(slow_down, monkeypatch):
    monkeypatch.setattr(strategies, "MAX_ROWS_READ", 8)
    for day in range(1, 9):
        build_post(f"Herring pie of day {day}", date=datetime(2026, 5, day, tzinfo=UTC))
    assert find('"herring pie"').total == 8
    slow_down(1)
    found = find('"herring pie"')
    assert [result.title for result in found.results] == ["Herring pie of day 8", "Herring pie of day 7"]
    assert found.newest_examined == 2


def test_a_misspelt_word_that_was_put_right_stays_so(slow_down):
    build_post("Personalisation of care")
    slow_down(4)
    found = find("personlisation")
    assert (found.total, found.corrected_query, found.is_reduced) == (1, "personalisation", True)


def test_one_that_takes_too_long_each_time_is_not_answered_with_nothing(slow_down):
    build_post("Herring")
    slow_down(16)
    with pytest.raises(SearchOverloadedError):
        find("herring")
    build_post("Bloater")
    assert Word.objects.filter(word="bloater").exists()


def test_that_nothing_was_found_is_said_only_if_everything_was_looked_through(slow_down):
    build_post("Herring")
    assert find("bloater").total == 0
    slow_down(1)
    with pytest.raises(SearchOverloadedError):
        find("bloater")


def test_a_visitor_is_told_that_fewer_texts_were_looked_at(slow_down, client):
    build_post("Herring")
    assert "fewer texts" not in client.get("/search/?q=herring").content.decode()
    slow_down(1)
    assert "fewer texts were looked at" in client.get("/search/?q=herring").content.decode()


def test_a_search_that_was_given_up_is_not_reported_as_one_without_results(slow_down, client):
    build_post("Herring")
    slow_down(16)
    assert client.get("/search/?q=herring").status_code == 503
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


def test_suggestions_that_take_too_long_are_not_none(monkeypatch, caplog):
    build_person("Ida", "Quill")
    assert suggest(Site.objects.get(), "quill")
    monkeypatch.setattr("search.engine.suggestions.TIMEOUT_MS", 0)
    with pytest.raises(SearchOverloadedError):
        suggest(Site.objects.get(), "quill")
    assert "too long" in caplog.text
