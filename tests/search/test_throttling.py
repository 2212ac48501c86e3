"""Throttling: a client that searches too often is refused, and told when to come back."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from search import throttling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _low_limits(monkeypatch):
    monkeypatch.setattr(throttling, "MAX_REQUESTS", {"search": 2, "suggest": 2, "click": 2})
    with time_machine.travel("2026-03-02T10:00:20Z", tick=False):
        yield


def ask(client, path: str, times: int = 3, **extra):
    return [client.get(path, **extra) for _time in range(times)][-1]


@pytest.mark.parametrize("path", ["/search/?q=x", "/search/results.json?q=x", "/search/results.atom?q=x"])
def test_searches(client, path):
    assert ask(client, path, times=2).status_code == 200
    response = ask(client, path, times=1)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "41"
    assert response.headers["Cache-Control"] == "no-store"
    with time_machine.travel(timezone.now() + timedelta(seconds=41), tick=False):
        assert client.get(path).status_code == 200


def test_it_is_said_in_words_and_as_data(client):
    html = ask(client, "/search/?q=x").content.decode()
    assert "Too many searches" in html
    assert "41 seconds" in html
    assert "error" in ask(client, "/search/results.json?q=x").json()


def test_all_ways_of_searching_count_together_and_suggestions_apart(client):
    ask(client, "/search/results.json?q=x")
    assert client.get("/search/?q=x").status_code == 429
    assert ask(client, "/search/suggest.json?q=xy", times=2).status_code == 200
    assert ask(client, "/search/suggest.json?q=xy", times=1).status_code == 429


def test_others_are_not_held_off(client, settings):
    ask(client, "/search/?q=x")
    assert client.get("/search/?q=x", REMOTE_ADDR="192.0.2.7").status_code == 200
    settings.TRUST_PROXY = True
    assert client.get("/search/?q=x", HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 200
