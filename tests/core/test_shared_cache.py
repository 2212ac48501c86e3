"""Django's cache in a real Redis: what it does while the server is dead, frozen or back again."""

import pytest
from django.core.cache import caches
from django.test import RequestFactory

from core import ratelimit, shared_cache
from core.shared_cache import SharedCache
from tests.cache_server import cache_server  # noqa: F401 - a fixture


@pytest.fixture
def machines(cache_server):  # noqa: F811
    """The caches of two machines."""
    shared_cache.get_server.cache_clear()
    first = SharedCache(cache_server.url, {})
    assert first.server is SharedCache(cache_server.url, {}).server
    first.server  # noqa: B018 - it is looked up before the other machine has one of its own
    shared_cache.get_server.cache_clear()
    second = SharedCache(cache_server.url, {})
    assert second.server is not first.server
    first.clear()
    return first, second


def let_probe(machine) -> None:
    """Act as if the time had come to ask the server again."""
    machine.server._breaker._next_probe = 0.0


def test_machines_share_what_they_keep(machines):
    here, there = machines
    here.set("title", "Words", 60)
    assert there.get("title") == "Words"
    assert here.add("title", "Others") is False
    here.set_many({"one": 1, "two": 2})
    assert there.get_many(["one", "two", "three"]) == {"one": 1, "two": 2}
    assert (here.incr("one"), there.incr("one"), there.has_key("one"), there.touch("one")) == (2, 3, True, True)
    here.delete_many(["one", "two"])
    assert there.get("one", "gone") == "gone"
    with pytest.raises(ValueError, match="not found"):
        there.incr("one")


def test_without_its_server_each_machine_keeps_for_itself(machines, cache_server):  # noqa: F811
    here, there = machines
    here.set("kept", "before")
    cache_server.kill()
    assert here.get("kept") is None
    assert here.add("count", 0) is True
    assert [here.incr("count"), here.incr("count")] == [1, 2]
    assert there.get("count") is None
    cache_server.start()
    assert here.incr("count") == 3, "it is not asked at each call"
    let_probe(here)
    let_probe(there)
    there.set("count", 10)
    assert here.get("count") == 10


def test_what_could_not_be_deleted_is_not_read_when_the_server_is_back(machines, cache_server):  # noqa: F811
    here, there = machines
    here.set_many({"paths": "old", "other": "same"})
    cache_server.stop()
    here.delete("paths")
    assert here.get("other") is None
    cache_server.start()
    let_probe(here)
    assert there.get("paths") == "old", "the server has kept it"
    assert here.get("other") == "same"
    assert there.get("paths") is None
    cache_server.stop()
    here.clear()
    cache_server.start()
    let_probe(here)
    assert here.get("other") is None
    assert there.get("other") is None


def test_a_frozen_server_is_waited_for_once(machines, cache_server, monkeypatch):  # noqa: F811
    here, _there = machines
    here.set("kept", 1)
    asked = []
    client = property(lambda self: asked.append(1) or self.server.client)
    monkeypatch.setattr(shared_cache.SharedCache, "_cache", client)
    cache_server.freeze()
    try:
        assert [here.get("kept") for _ in range(20)] == [None] * 20
        assert len(asked) == 1
    finally:
        cache_server.thaw()
    let_probe(here)
    assert here.get("kept") == 1


def test_rate_limits_count_for_all_machines_and_go_on_without_the_server(machines, cache_server, monkeypatch):  # noqa: F811
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    blocked = []
    for machine in (*machines, machines[0]):
        monkeypatch.setattr(ratelimit, "cache", machine)
        blocked.append(ratelimit.retry_after(request, "test", 2, 3600) > 0)
    assert blocked == [False, False, True]
    cache_server.kill()
    assert [ratelimit.retry_after(request, "test", 2, 3600) > 0 for _ in range(3)] == [False, False, True]
    cache_server.start()


def test_a_full_server_breaks_nothing(machines):
    here, _there = machines
    redis = here.server.redis
    redis.config_set("maxmemory", 1)
    try:
        here.set("title", "Words")
        assert here.get("title") == "Words", "in the process's own memory"
    finally:
        redis.config_set("maxmemory", 0)


def test_default_cache_is_in_memory():
    assert not isinstance(caches["default"], SharedCache)
