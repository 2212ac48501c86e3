"""The page cache in front of a small application: what is kept, and when it is rendered anew."""

import threading

import brotli
import pytest

from core.query_parameters import register_parameters, register_uncached_parameters

from .conftest import BODY, Answer

register_parameters("topic", "year")
register_uncached_parameters("old_id")


def test_a_page_is_rendered_once(site):
    answers = [site.get(), site.get(), site.get()]
    assert [answer.state for answer in answers] == ["new", "hit", "hit"]
    assert {answer.body for answer in answers} == {BODY}
    assert len(site.requests) == 1


def test_a_change_is_visible_at_the_next_request_in_every_process(site):
    other = site.make_cache()
    site.get()
    assert Answer(other).state == "hit"
    site.body = b"New words"
    site.change()
    assert Answer(other).body == b"New words"
    assert site.get().body == b"New words"
    assert site.get().state == "hit"


def test_what_is_rendered_while_a_change_is_made_is_not_taken_for_new(site):
    site.during = site.change
    assert site.get().state == "new"
    site.during, site.body = lambda: None, b"New words"
    assert site.get().body == b"New words"


@pytest.mark.parametrize("status", ["503 Service Unavailable", "500 Internal Server Error"])
def test_an_old_page_is_sent_when_it_cannot_be_rendered_and_survives_a_restart(site, status):
    site.get()
    site.status, site.body = status, b"Sorry"
    site.change()
    for cache in (site.cache, site.make_cache()):
        answer = Answer(cache)
        assert (answer.status, answer.body, answer.state) == (200, BODY, "stale")
    assert site.get("/never-read/").status == int(status[:3])
    site.status, site.body = "200 OK", b"Back"
    site.cache._retry_at = 0
    assert site.get().body == b"Back"


def test_while_the_database_is_away_it_is_not_asked_for_each_reader(site):
    site.get("/a/"), site.get("/b/")
    site.status = "503 Service Unavailable"
    site.change()
    assert [site.get(path).state for path in ("/a/", "/b/", "/a/")] == ["stale"] * 3
    assert len(site.requests) == 3


def test_one_request_renders_and_the_others_get_its_result(site):
    site.get()
    site.body = b"New words"
    site.change()
    rendering, go_on = threading.Event(), threading.Event()
    site.during = lambda: (rendering.set(), go_on.wait(5))
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(site.get())) for _ in range(4)]
    threads[0].start()
    assert rendering.wait(5)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join()
    assert [answer.body for answer in answers] == [b"New words"] * 4
    assert len(site.requests) == 2


def test_who_waits_too_long_gets_the_old_page(site, monkeypatch):
    site.get()
    site.change()
    monkeypatch.setattr("delivery.page_cache.application.WAIT_SECONDS", 0)
    inside: list[Answer] = []
    site.during = lambda: inside.append(site.get()) if not inside else None
    site.get()
    assert (inside[0].state, inside[0].body) == ("stale", BODY)


def test_who_waited_for_what_was_overtaken_by_a_change_renders_it_anew(site):
    rendering, changed = threading.Event(), threading.Event()
    site.get()
    site.change()
    site.during = lambda: (rendering.set(), changed.wait(5))
    first = threading.Thread(target=site.get)
    first.start()
    assert rendering.wait(5)
    site.body = b"Newest words"
    site.change()
    later: list[Answer] = []
    second = threading.Thread(target=lambda: later.append(site.get()))
    second.start()
    site.during = lambda: None
    changed.set()
    first.join(), second.join()
    assert later[0].body == b"Newest words"


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "csrftoken=1"},
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private"},
        {"Vary": "Accept-Language"},
    ],
)
def test_what_differs_between_visitors_is_not_kept(site, headers):
    site.get()
    site.headers |= headers
    site.change()
    assert [site.get().state for _ in range(3)] == ["django"] * 3
    assert len(site.requests) == 4
    # nor is the copy of before sent in its place, e.g. once a page has become private
    site.status = "503 Service Unavailable"
    assert site.get().status == 503
    assert Answer(site.make_cache()).status == 503


