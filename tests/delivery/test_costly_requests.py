"""What robots may cost: by client, and all of them together. Readers and patient robots are not held up."""

import time

import pytest

from core.query_parameters import register_parameters
from delivery import costly_requests
from delivery.costly_requests import (
    BURST,
    CLIENT_SECONDS,
    CROWD,
    FEW,
    RATE,
    WINDOW_SECONDS,
    Budget,
    CostLimits,
    is_costly,
)

from .page_cache.conftest import Answer, site  # noqa: F401 - a fixture

register_parameters("topic", "year")


@pytest.fixture
def now():
    return [1000.0 * WINDOW_SECONDS]


@pytest.fixture
def budget(now):
    return Budget(clock=lambda: now[0])


def crowd(budget: Budget) -> None:
    for number in range(CROWD):
        budget.charge(f"203.0.113.{number}", 0)


def environ(path: str, method: str = "GET", **extra: str) -> dict:
    path, _mark, query = path.partition("?")
    return {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": "192.0.2.7"} | extra


@pytest.mark.parametrize(
    ("path", "extra", "expected"),
    [
        ("/search/?q=ferry", {}, True),
        ("/blog/?topic=rivers", {}, True),
        ("/blog/?topic=rivers&page=2", {}, True),
        ("/blog/", {}, False),
        ("/blog/?page=2", {}, False),
        ("/blog/?topic=", {}, False),
        ("/search/", {}, False),
        ("/admin/pages/?q=ferry", {}, False),
        ("/search/?q=ferry", {"HTTP_COOKIE": "sessionid=abc"}, False),
    ],
)
def test_what_is_charged(path, extra, expected):
    assert is_costly(environ(path, **extra)) is expected
    assert not is_costly(environ(path, "POST", **extra))


def test_a_client_has_its_share_in_each_minute(budget, now):
    budget._left = 1000.0
    for _number in range(4):
        budget._left = BURST
        assert budget.allows("192.0.2.7")
        budget.charge("192.0.2.7", CLIENT_SECONDS / 4)
    now[0] += 1
    budget._left = BURST
    assert not budget.allows("192.0.2.7")
    assert budget.allows("192.0.2.8")
    now[0] += WINDOW_SECONDS
    assert budget.allows("192.0.2.7")


def test_many_addresses_together_have_one_share_that_comes_back(budget, now):
    for number in range(100):
        if budget.allows(f"192.0.2.{number}"):
            budget.charge(f"192.0.2.{number}", 0.1)
    assert not budget.allows("198.51.100.1")
    now[0] += 0.2 / RATE
    assert budget.allows("198.51.100.1")


def test_a_few_clients_are_not_refused_for_what_others_spend(budget):
    for number in range(CROWD):
        budget.charge(f"192.0.2.{number}", CLIENT_SECONDS / 2)
        assert budget.allows(f"192.0.2.{number}")
    budget.charge("198.51.100.1", 0.1)
    assert not budget.allows("198.51.100.1")


def test_waiting_is_not_charged(budget):
    limits = CostLimits(lambda environ, start_response: time.sleep(0.2) or [], budget)
    limits(environ("/search/?q=ferry"), lambda *arguments: None)
    assert budget._spent["192.0.2.7"] < 0.1


def test_when_little_is_left_newcomers_come_first(budget):
    crowd(budget)
    budget.charge("192.0.2.7", FEW + 0.1)
    budget.charge("192.0.2.8", BURST / 2)
    assert not budget.allows("192.0.2.7")
    assert budget.allows("198.51.100.1")


def test_refusals_are_503_and_change_no_kept_page(site, budget):  # noqa: F811
    site.cache._django = CostLimits(site.cache._django, budget)
    site.get("/b/")
    site.get("/a/?topic=x")
    site.change()
    crowd(budget)
    budget._left = -1.0
    site.body = b"New words"
    new = site.get("/c/?topic=x")
    assert (new.status, new.headers["Retry-After"]) == (503, str(costly_requests.RETRY_SECONDS))
    old = site.get("/a/?topic=x")
    assert (old.status, old.state) == (200, "stale")
    assert site.get("/b/").body == b"New words", "what is not charged is rendered anew at once"
    budget._left = BURST
    assert Answer(site.cache, "/a/?topic=x").body == b"New words"
