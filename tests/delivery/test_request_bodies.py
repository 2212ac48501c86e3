"""Bodies of requests are bounded by time and number before a view runs."""

import io
import threading

import pytest

from delivery import request_bodies
from delivery.request_bodies import BodyLimits


class Input:
    """A body of which a part arrives and then nothing more, until the client is let go."""

    def __init__(self, first: bytes = b"half") -> None:
        self.first, self.gone, self.reached = first, threading.Event(), threading.Event()

    def read(self, size: int) -> bytes:
        if self.first:
            chunk, self.first = self.first, b""
            return chunk
        self.reached.set()
        self.gone.wait(20)
        return b""


def application(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def limits(monkeypatch):
    monkeypatch.setattr(request_bodies, "GRACE_SECONDS", 0.1)
    monkeypatch.setattr(request_bodies, "CHECK_SECONDS", 0.02)
    return BodyLimits(application)


def send(limits, body, length="8"):
    answered = []
    content = limits({"CONTENT_LENGTH": length, "wsgi.input": body}, lambda *answer: answered.append(answer))
    return answered[0][0], b"".join(content)


def test_whole_body_is_handed_on(limits):
    assert send(limits, io.BytesIO(b"complete and more")) == ("200 OK", b"complete")


def test_slow_body_is_given_up_and_its_place_is_free_again(limits):
    for _ in range(request_bodies.MAX_BODIES + 1):
        body = Input()
        assert send(limits, body)[0] == "408 Request Timeout"
        body.gone.set()


def test_too_many_bodies_at_once_are_refused(limits, monkeypatch):
    monkeypatch.setattr(request_bodies, "GRACE_SECONDS", 20)
    bodies = [Input() for _ in range(request_bodies.MAX_BODIES)]
    threads = [threading.Thread(target=send, args=[limits, body]) for body in bodies]
    for thread in threads:
        thread.start()
    assert all(body.reached.wait(10) for body in bodies)
    assert send(limits, io.BytesIO(b"complete"))[0] == "503 Service Unavailable"
    assert send(limits, None, length="")[0] == "200 OK"
    for body in bodies:
        body.gone.set()
    for thread in threads:
        thread.join()
    assert send(limits, io.BytesIO(b"complete"))[0] == "200 OK"


@pytest.mark.parametrize("length", ["", "0", "-1", "many"])
def test_no_body_is_read_without_a_length(limits, length):
    assert send(limits, None, length) == ("200 OK", b"")


def test_client_that_goes_away_raises_what_reading_raised(limits):
    class Gone:
        def read(self, size):
            raise OSError("connection reset")

    with pytest.raises(OSError, match="reset"):
        send(limits, Gone())
