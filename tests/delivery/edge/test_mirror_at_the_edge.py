"""A real nginx serves the mirror when the application does not answer, and never what was withdrawn."""

import pytest

from delivery.page_cache.responses import Page

from .conftest import BODY, HTML


@pytest.fixture
def mirrored(site):
    """Two pages of a site in the mirror."""
    site.mirror.link_hosts([("http", site.host, "/home/")])
    for path in ("/home/", "/home/blog/", "/home/blog/a-post/"):
        page = Page.make(1, "200 OK", HTML, f"<p>Copy of {path}</p>{BODY}".encode())
        assert site.mirror.put(path, page, site.mirror.count_removals())
    return site


def test_the_mirror_answers_when_nobody_listens(mirrored):
    answer = mirrored.get("/blog/a-post/?utm_source=x")
    assert (answer.status, answer.state) == (200, "mirror")
    assert b"Copy of /home/blog/a-post/" in answer.body
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == "default-src 'self'; img-src 'self'"
    assert mirrored.get("/").state == "mirror"


@pytest.mark.parametrize("status", ["500 Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
def test_the_mirror_answers_when_the_application_cannot(mirrored, status):
    path = f"/{status[:3]}/"
    mirrored.mirror.put(f"/home{path}", Page.make(1, "200 OK", HTML, BODY.encode()), mirrored.mirror.count_removals())
    mirrored.status = status
    with mirrored.listening():
        assert mirrored.get(path).state == "mirror"
        mirrored.status = "404 Not Found"
        mirrored.change()
        assert mirrored.get(path).status == 404


def test_who_has_a_session_gets_what_the_application_says(mirrored):
    mirrored.status = "503 Service Unavailable"
    with mirrored.listening():
        assert mirrored.get("/blog/", Cookie="sessionid=a").status == 503
        assert mirrored.get("/blog/", method="POST", body="a=b").status == 503


@pytest.mark.parametrize("path", ["/nowhere/", "/search/?q=a", "/admin/", "/blog/?topic=rivers", "/static/x.css"])
def test_what_is_not_in_the_mirror_is_503_with_retry_after(mirrored, path):
    answer = mirrored.get(path)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert b"Back soon" in answer.body


def test_a_withdrawn_page_is_gone_with_all_below_it(mirrored):
    mirrored.mirror.remove("/home/blog/")
    assert mirrored.get("/blog/").status == 503
    assert mirrored.get("/blog/a-post/").status == 503
    assert mirrored.get("/").state == "mirror"
    assert [path for path in mirrored.mirror.iter_pages() if path.startswith("/home/blog/")] == []


def test_a_page_that_was_rendered_before_it_was_withdrawn_does_not_return(mirrored):
    removals = mirrored.mirror.count_removals()
    mirrored.mirror.remove("/home/blog/a-post/")
    assert not mirrored.mirror.put("/home/blog/a-post/", Page.make(1, "200 OK", HTML, b"x" * 300), removals)
    assert "/home/blog/a-post/" not in set(mirrored.mirror.iter_pages())


def test_a_path_that_is_no_address_is_refused(mirrored):
    for path in ("/home/../../x/", "/", "home/", ""):
        mirrored.mirror.remove(path) if path != "/" else None
        assert not mirrored.mirror.put(path, Page.make(1, "200 OK", HTML, b"x" * 300), 10**6)
    assert "/home/" in set(mirrored.mirror.iter_pages())
