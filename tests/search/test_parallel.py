"""Parallel queries: a search uses two connections at once; what it finds is the same."""

from datetime import UTC, datetime
from threading import current_thread

import pytest
from django.db import connection, transaction

from demo.builders import build_person, build_post, build_topic, paragraph_block
from search.engine.db import parallel
from search.engine.db.parallel import run_in_parallel
from search.engine.db.session import SearchTimeoutError, search_session

from .helpers import find

TEXTS = {
    2026: "The harbour pilot and the ferry crossed the estuary at dawn",
    2025: "The ferry crossed the harbour, and the pilot slept",
    2023: "No pilot: the harbour ferry crossed by itself",
    2011: "A harbour pilot of the ferry that crossed the estuary",
}
QUERIES = [
    {"q": "harbour"},
    {"q": "harbour ferry"},
    {"q": "harbour", "year": 2023},
    {"q": "harbour", "sort": "date"},
    {"q": "harbour year:2011"},
    {"q": '"harbour pilot"'},
    {"q": "which pilot crossed the estuary by ferry at dawn"},
    {"q": "harbour -estuary", "page_size": 1, "page": 2},
    {"q": "harbour", "page": 9},
    {"q": "pylon harbour"},
]


@pytest.fixture
def backends(monkeypatch) -> list[int]:
    """The process ids of the second connections of searches."""
    process_ids, run = [], parallel._run_on_own_connection

    def remember(query, on_replica):
        def remembered_query():
            process_ids.append(backend())
            return query()

        return run(remembered_query, on_replica)

    monkeypatch.setattr(parallel, "_run_on_own_connection", remember)
    return process_ids


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def wait(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def found(values: dict) -> tuple:
    search = find(**values)
    return [(result.title, result.snippet) for result in search.results], search.total, search.facets


def test_it_finds_and_counts_the_same(committed, backends, monkeypatch):
    monkeypatch.setattr("search.engine.retrieval.strategies.MANY_ROWS", 0)
    monkeypatch.setattr("search.engine.retrieval.strategies.MAX_ROWS_READ", 2)
    ida, water = build_person("Ida", "Quill"), build_topic("Water")
    for year, text in TEXTS.items():
        build_post(
            f"Of {year}",
            date=datetime(year, 5, 1, tzinfo=UTC),
            authors=[{"person": ida}],
            topics=[water],
            body=[paragraph_block(f"<p>{text}</p>")],
        )
    on_two = [found(values) for values in QUERIES]
    assert set(backends).isdisjoint({backend()})
    assert len(set(backends)) == 1
    assert len(backends) >= len(QUERIES)
    with transaction.atomic():
        asked = len(backends)
        assert [found(values) for values in QUERIES] == on_two
        assert len(backends) == asked
    assert [total for _results, total, _facets in on_two[:3]] == [4, 4, 1]


def test_it_goes_on_when_postgresql_has_ended_the_connection(committed, backends, monkeypatch):
    monkeypatch.setattr("search.engine.retrieval.strategies.MANY_ROWS", 0)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    build_post("Harbour")
    assert found({"q": "harbour"})[1] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backends[0]])
    assert found({"q": "harbour"})[1] == 1
    assert len(set(backends)) == 2


def test_it_is_given_up_when_it_takes_too_long(committed, monkeypatch):
    monkeypatch.setattr("search.engine.db.session.TIMEOUT_MS", 500)
    with search_session(1000):
        waiting = run_in_parallel(lambda: wait(30))
        with pytest.raises(SearchTimeoutError):
            waiting()
        assert run_in_parallel(lambda: 7)() == 7


@pytest.mark.parametrize(("pooled", "kept"), [(False, "off"), (True, "on")])
def test_the_connection_keeps_its_settings_unless_others_get_it_from_a_pooler(committed, monkeypatch, pooled, kept):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", pooled)
    with search_session(1000):
        assert run_in_parallel(lambda: setting("enable_seqscan"))() == "off"
    assert parallel._executor.submit(setting, "enable_seqscan").result() == kept


def test_one_search_at_a_time_has_it(committed):
    with search_session(1000):
        first = run_in_parallel(lambda: (wait(0.2), current_thread())[1])
        assert run_in_parallel(current_thread)() is current_thread()
        assert first() is not current_thread()
        assert run_in_parallel(current_thread)() is not current_thread()


@pytest.mark.django_db
def test_what_is_not_saved_for_others_yet_is_asked_on_its_own_connection():
    with search_session(1000):
        assert run_in_parallel(current_thread)() is current_thread()


@pytest.mark.django_db
@pytest.mark.parametrize("years", [(2026, 2026), (2026, 2023), (2024, 2009), (2001, 1987)])
def test_the_newest_of_many_are_found_however_old_they_are(monkeypatch, years):
    monkeypatch.setattr("search.engine.retrieval.strategies.MANY_ROWS", 0)
    monkeypatch.setattr("search.engine.retrieval.strategies.MAX_SCORED_OF_MANY", 2)
    for number, year in enumerate((*years, 1965)):
        text = "<p>Where the harbour was, one cannot tell.</p>"
        build_post(f"Post {number}", date=datetime(year, 5, 3 - number, tzinfo=UTC), body=[paragraph_block(text)])
    search = find("harbour", page_size=2)
    assert [result.title for result in search.results] == ["Post 0", "Post 1"]
    assert search.total == 3
