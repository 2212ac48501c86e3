"""Links to other sites: collected from live pages, checked politely and within bounds, never at private addresses."""

import socket
import time
from collections import defaultdict
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from demo.builders import block, build_post, paragraph_block, quote_block
from editorial.links import checking
from editorial.links.checking import check_due_links, check_links, get_due_links, visit
from editorial.links.collecting import collect_all, find_urls
from editorial.links.models import ExternalLink, LinkUse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.CHECK_EXTERNAL_LINKS = True


def link_to(*urls) -> dict:
    return paragraph_block("".join(f'<p><a href="{url}">there</a></p>' for url in urls))


def make_links(*urls):
    ExternalLink.objects.bulk_create(
        ExternalLink(url=url, host=url.split("/")[2], due_at=timezone.now()) for url in urls
    )


class TestCollecting:
    def test_from_texts_and_fields(self, settings):
        settings.SITE_URL = "https://own.example"
        post = build_post(
            body=[
                link_to("https://a.example/x?a=1&amp;b=2#part", "https://own.example/y", "mailto:a@example.org"),
                quote_block("Yes.", name="Ida", source_url="https://b.example/source"),
                block("embed", {"url": "https://video.example/1", "title": "", "caption": ""}),
            ]
        )
        assert find_urls(post) == {
            "https://a.example/x?a=1&b=2", "https://b.example/source", "https://video.example/1"
        }  # fmt: skip

    def test_they_follow_what_is_published(self):
        post = build_post(body=[link_to("https://a.example/", "https://b.example/")])
        assert LinkUse.objects.filter(page=post.pk).count() == 2
        post.body = [link_to("https://b.example/")]
        post.save_revision(clean=False)
        assert LinkUse.objects.count() == 2
        post.get_latest_revision().publish()
        assert [use.link.url for use in LinkUse.objects.all()] == ["https://b.example/"]
        collect_all()
        assert [str(link) for link in ExternalLink.objects.all()] == ["https://b.example/"]
        type(post).objects.get(pk=post.pk).unpublish()
        assert not LinkUse.objects.exists()

    def test_nothing_happens_while_it_is_off(self, settings):
        settings.CHECK_EXTERNAL_LINKS = False
        build_post(body=[link_to("https://a.example/")])
        collect_all()
        check_links()
        assert not ExternalLink.objects.exists()
        assert checking._Runner.thread is None


class TestChecking:
    def test_one_request_at_a_time_and_host(self):
        make_links(*(f"https://h{number % 3}.example/{number}" for number in range(9)))
        asked = defaultdict(list)

        def watch(url):
            asked[url.split("/")[2]].append(time.monotonic())
            return ""

        assert check_due_links(visit=watch, pause=0.05) == 9
        gaps = [later - earlier for times in asked.values() for earlier, later in pairwise(times)]
        assert len(gaps) == 6
        assert min(gaps) >= 0.05
        assert not ExternalLink.objects.filter(checked_at=None).exists()

    def test_it_ends_in_time_and_goes_on_where_it_stopped(self):
        make_links(*(f"https://one.example/{number}" for number in range(5)))
        assert check_due_links(seconds=0, visit=lambda url: "") == 0
        assert check_due_links(seconds=0.01, visit=lambda url: "", pause=0.02) == 1
        assert ExternalLink.objects.filter(checked_at=None).count() == 4
        assert check_due_links(visit=lambda url: "", pause=0) == 4
        assert check_due_links(visit=lambda url: "", pause=0) == 0

    def test_a_host_with_many_links_delays_no_other(self):
        make_links(*(f"https://many.example/{number}" for number in range(9)), "https://one.example/")
        due = get_due_links(seconds=2, pause=1)
        assert [link.host for link in due] == ["many.example", "one.example", "many.example", "many.example"]

    def test_it_is_broken_after_three_days(self):
        make_links("https://gone.example/")
        for day, is_broken in ((2, False), (3, False), (4, True)):
            with time_machine.travel(timezone.now().replace(year=2090, day=day)):
                check_due_links(visit=lambda url: "the server answers 404", pause=0)
                check_due_links(visit=lambda url: "the server answers 404", pause=0)
            link = ExternalLink.objects.get()
            assert link.is_broken == is_broken
        assert link.failures == 3
        ExternalLink.objects.update(due_at=timezone.now())
        check_due_links(visit=lambda url: "", pause=0)
        link.refresh_from_db()
        assert (link.is_broken, link.failures, link.problem) == (False, 0, "")

    def test_threads_ask_no_database(self):
        make_links("https://a.example/")
        seen = []
        check_due_links(visit=lambda url: seen.append(connection.connection) or "", pause=0)
        assert seen == [None]


class TestVisiting:
    @pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "file:///etc"])
    def test_private_addresses_are_not_asked(self, monkeypatch, url):
        monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("a connection was made"))
        assert visit(url)

    def serve(self, monkeypatch, *answers: bytes):
        waiting, kept_open = list(answers), []
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, port, **kwargs: [(2, 1, 6, "", (host_address(host), port))]
        )

        def connect(address, timeout):
            ours, theirs = socket.socketpair()
            theirs.sendall(waiting.pop(0))
            theirs.shutdown(socket.SHUT_WR)
            kept_open.append(theirs)
            return ours

        monkeypatch.setattr(socket, "create_connection", connect)

    @pytest.mark.parametrize(
        ("answers", "problem"),
        [
            ([b"HTTP/1.1 200 OK\r\n\r\n"], ""),
            ([b"HTTP/1.1 404 Not Found\r\n\r\n"], "the server answers 404"),
            ([b"HTTP/1.1 410 Gone\r\n\r\n"], "the server answers 410"),
            ([b"HTTP/1.1 403 Forbidden\r\n\r\n"], ""),
            ([b"HTTP/1.1 503 Busy\r\n\r\n"], ""),
            ([b"HTTP/1.1 405 No\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"], ""),
            ([b"HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n", b"HTTP/1.1 404 No\r\n\r\n"], "the server answers 404"),
            (
                [b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/\r\n\r\n"],
                "inside.example is not a public server",
            ),
            ([b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n"] * 9, "it redirects again and again"),
            ([b"nonsense"], "the server does not answer (BadStatusLine)"),
        ],
    )
    def test_what_servers_answer(self, monkeypatch, answers, problem):
        self.serve(monkeypatch, *answers)
        assert visit("http://old.example/a") == problem


def host_address(host: str) -> str:
    return "10.0.0.1" if host.startswith("inside") else "93.184.216.34"


def test_the_report_and_the_care_list(editor_client):
    post = build_post("Links", body=[link_to("https://gone.example/")])
    ExternalLink.objects.update(is_broken=True, problem="the server answers 404", checked_at=timezone.now())
    html = editor_client.get(reverse("broken_links")).content.decode()
    assert "https://gone.example/" in html
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in html
    assert "1 link to another site that is broken" in editor_client.get(reverse("care")).content.decode()
