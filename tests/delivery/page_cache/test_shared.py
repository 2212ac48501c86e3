"""Pages that machines share, each with its own files and its own copy of the generation, in a real Redis."""

import pytest

from core import shared_cache
from delivery.page_cache import shared
from delivery.page_cache.shared import FilesAndShared, SharedPages
from delivery.page_cache.storage import Files
from tests.cache_server import cache_server  # noqa: F401 - a fixture

from .conftest import BODY, Site


class Machine(Site):
    def __init__(self, folder, url: str, program: str = "1") -> None:
        super().__init__(folder)
        shared_cache.get_server.cache_clear()
        self.pages = SharedPages(shared_cache.get_server(url), program)
        own = self.cache._files
        assert isinstance(own, Files)
        self.cache._files = FilesAndShared(own, self.pages, self.counter)


@pytest.fixture
def make_machine(cache_server, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(shared_cache, "PROBE_SECONDS", 0)
    shared_cache.get_server(cache_server.url).redis.flushdb()

    def make(name: str, **options: str) -> Machine:
        folder = tmp_path / name
        folder.mkdir()
        return Machine(folder, cache_server.url, **options)

    return make


def test_one_machine_renders_for_all(make_machine):
    here, there = make_machine("here"), make_machine("there")
    assert [here.get().state, there.get().state] == ["new", "hit"]
    assert (there.requests, there.get().body) == ([], BODY)
    assert there.get("/other/").state == "new"


def test_a_change_is_seen_by_all_as_soon_as_they_know_of_the_generation(make_machine):
    here, there = make_machine("here"), make_machine("there")
    here.get(), there.get()
    here.body = there.body = b"New words"
    here.change()
    assert here.get().body == b"New words"
    assert there.get().body == BODY, "the notification has not come yet"
    there.change()
    assert (there.get().body, there.requests) == (b"New words", [])


def test_the_server_may_die_at_any_time_and_come_back_with_old_pages(make_machine, cache_server):  # noqa: F811
    here, there = make_machine("here"), make_machine("there")
    here.get()
    cache_server.stop()
    here.body = there.body = b"New words"
    here.change(), there.change()
    assert [here.get().body, there.get().body, here.get().state] == [b"New words", b"New words", "hit"]
    cache_server.start()
    third = make_machine("third")
    third.body = b"New words"
    third.change()
    assert third.get().body == b"New words"
    assert [site.get("/b/").status for site in (here, there)] == [200, 200]
    assert [site.requests[-1]["PATH_INFO"] for site in (here, there)] == ["/b/", "/"], "it is used again"


def test_a_new_machine_has_old_pages_while_the_database_is_away(make_machine):
    here = make_machine("here")
    here.get()
    new = make_machine("new")
    new.change()
    new.status = "503 Service Unavailable"
    assert (new.get().body, new.get().state) == (BODY, "stale")


def test_what_is_no_longer_public_is_deleted_for_all(make_machine):
    here, there = make_machine("here"), make_machine("there")
    here.get()
    here.headers = {"Cache-Control": "private"}
    here.change()
    assert here.get().state == "django"
    there.status = "503 Service Unavailable"
    assert there.get().status == 503


def test_pages_of_another_program_and_of_forgers_are_not_used(make_machine, cache_server):  # noqa: F811
    here, upgraded = make_machine("here"), make_machine("upgraded", program="2")
    here.get()
    assert upgraded.get().state == "new"
    redis = shared_cache.get_server(cache_server.url).redis
    for name in redis.keys("page:*"):
        redis.set(name, redis.get(name).replace(b"Words", b"Lies!"))
    there = make_machine("there")
    assert (there.get().state, there.get().body) == ("new", BODY)


def test_the_fingerprint_is_that_of_the_files(settings, tmp_path):
    before = shared.get_program_fingerprint()
    assert before == shared.get_program_fingerprint()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("<p>")
    settings.BASE_DIR = tmp_path
    first = shared.get_program_fingerprint()
    (tmp_path / "templates" / "page.html").write_text("<div>")
    assert len({before, first, shared.get_program_fingerprint()}) == 3
