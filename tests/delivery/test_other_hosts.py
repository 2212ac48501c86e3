"""A change is answered once the web processes of other hosts have heard of it."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpResponse

from core.generation import follow
from delivery import other_hosts
from delivery.other_hosts import OtherHostsMiddleware, Seen, wait_for_hosts

pytestmark = pytest.mark.django_db


class Counter:
    value = 7


@pytest.fixture
def follower():
    """The connection of a follower of another host."""
    database = connections["default"].copy()
    yield database
    database.close()


@pytest.fixture
def counter():
    follow(counter := Counter())  # type: ignore[arg-type]  # all that is read of one
    yield counter
    follow(None)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(other_hosts, "PATIENCE_SECONDS", 0)


def test_a_host_is_waited_for_until_it_has_seen_the_generation(follower):
    seen = Seen()
    seen.tell(follower, 7)
    assert wait_for_hosts(7)
    assert not wait_for_hosts(8)
    seen.tell(follower, 8)
    assert wait_for_hosts(8)


def test_a_host_that_died_is_not_waited_for(follower, monkeypatch):
    seen = Seen()
    seen.tell(follower, 7)
    follower.close()
    with monkeypatch.context() as patient:  # the server notices in its own time that a connection is closed
        patient.setattr(other_hosts, "PATIENCE_SECONDS", 60)
        assert wait_for_hosts(8)
    seen.forget()
    seen.tell(follower, 7)  # connected again
    assert not wait_for_hosts(8)


def test_only_requests_that_changed_something_wait(settings, rf, counter, monkeypatch):
    waited = []
    monkeypatch.setattr(other_hosts, "wait_for_hosts", waited.append)
    monkeypatch.setattr(other_hosts, "has_other_hosts", lambda: True)

    def change(request):
        counter.value += 1
        return HttpResponse()

    OtherHostsMiddleware(change)(rf.get("/"))
    OtherHostsMiddleware(lambda request: HttpResponse())(rf.post("/"))
    assert waited == []
    OtherHostsMiddleware(change)(rf.post("/"))
    assert waited == [9]


def test_one_machine_waits_for_nobody(monkeypatch):
    monkeypatch.setattr(other_hosts, "has_other_hosts", lambda: False)
    with pytest.raises(MiddlewareNotUsed):
        OtherHostsMiddleware(lambda request: HttpResponse())
