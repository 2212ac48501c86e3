"""Concurrency limit: few searches run at once, the others wait, and who waits too long is told when to come back."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from queue import SimpleQueue
from threading import Thread, Timer

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client

from bench.search.posts import load_posts
from bench.search.zipf import Language
from demo.builders import build_person, build_post, build_topic
from search.engine import SearchOverloadedError
from search.engine.db import slots
from search.engine.db.session import search_session
from search.engine.db.slots import wait_for_slot
from search.models import SearchCount, SearchDocument

from .helpers import find

PATHS = ["/search/?q=herring", "/search/results.json?q=herring", "/search/results.atom?q=herring"]
SUGGESTIONS = ["/search/suggest.json?q=herring", "/search/opensearch-suggestions.json?q=herring"]
#: Holds a slot from when it has printed a line, as a search in another process does.
HOLDER = """
import time, django
django.setup()
from django.db import connection
from search.engine.db.session import search_session
from search.engine.db.slots import wait_for_slot
with wait_for_slot() as slot, search_session(60_000, slot), connection.cursor() as cursor:
    print("held", flush=True)
    {work}
"""


@pytest.fixture
def limit(monkeypatch):
    """Return a function that sets how many searches run at once, and how many seconds others wait."""

    def set_limit(running: int, seconds: float) -> None:
        numbers: SimpleQueue[int] = SimpleQueue()
        for number in range(running):
            numbers.put(number)
        monkeypatch.setattr(slots, "MAX_RUNNING", running)
        monkeypatch.setattr(slots, "_numbers", numbers)
        monkeypatch.setattr(slots, "MAX_WAIT_SECONDS", seconds)

    return set_limit


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def take(number: int = 0) -> None:
    """Take a lock as another process does, for as long as the connection is in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [slots._LOCK_CLASS, number])


def in_thread(work, *, seconds: float) -> Thread:
    """Do ``work`` in a transaction of another connection and keep it open for some seconds; return when it is done."""
    taken: SimpleQueue[bool] = SimpleQueue()

    def hold() -> None:
        with transaction.atomic():
            work()
            taken.put(True)
            time.sleep(seconds)
        connections.close_all()

    thread = Thread(target=hold)
    thread.start()
    taken.get(timeout=10)
    return thread


class TestInOneProcess:
    def test_as_many_run_at_once_as_there_are_slots(self, limit):
        limit(2, 0.1)
        with ExitStack() as held:
            numbers = {held.enter_context(wait_for_slot()).number for _ in range(2)}
            assert numbers == {0, 1}
            start = time.monotonic()
            with pytest.raises(SearchOverloadedError), wait_for_slot():
                pass
            assert 0.1 <= time.monotonic() - start < 2
        with wait_for_slot() as slot:
            assert slot.number in numbers

    def test_one_that_waits_gets_the_slot_of_the_one_that_ends(self, limit):
        limit(1, 20)
        held = wait_for_slot()
        held.__enter__()
        Timer(0.2, held.__exit__, [None, None, None]).start()
        with wait_for_slot() as slot:
            assert 0 < slot.wait_left < 19.9

    def test_a_search_that_fails_gives_its_slot_back(self, limit):
        limit(1, 0.1)
        with pytest.raises(ZeroDivisionError), wait_for_slot():
            raise ZeroDivisionError
        with wait_for_slot():
            pass


