"""Health, robots, sitemap, media, headers and logs."""

import logging
from datetime import timedelta
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from demo.builders import build_page, build_post

pytestmark = pytest.mark.django_db
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def sitemap(client) -> dict[str, str | None]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own XML
    return {
        url.findtext("s:loc", "", NAMESPACE): url.findtext("s:lastmod", namespaces=NAMESPACE)
        for url in root.iterfind("s:url", NAMESPACE)
    }


class TestSitemap:
    def test_lists_published_pages_with_their_last_change(self, client):
        post = build_post("Listed")
        locations = sitemap(client)
        assert locations["http://testserver/blog/listed/"] == post.last_published_at.date().isoformat()
        assert "http://testserver/" in locations

    def test_leaves_out_what_is_not_published_or_asked_out(self, client):
        now = timezone.now()
        build_post("Draft", live=False), build_post("Later", date=now + timedelta(days=1))
        build_post("Gone", expire_at=now - timedelta(days=1)), build_page("Unlisted", noindex=True)
        PageViewRestriction.objects.create(page=build_post("Private"), restriction_type="login")
        assert not {url for url in sitemap(client) if url.count("/") > 4}


def test_robots_name_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_security_txt_is_there_once_there_is_a_contact(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    assert "Contact: mailto:security@example.org" in client.get("/.well-known/security.txt").content.decode()


class TestHealth:
    def test_live_and_ready(self, client):
        assert client.get("/health/live/").json() == {"status": "ok"}
        assert client.get("/health/ready/").json()["database"] == "ok"

    def test_not_ready_without_a_database(self, client):
        with mock.patch("delivery.views.connection.cursor", side_effect=OperationalError):
            response = client.get("/health/ready/")
        assert response.status_code == 503
        assert client.get("/health/live/").status_code == 200


class TestMedia:
    @pytest.fixture
    def stored(self, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path)
        for name in ("images/a.txt", "documents/b.txt", "original_images/c.txt"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("content")
        return tmp_path

    def test_originals_and_documents_are_never_served_from_the_folder(self, client, stored):
        for path in ("documents/b.txt", "original_images/c.txt", "images/../documents/b.txt", "../settings.py"):
            assert client.get(f"/media/{path}").status_code == 404, path

    def test_a_rendition_is_kept_for_ever_and_never_run(self, client, stored):
        response = client.get("/media/images/a.txt")
        assert b"".join(response.streaming_content) == b"content"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


class TestHeaders:
    def test_the_public_policy_is_strict_and_the_admins_is_not_given_to_it(self, client):
        policy = client.get("/").headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "'unsafe-inline'" in client.get("/admin/login/").headers["Content-Security-Policy"]

    def test_no_cache_keeps_what_an_editor_is_answered(self, client, editor_client):
        assert "Cache-Control" not in client.get("/").headers  # the page cache has it
        assert editor_client.get("/").headers["Cache-Control"] == "private, max-age=0"

    def test_visitors_get_no_cookie(self, client):
        post = build_post()
        for url in ("/", "/blog/", post.url, "/search/?q=a", "/events/", "/no-such-page/"):
            assert not client.get(url).cookies, url

    def test_no_public_template_holds_a_token_that_a_cache_would_share(self, settings):
        templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
        texts = {path.name: path.read_text() for path in templates if "admin" not in path.parts}
        holding = {name for name, text in texts.items() if "csrf_token" in text and "wagtailadmin" not in text}
        # No cache keeps these: a private page's answer is marked as private, those of forms are not to be stored.
        bookings = {"booking_form.html", "booking_own.html", "booking_cancel.html"}
        assert holding == {"password_required.html", "correction.html", *bookings}


def test_no_template_marks_text_as_safe_but_the_marked_hits_of_a_search(settings):
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        unsafe = path.read_text().count("|safe")
        assert not unsafe or path.name == "results.html", path


def test_a_request_is_logged_once_with_its_status_and_time(client, caplog):
    with caplog.at_level(logging.INFO, logger="roundtable.requests"):
        response = client.get("/health%0d%0ainjected/")
    (record,) = [record for record in caplog.records if record.name == "roundtable.requests"]
    assert record.status == 404
    assert record.milliseconds >= 0
    assert record.request_id == response.headers["X-Request-ID"]
    assert "\n" not in record.getMessage()


def test_due_pages_are_published_and_expired(client):
    now = timezone.now()
    post = build_post("Scheduled", live=False)
    post.go_live_at = now + timedelta(hours=1)
    post.save_revision().publish()
    assert client.get("/blog/scheduled/").status_code == 404
    with time_machine.travel(now + timedelta(hours=2)):
        call_command("publish_scheduled")
        assert client.get("/blog/scheduled/").status_code == 200
