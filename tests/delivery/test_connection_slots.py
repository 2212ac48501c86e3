"""Connections of the database are handed out to requests, and threads stay free for what needs none."""

import threading

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from delivery import connection_slots
from delivery.connection_slots import THREADS, ConnectionSlots
from delivery.request_bodies import MAX_BODIES
from delivery.supervisor import build_server_command


class Gate:
    """An application whose requests wait until they are let go, and tell which connection they have."""

    def __init__(self) -> None:
        self.open, self.entered = threading.Event(), threading.Semaphore(0)
        self.seen: list[BaseDatabaseWrapper] = []

    def __call__(self, environ, start_response):
        self.seen.append(connections["default"])
        self.entered.release()
        self.open.wait(20)
        start_response("200 OK", [])
        return [b"done"]


def ask(slots, path="/blog/"):
    answers = []
    response = slots({"PATH_INFO": path}, lambda *answer: answers.append(answer))
    content = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return answers[0][0], content


def start(slots, path="/blog/") -> threading.Thread:
    thread = threading.Thread(target=ask, args=[slots, path])
    thread.start()
    return thread


def test_request_has_a_connection_of_its_own_until_it_ends():
    gate = Gate()
    gate.open.set()
    slots, own = ConnectionSlots(gate, number=1), connections["default"]
    try:
        assert [ask(slots) for _ in range(3)] == [("200 OK", b"done")] * 3
        assert len(set(gate.seen)) == 1
        assert gate.seen[0] is not own
    finally:
        connections["default"] = own


def test_those_that_wait_are_bounded_and_what_needs_no_database_is_answered(monkeypatch):
    gate = Gate()
    slots = ConnectionSlots(gate, number=2, waiting=1)
    threads = [start(slots) for _ in range(2)]
    assert all(gate.entered.acquire(timeout=10) for _ in threads)
    threads.append(start(slots))
    while slots._places._value:  # until the third one waits
        pass
    assert ask(slots)[0] == "503 Service Unavailable"
    threads.append(start(slots, "/health/live/"))
    assert gate.entered.acquire(timeout=10)
    gate.open.set()
    for thread in threads:
        thread.join(10)
    assert len(gate.seen) == 4


def test_waiting_ends(monkeypatch):
    monkeypatch.setattr(connection_slots, "WAIT_SECONDS", 0.01)
    gate = Gate()
    slots = ConnectionSlots(gate, number=1)
    thread = start(slots)
    assert gate.entered.acquire(timeout=10)
    assert ask(slots) == (
        "503 Service Unavailable",
        b"The site has more to do than it can at this moment. Please try again in a few seconds.",
    )
    gate.open.set()
    thread.join(10)


def test_connection_comes_back_from_an_error_and_from_an_answer_that_is_dropped():
    def fail(environ, start_response):
        raise RuntimeError("a fault")

    own = connections["default"]
    try:
        failing = ConnectionSlots(fail, number=1)
        for _ in range(2):
            with pytest.raises(RuntimeError, match="a fault"):
                ask(failing)
        gate = Gate()
        gate.open.set()
        slots = ConnectionSlots(gate, number=1)
        for _ in range(2):
            slots({"PATH_INFO": "/"}, lambda *answer: None)  # nobody closes it
        assert connections["default"] is not gate.seen[0]
    finally:
        connections["default"] = own


def test_there_are_threads_for_all_and_some_to_spare():
    command = build_server_command("127.0.0.1", 8000, 2, False)
    assert command[command.index("--blocking-threads") + 1] == str(THREADS)
    assert THREADS > connection_slots.CONNECTIONS + connection_slots.MAX_WAITING + MAX_BODIES


@pytest.mark.django_db
def test_another_thread_may_use_the_connection():
    wrapper = connection_slots.make_connection()
    found = []

    def query():
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT 1")
            found.append(cursor.fetchone())

    thread = threading.Thread(target=query)
    thread.start()
    thread.join(10)
    wrapper.close()
    assert found == [(1,)]
    assert connection.alias == "default"