@pytest.mark.parametrize("status", ["302 Found", "403 Forbidden", "429 Too Many Requests", "500 Error", "503 Away"])
def test_errors_and_temporary_redirects_are_not_kept(site, status):
    site.status = status
    assert [site.get().status, site.get().status] == [int(status[:3])] * 2
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    ("path", "extra"),
    [
        ("/", {"HTTP_COOKIE": "a=b; sessionid=1"}),
        ("/", {"HTTP_COOKIE": "messages=1"}),
        ("/", {"HTTP_AUTHORIZATION": "Basic YTpi"}),
        ("/", {"HTTP_HOST": "evil.example"}),
        ("/", {"method": "POST"}),
        ("/", {"CONTENT_LENGTH": "5"}),
        ("/admin/", {}),
        ("/search/?q=a", {}),
        ("/documents/1/a.pdf", {}),
        ("/?old_id=5", {}),
        ("/?topic=%00", {}),
    ],
)
def test_what_django_must_see(site, path, extra):
    for _ in range(2):
        assert site.get(path, **extra).state == "django"
    assert len(site.requests) == 2


def test_only_known_parameters_tell_pages_apart_and_reach_the_page(site):
    site.get("/?utm_source=mail&topic=rivers&fbclid=1&year=")
    for path in ("/?topic=rivers", "/?year=&topic=rivers&x=2"):
        assert site.get(path).state == "hit"
    assert site.get("/?topic=seas").state == "new"
    assert [request["QUERY_STRING"] for request in site.requests] == ["topic=rivers", "topic=seas"]


def test_a_redirect_of_an_address_with_a_parameter_is_found(site):
    site.status = "404 Not Found"
    assert site.get("/index.php").status == 404
    site.status = "301 Moved"
    answer = site.get("/index.php?id=5")
    assert (answer.status, answer.state) == (301, "django")
    assert site.requests[-1]["QUERY_STRING"] == "id=5"


def test_a_page_is_rendered_for_nobody_in_particular(site):
    site.get(
        HTTP_COOKIE="_ga=1", HTTP_ACCEPT_LANGUAGE="de", HTTP_IF_NONE_MATCH='"x"', HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    names = {name for name in site.requests[0] if name.startswith("HTTP_")}
    assert names == {"HTTP_HOST"}


def test_somebody_with_an_open_form_reads_kept_pages_and_keeps_the_token(site):
    assert site.get(HTTP_COOKIE="csrftoken=1").state == "django"
    assert site.requests[-1]["HTTP_COOKIE"] == "csrftoken=1"
    site.get()
    assert site.get(HTTP_COOKIE="csrftoken=1").state == "hit"


class TestNotFound:
    def test_it_is_kept_in_memory_alone_and_shares_its_bytes(self, site):
        site.status = "404 Not Found"
        assert [site.get(f"/{number}.php").status for number in range(30)] == [404] * 30
        assert site.get("/1.php").state == "hit"
        assert not list(site.folder.glob("pages/*/*"))

    def test_it_replaces_the_page_that_was_there_and_gives_way_to_a_new_one(self, site):
        site.get()
        site.status = "404 Not Found"
        site.change()
        assert [site.get().status, site.get().state] == [404, "hit"]
        site.status = "503 Service Unavailable"
        site.change()
        assert Answer(site.make_cache()).status == 503
        site.status = "200 OK"
        site.change()
        assert [site.get().status, site.get().state] == [200, "hit"]


def test_the_same_bytes_are_not_compressed_again(site, monkeypatch):
    site.get()
    site.change()
    monkeypatch.setattr("delivery.page_cache.responses.brotli.compress", None)
    answer = site.get(HTTP_ACCEPT_ENCODING="br")
    assert (answer.state, answer.headers["Content-Encoding"]) == ("new", "br")
    assert brotli.decompress(answer.body) == BODY
