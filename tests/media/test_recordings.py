"""Recordings among the documents: which are taken in, how they are sent, and in parts."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from media.byte_ranges import parse_range
from media.models import CustomDocument

pytestmark = pytest.mark.django_db
SOUND = bytes(range(256)) * 4


def keep(name: str, content: bytes = SOUND) -> CustomDocument:
    document = CustomDocument(title=name)
    document.file.save(name, ContentFile(content))
    document.save()
    return document


@pytest.fixture
def talk() -> CustomDocument:
    return keep("talk.mp3")


class TestKinds:
    @pytest.mark.parametrize("extension", settings.WAGTAILDOCS_EXTENSIONS)
    def test_none_runs_in_a_browser(self, client, extension):
        response = client.get(keep(f"a.{extension}").url)
        assert response.status_code == 200
        kept = response.headers["Content-Disposition"].startswith("attachment")
        assert kept or extension == "pdf"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "html" not in response.headers["Content-Type"]
        assert "svg" not in response.headers["Content-Type"]

    @pytest.mark.parametrize(
        ("extension", "content_type"),
        [
            ("mp3", "audio/mpeg"),
            ("m4a", "audio/mp4"),
            ("opus", "audio/ogg"),
            ("webm", "video/webm"),
            ("vtt", "text/vtt"),
        ],
    )
    def test_players_are_told_what_it_is(self, client, extension, content_type):
        assert client.get(keep(f"a.{extension}").url).headers["Content-Type"].startswith(content_type)

    @pytest.mark.parametrize("extension", ["html", "htm", "svg", "xml", "xhtml", "js", "exe", "php", "swf"])
    def test_what_could_act_is_not_taken_in(self, extension):
        assert extension not in settings.WAGTAILDOCS_EXTENSIONS


class TestParts:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("bytes=0-", range(1024)),
            ("bytes=0-9", range(10)),
            ("bytes=1000-2000", range(1000, 1024)),
            ("bytes=-24", range(1000, 1024)),
            ("bytes=-5000", range(1024)),
        ],
    )
    def test_a_part_is_sent(self, client, talk, asked, expected):
        response = client.get(talk.url, headers={"range": asked})
        assert response.status_code == 206
        assert response.content == SOUND[expected.start : expected.stop]
        assert response.headers["Content-Range"] == f"bytes {expected.start}-{expected.stop - 1}/1024"
        assert response.headers["Content-Length"] == str(len(expected))
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Type"] == "audio/mpeg"

    @pytest.mark.parametrize("asked", ["", "bytes=", "bytes=-", "lines=1-2", "bytes=9-1", "bytes=0-1,4-5", "x" * 5000])
    def test_what_may_be_ignored_is(self, client, talk, asked):
        response = client.get(talk.url, headers={"range": asked})
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == SOUND

    def test_a_long_part_is_sent_in_pieces(self, client, talk, monkeypatch):
        monkeypatch.setattr("media.byte_ranges.MAX_PART_BYTES", 100)
        response = client.get(talk.url, headers={"range": "bytes=50-"})
        assert (response.content, response.headers["Content-Range"]) == (SOUND[50:150], "bytes 50-149/1024")

    def test_a_part_that_is_not_there(self, client, talk):
        response = client.get(talk.url, headers={"range": "bytes=1024-"})
        assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */1024")

    def test_an_empty_file_has_no_parts(self):
        assert not parse_range("bytes=0-", 0)
        assert parse_range("bytes=-0", 10) == range(10, 10)

    def test_who_may_not_have_the_whole_gets_no_part(self, client, talk):
        talk.collection = Collection.get_first_root_node().add_child(name="Board")
        talk.save()
        CollectionViewRestriction.objects.create(collection=talk.collection, restriction_type="login")
        assert client.get(talk.url, headers={"range": "bytes=0-9"}).status_code == 302

    def test_papers_are_sent_whole(self, client):
        assert client.get(keep("paper.pdf").url, headers={"range": "bytes=0-9"}).status_code == 200