class TestAmongProcesses:
    def test_a_search_waits_until_another_process_has_done(self, committed, limit):
        build_post("Herring")
        limit(1, 20)
        thread = in_thread(take, seconds=0.5)
        start = time.monotonic()
        assert find("herring").total == 1
        assert time.monotonic() - start > 0.2
        thread.join()

    def test_any_lock_that_is_free_will_do(self, committed, limit):
        build_post("Herring")
        limit(2, 0.1)
        thread = in_thread(take, seconds=1)
        for _number in range(2):
            assert find("herring").total == 1
        thread.join()

    def test_it_waits_no_longer_than_it_may(self, committed, limit):
        build_post("Herring")
        limit(1, 0.2)
        thread = in_thread(take, seconds=1.5)
        start = time.monotonic()
        with pytest.raises(SearchOverloadedError):
            find("herring")
        assert 0.2 <= time.monotonic() - start < 1.4
        thread.join()
        assert find("herring").total == 1

    @pytest.mark.parametrize("work", ["time.sleep(60)", 'cursor.execute("SELECT pg_sleep(1)"); time.sleep(60)'])
    def test_the_slot_of_a_process_that_is_killed_is_free(self, committed, limit, work):
        build_post("Herring")
        environment = {**os.environ, "DATABASE_URL": committed, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        command = [sys.executable, "-c", HOLDER.format(work=work)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            limit(1, 0.1)
            with pytest.raises(SearchOverloadedError):
                find("herring")
            holder.send_signal(signal.SIGKILL)
        limit(1, 20)
        assert find("herring").total == 1


@pytest.mark.django_db
def test_an_outer_transaction_keeps_its_own_time_limits(limit):
    limit(1, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '7s', true), set_config('statement_timeout', '8s', true)")
    with wait_for_slot() as slot, search_session(1000, slot):
        assert (setting("lock_timeout"), setting("statement_timeout")) == ("0", "1s")
    assert (setting("lock_timeout"), setting("statement_timeout")) == ("7s", "8s")


@pytest.mark.django_db
class TestAnswers:
    @pytest.fixture(autouse=True)
    def _taken(self, limit):
        build_post("Herring")
        limit(1, 0.05)
        with wait_for_slot():
            yield

    @pytest.mark.parametrize("path", [*PATHS, *SUGGESTIONS])
    def test_say_when_to_come_back(self, client, path):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"
        assert response.headers["Cache-Control"] == "no-store"

    def test_are_a_page_of_the_site_and_data(self, client):
        html = client.get(PATHS[0]).content.decode()
        assert "Search is busy" in html
        assert 'href="/search/?q=herring"' in html
        assert "<header" in html
        for path in [*PATHS[1:], *SUGGESTIONS]:
            assert "busy" in client.get(path).json()["error"]

    def test_are_not_counted_as_searches_without_results(self, client):
        client.get(PATHS[0])
        assert not SearchCount.objects.exists()

    def test_need_no_slot_where_nothing_is_searched_for(self, client):
        assert client.get("/search/").status_code == 200
        assert client.get("/search/suggest.json?q=h").json() == {"suggestions": []}


def _ask(query: str) -> tuple[int, list[str]]:
    response = Client().get("/search/results.json", {"q": query})
    return response.status_code, [result["url"] for result in response.json().get("results", [])[:5]]


def test_many_at_once_get_the_answer_that_they_would_get_alone_or_none(committed):
    language = Language(seed=3)
    topics = [build_topic(f"Topic {number}").pk for number in range(3)]
    people = [build_person("Ida", f"Quill {number}").pk for number in range(2)]
    load_posts(language.posts(200, topics, people))
    call_command("update_search", verbosity=0)
    bodies = SearchDocument.objects.filter(kind="post").order_by("pk").values_list("body", flat=True)[:48:2]
    queries = [" ".join(body.split()[20 : 24 + number % 12]) for number, body in enumerate(bodies)]
    alone = {query: _ask(query) for query in queries}
    assert {status for status, _urls in alone.values()} == {200}
    answers: list[tuple[str, tuple[int, list[str]]]] = []

    def visit(first: int) -> None:
        answers.extend((query, _ask(query)) for query in queries[first::4])
        connections.close_all()

    threads = [Thread(target=visit, args=[number % 4]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2 * len(queries)
    assert {query: answer for query, answer in answers if answer not in (alone[query], (503, []))} == {}
    assert any(answer == alone[query] for query, answer in answers)
