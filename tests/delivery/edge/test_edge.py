"""A real nginx serves kept pages of the current generation by itself, and nothing else."""

import gzip
import os
import shutil

import pytest

from .conftest import BODY


@pytest.fixture(autouse=True)
def application(site):
    with site.listening():
        yield


def test_a_kept_page_does_not_reach_the_application(site):
    assert [site.get("/a/").state for _number in range(3)] == ["new", "edge", "edge"]
    assert site.requests == ["GET /a/"]


def test_a_change_is_visible_at_the_next_request(site):
    site.get("/b/")
    assert site.get("/b/").state == "edge"
    for word in ("first", "second"):
        site.body = f"<p>{word}</p>" + BODY
        site.change()
        assert word.encode() in site.get("/b/").body
        assert word.encode() in site.get("/b/").body


def test_answers_are_those_of_the_application(site):
    rendered, kept = site.get("/c/"), site.get("/c/")
    assert (kept.status, kept.body.decode(), kept.state) == (200, BODY, "edge")
    own = {"date", "server", "connection", "x-cache", "etag", "transfer-encoding", "content-length", "accept-ranges"}
    assert {n: v for n, v in kept.headers.items() if n not in own} | {"content-security-policy": ""} == {
        n: v for n, v in rendered.headers.items() if n not in own
    } | {"content-security-policy": ""}
    assert sorted(kept.headers["content-security-policy"].split("; ")) == ["default-src 'self'", "img-src 'self'"]
    compressed = site.get("/c/", Accept_Encoding="gzip")
    assert compressed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(compressed.body).decode() == BODY
    assert site.get("/c/", method="HEAD").body == b""


def test_one_etag_for_the_application_the_edge_and_the_next_generation(site):
    etag = site.get("/d/").headers["etag"]
    assert site.get("/d/", If_None_Match=etag).status == 304
    assert site.get("/d/", If_None_Match=etag, Accept_Encoding="gzip").status == 304
    site.change()
    assert (site.get("/d/", If_None_Match=etag).status, site.get("/d/", If_None_Match=etag).state) == (304, "edge")
    site.body = "<p>New</p>" + BODY
    site.change()
    assert [site.get("/d/", If_None_Match=etag).status for _number in range(2)] == [200, 200]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"Cookie": "sessionid=abc"}),
        ("GET", {"Cookie": "a=b; messages=abc"}),
        ("GET", {"Authorization": "Basic abc"}),
        ("POST", {}),
        ("PUT", {}),
    ],
)
def test_who_has_a_session_or_sends_something_reaches_the_application(site, method, headers):
    site.get("/e/")
    before = len(site.requests)
    body = "name=value" if method == "POST" else None
    answer = site.get("/e/", method=method, body=body, **headers)
    assert site.requests[before:] == [f"{method} /e/"]
    assert answer.state == "django"
    if method == "POST":
        assert answer.body == b"name=value"


def test_parameters(site):
    for path, states in {
        "/f/?page=2": ["new", "edge"],
        "/f/?utm_source=a&utm_medium=b": ["new", "edge"],
        "/f/?fbclid=x": ["edge"],
        "/f/?page=02": ["new", "hit"],
        "/f/?page=../../secret": ["new", "hit"],
        "/f/?other=1": ["hit"],
    }.items():
        assert [site.get(path).state for _state in states] == states, path


@pytest.mark.parametrize("path", ["/g", "/g//", "/g/x.html", "/g/%2e/index.html/", "/g/index.html.gz", "/current/"])
def test_other_addresses_reach_the_application_as_they_are(site, path):
    site.get("/g/")
    before = len(site.requests)
    site.get(path)
    assert len(site.requests) == before + 1


def test_another_host_gets_no_page_of_this_one(site):
    site.get("/h/")
    assert site.get("/h/").state == "edge"
    for host in ("localhost", "other.example.org", f"127.0.0.1:{site.port + 1}"):
        assert site.get("/h/", Host=host).state != "edge"


def test_a_feed_keeps_its_type(site):
    modified = ("Last-Modified", "Mon, 30 Nov 2026 18:22:14 GMT")
    site.headers = [("Content-Type", "application/rss+xml; charset=utf-8"), modified]
    answers = [site.get("/i/feed/"), site.get("/i/feed/")]
    assert [answer.state for answer in answers] == ["new", "edge"]
    assert answers[1].headers["content-type"] == "application/rss+xml; charset=utf-8"


@pytest.mark.parametrize(
    "header",
    [
        ("X-Robots-Tag", "noindex"),
        ("Cache-Control", "public, max-age=60"),
        ("Cache-Control", "private"),
        ("Set-Cookie", "csrftoken=a"),
        ("Content-Language", "de"),
    ],
)
def test_a_page_with_a_header_of_its_own_is_left_to_the_application(site, header):
    site.headers = [*site.headers, header]
    assert "edge" not in [site.get("/j/").state for _number in range(3)]


def test_nothing_old_is_served_when_the_link_cannot_be_moved(site, monkeypatch):
    site.get("/k/")
    monkeypatch.setattr("pathlib.Path.symlink_to", lambda *args: (_ for _ in ()).throw(OSError(28, "No space left")))
    site.body = "<p>New</p>" + BODY
    site.change()
    assert b"New" in site.get("/k/").body
    monkeypatch.undo()
    site.change()
    assert [site.get("/k/").state for _number in range(2)] == ["new", "edge"]


def test_past_generations_are_deleted(site):
    site.get("/l/")
    site.change()
    site.edge._prune()
    folders = os.listdir(site.cache_folder / "edge" / "generations")
    assert [name for name in folders if int(name) < site.counter.value] == []


def test_a_full_disk_leaves_the_pages_to_the_application(site):
    shutil.rmtree(site.cache_folder / "edge" / "generations", ignore_errors=True)
    (site.cache_folder / "edge" / "generations").write_text("in the way")
    assert [site.get("/m/").state for _number in range(2)] == ["new", "hit"]
    (site.cache_folder / "edge" / "generations").unlink()
