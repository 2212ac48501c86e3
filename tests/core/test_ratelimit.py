"""Holding off one client without keeping its address or troubling the others."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from core.ratelimit import client_address, retry_after


def request_from(address: str, forwarded: str = ""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)


def ask(address: str, times: int = 1, purpose: str = "test") -> int:
    """Ask a number of times, of which three a minute are allowed; return how long the last one has to wait."""
    return [retry_after(request_from(address), purpose, 3, 60) for _time in range(times)][-1]


class TestAddress:
    def test_a_proxy_is_believed_only_where_it_may_be(self, settings):
        request = request_from("192.0.2.1", "198.51.100.9, 203.0.113.7")
        assert client_address(request) == "192.0.2.1"
        settings.TRUST_PROXY = True
        # The last address is the one that the proxy saw; those before it are the client's word.
        assert client_address(request) == "203.0.113.7"
        assert client_address(request_from("192.0.2.1")) == "192.0.2.1"


class TestLimit:
    @pytest.fixture(autouse=True)
    def _at_twenty_past_the_minute(self):
        with time_machine.travel("2026-03-02T10:00:20Z", tick=False):
            yield

    def test_up_to_the_limit_and_beyond(self):
        assert ask("192.0.2.1", times=3) == 0
        assert ask("192.0.2.1") == 41

    def test_each_client_and_each_purpose_counts_for_itself(self):
        ask("192.0.2.1", times=4)
        assert ask("192.0.2.2") == 0
        assert ask("192.0.2.1", purpose="other") == 0

    def test_one_line_of_ipv6_is_one_client(self):
        ask("2001:db8:1:2::1", times=3)
        assert ask("2001:db8:1:2:aaaa::9") > 0
        assert ask("2001:db8:1:3::1") == 0

    def test_the_next_window_begins_anew(self):
        ask("192.0.2.1", times=4)
        with time_machine.travel(timezone.now() + timedelta(seconds=40), tick=False):
            assert ask("192.0.2.1") == 0

    @pytest.mark.parametrize("address", ["", "unknown", "a" * 10_000])
    def test_an_address_that_is_none(self, address):
        assert ask(address, times=3) == 0
        assert ask(address) > 0

    def test_no_address_is_kept(self, monkeypatch):
        keys = []
        monkeypatch.setattr(cache, "incr", lambda key: keys.append(key) or 1)
        ask("192.0.2.1")
        assert "192.0.2.1" not in keys[0]

    def test_a_cache_that_forgets_lets_everybody_in(self, settings):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        assert ask("192.0.2.1", times=10) == 0
