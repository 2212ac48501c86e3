"""Files of the old site: images and documents, each once, and what is refused."""

import socket
import zipfile
from pathlib import Path

import pytest

from blog.models import BlogPage
from core.public_http import FetchError, resolve_public_address
from media.models import CustomDocument, CustomImage
from wordpress.importing import fetching
from wordpress.importing.fetching import fetch
from wordpress.importing.uploads import UploadsError, get_relative_path, open_uploads, strip_edits
from wordpress.models import ImportedItem

from .archive import SITE, picture

UPLOADS = f"{SITE}/wp-content/uploads"


def item_report(key: str) -> dict:
    return ImportedItem.objects.get(key=key).report


class TestLibrary:
    def test_an_image_keeps_what_was_said_about_it(self, archive):
        archive.attach(5, "2014/hall.png", picture(), alt="A full hall", excerpt="At the hearing",
                       title="The hall", meta={"_media_credit": "Photograph: the Institute"})  # fmt: skip
        archive.add(7, meta={"_thumbnail_id": "5"})
        archive.run()
        image = CustomImage.objects.get()
        assert (image.title, image.description, image.credit) == (
            "The hall",
            "A full hall",
            "Photograph: the Institute",
        )
        assert (image.width, image.height, image.file_hash != "") == (60, 40, True)
        post = BlogPage.objects.get()
        assert (post.hero_image, post.hero_caption) == (image, "At the hearing")

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Lorries on the bridge", "Lorries on the bridge"),
            ("IMG_2031", "Picture without a description"),
            ("market-day", "Picture without a description: market day"),
        ],
    )
    def test_without_alt_text_the_description_is_honest_and_reported(self, archive, title, expected):
        path = "market-day.png" if title == "market-day" else "IMG_2031.png"
        archive.attach(5, path, picture(), title=title)
        archive.run()
        assert CustomImage.objects.get().description == expected
        assert "no alt text" in item_report("post:5")["reason"]

    def test_a_document_can_be_downloaded(self, archive, client):
        archive.attach(6, "minutes.pdf", b"%PDF-1.4 minutes", title="Minutes")
        archive.run()
        assert client.get(CustomDocument.objects.get(title="Minutes").url).status_code == 200

    def test_the_same_bytes_are_stored_once(self, archive):
        archive.attach(5, "2014/a.png", picture())
        archive.attach(6, "2015/b.png", picture())
        archive.run()
        assert CustomImage.objects.count() == 1
        assert ImportedItem.objects.filter(image=CustomImage.objects.get()).count() == 2

    def test_a_body_shows_the_full_size(self, archive):
        archive.attach(5, "2014/hall.png", picture(size=(300, 200)), alt="A hall")
        archive.add(7, content=f'<img src="{UPLOADS}/2014/hall-30x20.png" alt="Seen small">')
        archive.run()
        [block] = BlogPage.objects.get().body
        assert block.value["image"] == CustomImage.objects.get()

    def test_an_image_that_the_old_library_did_not_know(self, archive):
        archive.upload("2014/loose.png", picture())
        archive.add(7, content=f'<img src="{UPLOADS}/2014/loose.png" alt="Loose">')
        archive.add(8, content=f'<img src="{UPLOADS}/2014/loose.png" alt="Loose">')
        archive.run()
        assert CustomImage.objects.count() == 1
        assert archive.run().counts["post"] == {"unchanged": 2}


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("a.png", picture()[:60], "damaged"),
            ("a.png", b"<?php echo 1;", "damaged"),
            ("a.jpg", b"GIF89a" + b"\0" * 30, "damaged"),
            ("a.png", b"", "empty"),
            ("a.svg", b"<svg/>", "not kept here"),
            ("a.exe", b"MZ", "not kept here"),
        ],
    )
    def test_with_a_reason(self, archive, name, content, reason):
        archive.attach(5, name, content)
        result = archive.run()
        assert result.counts["attachment"] == {"refused": 1}
        assert reason in item_report("post:5")["reason"]
        assert not CustomImage.objects.exists()

    def test_a_picture_of_too_many_pixels(self, archive, settings):
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
        archive.attach(5, "a.png", picture(size=(40, 30)))
        archive.run()
        assert "40 × 30" in item_report("post:5")["reason"]

    def test_a_file_that_is_too_large(self, archive, settings):
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
        archive.attach(5, "a.png", picture())
        assert archive.run().counts["attachment"] == {"refused": 1}

    def test_a_missing_file_is_told(self, archive):
        archive.attach(5, "a.png")
        assert archive.run().counts["attachment"] == {"missing": 1}
        assert "not in the uploads" in item_report("post:5")["reason"]


class TestUploads:
    @pytest.mark.parametrize(
        "path", ["../secret.png", "/etc/hostname", "a/../../secret.png", "link.png", "a\0.png", ""]
    )
    def test_nothing_outside_the_folder_is_read(self, tmp_path, path):
        (tmp_path / "secret.png").write_bytes(b"x")
        folder = tmp_path / "uploads"
        folder.mkdir()
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
        assert open_uploads(folder).find(path) is None

    @pytest.mark.parametrize("prefix", ["", "uploads/", "wp-content/uploads/", "site/wp-content/uploads/"])
    def test_a_zip_file_will_do(self, archive, tmp_path, prefix):
        with zipfile.ZipFile(tmp_path / "uploads.zip", "w") as target:
            target.writestr(f"{prefix}2014/hall.png", picture())
        uploads = open_uploads(tmp_path / "uploads.zip")
        with uploads.open(uploads.find("2014/hall.png")) as file:
            assert file.read() == picture()

    @pytest.mark.parametrize("content", [b"no zip", None])
    def test_what_cannot_be_read_is_refused_in_a_line(self, tmp_path, content):
        path = tmp_path / "uploads.zip"
        if content:
            path.write_bytes(content)
        with pytest.raises(UploadsError):
            open_uploads(path)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("2014/a-300x200.jpg", "2014/a.jpg"),
            ("2014/a-scaled.jpg", "2014/a.jpg"),
            ("2014/a-e1400000000000-300x200.jpg", "2014/a.jpg"),
            ("2014/a-1080x.jpg", "2014/a-1080x.jpg"),
        ],
    )
    def test_full_size(self, name, expected):
        assert strip_edits(name) == expected

    def test_relative_paths(self):
        assert get_relative_path(f"{UPLOADS}/2014/caf%C3%A9.jpg?resize=2") == "2014/café.jpg"


