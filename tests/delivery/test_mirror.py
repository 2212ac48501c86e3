"""The mirror of the sitemap: what the worker renders, in which order, and what must not be in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.models import PageViewRestriction, Site

from core.generation import get_counter
from delivery.edge.start import open_counter
from delivery.mirror.reading import get_hosts
from delivery.mirror.refreshing import get_mirror, keep_mirror, refresh, sort_by_need
from demo.builders import build_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings) -> Iterator[Path]:
    settings.PAGE_CACHE_MEGABYTES, settings.PAGE_CACHE_ROOT, settings.EDGE_FILES = 8, str(tmp_path), True
    signals = (request_started, request_finished)
    for signal in signals:  # the connection is in the test's transaction
        signal.disconnect(close_old_connections)
    yield tmp_path
    for signal in signals:
        signal.connect(close_old_connections)


def change(folder: Path) -> None:
    counter = open_counter(folder, None)
    assert counter
    counter.raise_to(counter.value + 1)


def test_pages_of_the_sitemap_are_mirrored_and_warm_the_edge(folder):
    post, draft = build_post("A post"), build_post("A draft")
    draft.unpublish()
    private = build_post("A private post")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    change(folder)
    assert refresh(1000) == 0
    pages = set(get_mirror().iter_pages())
    assert {post.url_path, Site.objects.get().root_page.url_path} <= pages
    assert not {draft.url_path, private.url_path} & pages
    assert list((folder / "edge" / "generations").glob("*/*/http/*/blog/a-post/index.html.gz"))
    assert get_counter() is None

    post.unpublish()
    change(folder)
    keep_mirror()
    assert post.url_path not in set(get_mirror().iter_pages())


def test_a_page_that_cannot_be_rendered_keeps_its_copy(folder, monkeypatch):
    post = build_post("A post")
    change(folder)
    refresh(1000)
    change(folder)
    monkeypatch.setattr("blog.models.BlogPage.get_context", lambda *args, **kwargs: 1 / 0)
    refresh(1000)
    assert post.url_path in set(get_mirror().iter_pages())


def test_a_pass_ends_with_its_time_and_the_next_goes_on(folder):
    build_post("A post")
    change(folder)
    moments = iter([0, 0, 0, 100])
    left = refresh(10, now=lambda: next(moments))
    assert left > 0
    assert refresh(1000) == 0


def test_what_was_published_last_comes_first_and_then_the_oldest_copies():
    now = datetime.now(UTC)
    published = {"/old/": now - timedelta(days=2), "/new/": now, "/never/": None, "/done/": None, "/older/": None}
    made = {"/old/": 3, "/new/": 4, "/done/": 5, "/older/": 2}
    assert sort_by_need(published, made, 5) == ["/new/", "/never/", "/older/", "/old/"]


def test_other_names_of_the_site_find_the_mirror_too(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://www.example.org", ["www.example.org", "example.org", ".x.org"]
    found = {(scheme, host) for scheme, host, _root in get_hosts(Site.objects.all())}
    assert found == {(scheme, host) for scheme in ("http", "https") for host in ("www.example.org", "example.org")}
