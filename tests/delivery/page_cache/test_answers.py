"""Kept answers: their encodings and headers, and how they are stored in memory and in files."""

import gzip
from pathlib import Path

import brotli
import pytest

from delivery.page_cache.application import PageCache
from delivery.page_cache.responses import choose_encoding, matches
from delivery.page_cache.storage import Files, Memory

from .conftest import BODY, Answer


class TestAnswers:
    def test_the_three_encodings(self, site):
        site.get()
        plain = site.get()
        assert (plain.body, plain.headers.get("Content-Encoding")) == (BODY, None)
        zipped = site.get(HTTP_ACCEPT_ENCODING="gzip, deflate")
        assert (gzip.decompress(zipped.body), zipped.headers["Content-Encoding"]) == (BODY, "gzip")
        small = site.get(HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
        assert (brotli.decompress(small.body), small.headers["Content-Encoding"]) == (BODY, "br")
        for answer in (plain, zipped, small):
            assert answer.headers["Content-Length"] == str(len(answer.body))
            assert answer.headers["Vary"] == "Accept-Encoding, Cookie"
            assert answer.headers["Cache-Control"] == "public, max-age=0, stale-if-error=86400"

    def test_head_has_the_headers_without_a_body(self, site):
        for _ in range(2):
            answer = site.get(method="HEAD")
            assert (answer.body, answer.headers["Content-Length"]) == (b"", str(len(BODY)))
        assert site.requests[0]["REQUEST_METHOD"] == "GET"

    def test_a_client_that_has_the_page_gets_304_also_after_a_change_of_another_page(self, site):
        etag = site.get().headers["ETag"]
        for known in (etag, f'"a", {etag}', etag.removeprefix("W/"), "*"):
            answer = site.get(HTTP_IF_NONE_MATCH=known)
            assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", etag)
        site.change()
        assert site.get(HTTP_IF_NONE_MATCH=etag).status == 304
        site.body = b"New words"
        site.change()
        assert site.get(HTTP_IF_NONE_MATCH=etag).status == 200

    def test_a_cdn_is_told_how_long_it_may_keep_pages(self, site, settings):
        settings.CDN_SECONDS = 60
        header = site.get().headers["Cache-Control"]
        assert header == "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"

    @pytest.mark.parametrize(
        ("accepted", "encoding"),
        [("", ""), ("gzip;q=0, br;q=0", ""), ("*", "br"), ("br;q=0.1, gzip", "gzip"), ("GZIP", "gzip"), ("br;q=x", "")],
    )
    def test_accept_encoding(self, accepted, encoding):
        assert choose_encoding(accepted) == encoding

    def test_etags_of_others_do_not_match(self):
        assert not matches('W/"abd"', 'W/"abc"')


class TestStorage:
    def test_memory_is_bounded(self, site):
        memory = Memory(3000 + 3 * len(BODY))
        site.cache = PageCache(site.application, site.counter, memory, Files(site.folder / "pages", 10**7))
        for number in range(10):
            site.get(f"/{number}/")
        assert memory._bytes <= 3000 + 3 * len(BODY)
        assert site.get("/9/").state == site.get("/1/").state == "hit"  # the latter from its file
        assert len(site.requests) == 10

    def test_files_are_bounded(self, site):
        files = Files(site.folder / "pages", 20_000)
        site.cache = PageCache(site.application, site.counter, Memory(10**7), files)
        for number in range(40):
            site.get(f"/{number}/")
        files.trim()
        assert sum(path.stat().st_size for path in site.folder.glob("pages/*/*")) <= 20_000

    def test_a_damaged_file_is_rendered_anew(self, site):
        site.get()
        for path in site.folder.glob("pages/*/*"):
            path.write_bytes(path.read_bytes()[:-10])
        assert Answer(site.make_cache()).state == "new"

    def test_a_full_disk_leaves_pages_in_memory(self, site, monkeypatch, caplog):
        def fail(*args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", fail)
        assert [site.get("/a/").state, site.get("/b/").state, site.get("/a/").state] == ["new", "new", "hit"]
        assert caplog.text.count("No space left") == 1