class TestFetching:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/a.png", "http://[::1]/a.png", "http://localhost/a.png", "http://169.254.169.254/latest",
            "http://10.0.0.1/", "http://0x7f.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://0/",
            "file:///etc/passwd", "gopher://example.org/", "http://user@example.org/", "http://example.org:22/", "http://",
            "http://[broken/",
        ],
    )  # fmt: skip
    def test_no_private_server_is_asked(self, monkeypatch, url):
        def connect(*args, **kwargs):
            raise AssertionError("a connection was made")

        monkeypatch.setattr(socket, "create_connection", connect)
        with pytest.raises(FetchError), fetch(url):
            pass

    def test_a_name_with_one_private_address_is_refused(self, monkeypatch):
        found = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "192.168.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
        with pytest.raises(FetchError, match="not a public server"):
            resolve_public_address("rebinding.example", 80)

    def serve(self, monkeypatch, *answers: bytes):
        """Answer connections with the given bytes, in turn; returns the addresses that were connected to."""
        connected, waiting, kept_open = [], list(answers), []
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, port, **kwargs: [(2, 1, 6, "", ("93.184.216.34", port))]
        )

        def connect(address, timeout):
            connected.append(address)
            ours, theirs = socket.socketpair()
            theirs.sendall(waiting.pop(0))
            theirs.shutdown(socket.SHUT_WR)
            kept_open.append(theirs)
            return ours

        monkeypatch.setattr(socket, "create_connection", connect)
        return connected

    def test_a_file_is_downloaded_from_the_address_that_was_checked(self, monkeypatch):
        connected = self.serve(monkeypatch, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
        with fetch("http://old.example/a.png") as file:
            assert file.read() == b"abc"
        assert connected == [("93.184.216.34", 80)]

    def test_a_redirect_to_a_private_server_is_not_followed(self, monkeypatch):
        connected = self.serve(
            monkeypatch, b"HTTP/1.1 302 Found\r\nLocation: http://[::1]/\r\nContent-Length: 0\r\n\r\n"
        )
        lookup = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, port, **kwargs: [(10, 1, 6, "", ("::1", port, 0, 0))] if host == "::1" else lookup(host, port),
        )
        with pytest.raises(FetchError, match="not a public server"), fetch("http://old.example/a.png"):
            pass
        assert len(connected) == 1

    def test_redirects_have_an_end(self, monkeypatch):
        answer = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
        self.serve(monkeypatch, *[answer] * 9)
        with pytest.raises(FetchError, match="again and again"), fetch("http://old.example/a.png"):
            pass

    @pytest.mark.parametrize("answer", [b"HTTP/1.1 404 Not Found\r\n\r\n", b"nonsense", b""])
    def test_other_answers_are_told(self, monkeypatch, answer):
        self.serve(monkeypatch, answer)
        with pytest.raises(FetchError), fetch("http://old.example/a.png"):
            pass

    def test_a_download_without_end_is_cut(self, monkeypatch):
        monkeypatch.setattr(fetching, "MAX_FILE_BYTES", 10)
        self.serve(monkeypatch, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100)
        with pytest.raises(FetchError, match="larger"), fetch("http://old.example/a.png"):
            pass

    def test_missing_files_are_fetched_if_asked_for(self, archive, monkeypatch):
        archive.attach(5, "a.png")
        content = picture()
        self.serve(monkeypatch, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content)
        text = archive.text().replace("https://old", "http://old")
        monkeypatch.setattr(type(archive), "text", lambda self: text)
        assert archive.run(fetch_media=True).counts["attachment"] == {"new": 1}
        assert Path(CustomImage.objects.get().file.path).read_bytes() == content


def test_without_uploads_images_are_placeholders_until_their_files_come(archive):
    folder = f"{SITE}/wp-content/uploads/2014"
    archive.attach(5, "2014/dsc_4711.png", picture(), alt="The hall of scales")
    archive.attach(6, "2014/minute-book.png", picture("red"))
    archive.add(7, content=f'<img src="{folder}/dsc_4711-300x200.png" class="wp-image-5">\n\n[gallery ids="6"]')
    archive.run(with_uploads=False)
    blocks = [(block["type"], block["value"]) for block in BlogPage.objects.get().body.raw_data]
    assert blocks == [
        (
            "missing_image",
            {"address": f"{folder}/dsc_4711-300x200.png", "alt_text": "The hall of scales", "caption": ""},
        ),
        ("missing_image", {"address": f"{folder}/minute-book.png", "alt_text": "", "caption": ""}),
    ]
    archive.run()
    assert [block["type"] for block in BlogPage.objects.get().body.raw_data] == ["image", "image"]
