"""Reading from a real streaming replica: which requests go there, and what happens when it lags or dies."""

import time
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import RequestFactory
from wagtail.models import Site

from core.database_roles import is_replica, make_replica_connection, use_connection
from core.generation import follow
from core.shared_counter import SharedCounter
from delivery.connection_slots import ConnectionSlots
from delivery.replica import Replica, ReplicaReads
from demo.builders import build_post
from search.models import SearchCount
from tests.replication import Node, make_wrapper, replicated_database


class Stack:
    """The site on two databases, as a web process has it."""

    def __init__(self, primary: Node, replica: Node, counter: SharedCounter) -> None:
        self.primary, self.replica, self.counter, self.now = primary, replica, counter, 1000.0
        self.editor = make_wrapper(primary)
        connections.settings["replica"] = replica.settings
        self.watch = Replica(make_wrapper(primary), make_replica_connection(), clock=lambda: self.now)
        slots = ConnectionSlots(self.application, make=lambda: make_wrapper(primary))
        self.reads = ReplicaReads(self.application, slots, self.watch)
        self.django = get_wsgi_application()
        self.asked: list[str] = []

    def application(self, environ, start_response):
        self.asked.append("replica" if is_replica() else "primary")
        return self.django(environ, start_response)

    def get(self, path: str, cookies: dict[str, str] | None = None) -> tuple[int, str]:
        """Return the status and the text of the answer; ``asked`` has who gave it."""
        self.asked.clear()
        environ = RequestFactory().get(path).environ
        if cookies:
            environ["HTTP_COOKIE"] = SimpleCookie(cookies).output(header="", sep=";")
        else:
            environ.pop("HTTP_COOKIE", None)
        status: list[str] = []
        before = connections["default"]
        answer = self.reads(environ, lambda *arguments: status.append(arguments[0]))
        text = b"".join(answer).decode()
        answer.close()  # type: ignore[attr-defined]  # Django's has it
        connections["default"] = before
        return int(status[-1][:3]), text

    def publish(self, title: str) -> str:
        """Publish a post, let this process know, and return its path."""
        with use_connection(self.editor):
            post = build_post(title=title)
            self.follow_generation()
            return post.url

    def follow_generation(self) -> None:
        with self.editor.cursor() as cursor:
            cursor.execute("SELECT number FROM delivery_generation")
            self.counter.raise_to(cursor.fetchone()[0])

    def wait_for_replica(self) -> None:
        (position,) = self.primary.run("SELECT pg_current_wal_lsn()")[0]
        deadline = time.monotonic() + 20
        while not self.replica.run(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn")[0][0]:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def wait_until_replica_is_used(self) -> None:
        """Look as often as it takes: PostgreSQL's own jobs write to the log, too, so that one look may find it late."""
        deadline = time.monotonic() + 20
        self.watch.probe()
        while not self.watch.is_usable:
            assert time.monotonic() < deadline, self.watch.problem
            time.sleep(0.02)
            self.watch.probe()


@pytest.fixture(scope="module")
def nodes(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Node, Node]]:
    with django_db_blocker.unblock(), replicated_database(tmp_path_factory.mktemp("replication")) as both:
        yield both


@pytest.fixture
def stack(nodes, db, tmp_path, settings) -> Iterator[Stack]:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.KEPT_ANSWERS_MEGABYTES = 0  # the same page is asked for again, and must be read each time
    counter = SharedCounter(tmp_path / "generation")
    follow(counter)
    Site.clear_site_root_paths_cache()
    made = Stack(nodes[0], nodes[1], counter)
    made.follow_generation()
    made.wait_for_replica()
    made.wait_until_replica_is_used()
    yield made
    follow(None)
    connections.settings.pop("replica", None)
    Site.clear_site_root_paths_cache()


def test_visitors_read_from_the_replica_and_whoever_is_known_from_the_primary(stack):
    path = stack.publish("A post that is replicated")
    stack.wait_for_replica()
    status, text = stack.get(path)
    assert (status, stack.asked) == (200, ["replica"])
    assert "A post that is replicated" in text
    for cookies in ({"sessionid": "a"}, {"csrftoken": "b"}):
        assert stack.get(path, cookies)[0] == 200
        assert stack.asked == ["primary"]
    assert stack.get(path + "booking/token/") == stack.get(path + "booking/token/")
    assert stack.asked == ["primary"], "what visitors wrote themselves"


def test_a_change_is_visible_at_the_next_request_though_the_replica_is_late(stack):
    stack.replica.run("SELECT pg_wal_replay_pause()")
    try:
        path = stack.publish("News of this second")
        status, text = stack.get(path)
        assert (status, stack.asked) == (200, ["primary"])
        assert "News of this second" in text
    finally:
        stack.replica.run("SELECT pg_wal_replay_resume()")
    stack.wait_for_replica()
    stack.get(path)
    assert stack.asked == ["replica"]


def test_a_replica_that_lags_is_left_out_until_it_has_caught_up(stack, settings):
    stack.replica.run("SELECT pg_wal_replay_pause()")
    try:
        with stack.editor.cursor() as cursor:
            cursor.execute("SELECT pg_logical_emit_message(true, '', 'raises no generation')")
        stack.watch.probe()
        stack.now += settings.REPLICA_MAX_LAG - 1
        stack.watch.probe()
        assert stack.watch.is_usable
        stack.now += 2
        stack.watch.probe()
        assert not stack.watch.is_usable
        assert "lags" in stack.watch.problem
        stack.get("/")
        assert stack.asked == ["primary"]
    finally:
        stack.replica.run("SELECT pg_wal_replay_resume()")
    stack.wait_for_replica()
    stack.wait_until_replica_is_used()
    assert (stack.watch.is_usable, stack.watch.lag) == (True, 0)
    stack.now += 3600  # nothing was written: that is no lag
    stack.watch.probe()
    assert stack.watch.is_usable


def test_a_search_is_answered_by_the_replica_and_counted_by_the_primary(stack):
    stack.publish("Perpendicular dirigibles")
    stack.wait_for_replica()
    status, text = stack.get("/search/?q=dirigibles")
    assert (status, stack.asked) == (200, ["replica"])
    assert "Perpendicular" in text
    with use_connection(stack.editor):
        assert SearchCount.objects.get(query="dirigibles").searches == 1


def test_a_dead_replica_costs_no_answer_and_is_used_again_when_it_is_back(stack):
    path = stack.publish("While the replica is down")
    stack.wait_for_replica()
    stack.get(path)
    stack.replica.stop()
    assert stack.get(path)[0] == 200
    assert stack.asked[-1] == "primary"
    assert not stack.watch.is_usable
    assert (stack.get(path)[0], stack.asked) == (200, ["primary"])
    stack.replica.start()
    stack.wait_until_replica_is_used()
    assert (stack.get(path)[0], stack.asked) == (200, ["replica"])


def test_reading_goes_on_from_the_replica_while_the_primary_is_dead(stack):
    path = stack.publish("While the primary is down")
    stack.wait_for_replica()
    stack.wait_until_replica_is_used()
    stack.primary.stop()
    try:
        stack.watch.probe()
        assert (stack.get(path)[0], stack.asked) == (200, ["replica"])
        status, text = stack.get("/search/?q=primary")
        assert (status, stack.asked) == (200, ["replica"])
        assert "1 result for" in text
    finally:
        stack.primary.start()


def test_what_is_no_replica_is_not_used(stack):
    alone = Replica(make_wrapper(stack.primary), make_wrapper(stack.primary))
    alone.probe()
    assert not alone.is_usable
    assert "no replica" in alone.problem
