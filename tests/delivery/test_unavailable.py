"""A database that is away, busy or read-only, and a full disk: 503 in words, never 500."""

import errno
import time
from unittest import mock

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import (
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
    transaction,
)

from bookings.tokens import make_booking_token
from core.circuit_breaker import CircuitBreaker
from core.storage import WholeFileStorage
from delivery import unavailable
from delivery.database import LimitedConnection
from delivery.unavailable import PROBE_SECONDS, Reason, find_reason
from demo.builders import build_event, build_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _breaker(monkeypatch):
    monkeypatch.setattr(unavailable, "breaker", CircuitBreaker(PROBE_SECONDS))


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OperationalError("connection refused"), Reason.AWAY),
        (InterfaceError("connection already closed"), Reason.AWAY),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), Reason.BUSY),
        (caused(OperationalError(), psycopg.errors.LockNotAvailable()), Reason.BUSY),
        (caused(OperationalError(), psycopg.errors.DiskFull()), Reason.BUSY),
        (caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()), Reason.READ_ONLY),
        (OSError(errno.ENOSPC, "No space left on device"), Reason.DISK),
        (OSError(errno.EROFS, "Read-only file system"), Reason.DISK),
        (InternalError(), None),
        (ProgrammingError(), None),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (None, None),
    ],
)
def test_what_passes_by_itself_is_told_from_faults(error, reason):
    assert find_reason(error) is reason


def assert_unavailable(response, words: str):
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert words in response.content.decode()
    assert "css/tokens" in response.content.decode()
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("error", [OperationalError("the connection is lost"), InterfaceError("connection is closed")])
def test_page_without_a_database(client, error):
    url = build_post().url
    with mock.patch.object(connections["default"], "cursor", side_effect=error):
        response = client.get(url)
        assert_unavailable(response, "back in a moment")
        ready = client.get("/health/ready/")
        data = client.get("/search/suggest.json?q=anything")
        assert client.get("/health/live/").status_code == client.get("/robots.txt").status_code == 200
    assert (ready.status_code, ready.json()["database"]) == (503, "away")
    assert (data.status_code, data.json()["status"]) == (503, "unavailable")


def test_session_that_cannot_be_kept(client):
    """The error is of a middleware, and arrives in the handler of errors."""
    client.raise_request_exception = False
    middleware = "django.contrib.sessions.middleware.SessionMiddleware.process_response"
    with mock.patch(middleware, side_effect=OperationalError("away")):
        assert_unavailable(client.get("/"), "back in a moment")


@pytest.fixture
def make_read_only():
    """Return a function that lets the database be read only, until the end of the test."""
    savepoints = []

    def make():
        savepoints.append(transaction.savepoint())
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")

    yield make
    transaction.savepoint_rollback(savepoints[0])


def test_log_in_while_the_database_is_read_only(client, make_user, make_read_only):
    make_user("Editors", "ada")
    make_read_only()
    response = client.post("/admin/login/", {"username": "ada", "password": "a-long-password"})
    assert response.status_code == 503
    assert "only be read" in response.content.decode()


def test_cancelling_a_booking_while_the_database_is_read_only(client, make_read_only):
    event = build_event("Lecture", takes_bookings=True)
    booking = event.bookings.create(name="Ada", email="ada@example.org", status="confirmed")
    make_read_only()
    response = client.post(f"{event.url}booking/{make_booking_token(booking)}/cancel/")
    assert_unavailable(response, "only be read")


def test_upload_to_a_full_disk_is_explained(editor_client):
    with mock.patch.object(WholeFileStorage, "_save", side_effect=OSError(errno.ENOSPC, "full")):
        from_view = editor_client.post(
            "/admin/documents/add/", {"title": "Paper", "file": ContentFile(b"words", "paper.txt")}
        )
    assert from_view.status_code == 503
    assert "disk of this site is full" in from_view.content.decode()


class TestCircuitBreaker:
    def test_lets_one_request_a_second_through(self, monkeypatch):
        now = 100.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        breaker = CircuitBreaker(PROBE_SECONDS)
        assert breaker.allows_request()
        breaker.open()
        assert not breaker.allows_request()
        now = 101.1
        assert [breaker.allows_request() for _ in range(3)] == [True, False, False]
        breaker.close()
        assert breaker.allows_request()

    def test_is_opened_by_slow_failures_only(self, client, monkeypatch):
        def fail(*arguments):
            raise OperationalError("no answer")

        with mock.patch.object(connections["default"], "cursor", side_effect=fail):
            client.get("/blog/")
            assert unavailable.breaker.allows_request()
            monkeypatch.setattr(unavailable, "SLOW_SECONDS", -1)
            client.get("/blog/")
            assert not unavailable.breaker.allows_request()
            assert client.get("/blog/").status_code == 503


def test_server_that_never_answers_is_left(monkeypatch):
    monkeypatch.setattr(LimitedConnection, "ANSWER_SECONDS", 0.2, raising=False)
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory"), parameters.pop("context")
    limited = LimitedConnection.connect(**parameters)
    assert limited.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(OperationalError, match="no answer"):
        limited.execute("SELECT pg_sleep(30)")
    assert limited.closed
