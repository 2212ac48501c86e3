"""What is read of each kind of file, and within which limits."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from media import file_readers
from media.extraction import PROBLEMS

from .files import archive, pdf_file, slides_file, upload, word_file

pytestmark = pytest.mark.django_db


class TestReading:
    @pytest.mark.parametrize(
        ("content", "filename", "expected"),
        [
            (b"One  line\r\nand \x0b another", "notes.txt", "One line\nand\nanother"),
            ("Cafe\N{COMBINING ACUTE ACCENT}".encode(), "composed.TXT", "Café"),
            ("Überfahrt".encode("cp1252"), "western.txt", "Überfahrt"),
            ("Ярмарка".encode("utf-16"), "wide.txt", "Ярмарка"),
            (b"\xef\xbb\xbfname,town\nIda,Oakmere\n", "table.csv", "name,town\nIda,Oakmere"),
            (pdf_file("The quay in winter", "Second page"), "report.pdf", "The quay in winter\nSecond page"),
            (slides_file(), "talk.pptx", "Herring\nLanded in\nbarrels"),
            (word_file("First", "Second one"), "letter.docx", "First\nSecond one\nIn a cell"),
        ],
        ids=lambda value: value if isinstance(value, str) and "." in value else "",
    )  # fmt: skip
    def test_each_kind_of_file(self, content, filename, expected):
        document = upload(content, filename)
        assert document.text == expected
        assert (document.text_state, document.problem_description) == ("read", "")

    def test_a_text_box_that_is_there_in_two_versions(self):
        box = f"""<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
            <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>Boxed</w:t></mc:Choice>
            <mc:Fallback><w:t>Boxed</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
        document = docx.Document()
        document.element.body.append(parse_xml(box))
        document.save(file := io.BytesIO())
        assert upload(file.getvalue(), "boxed.docx").text == "Boxed"

    @pytest.mark.parametrize(
        ("content", "filename", "problem"),
        [
            (b"PK\x03\x04 not really", "cut-off.docx", "damaged"),
            (b"%PDF-1.7\n and nothing more", "cut-off.pdf", "damaged"),
            (b"GIF89a\x00\x00\x00", "picture.txt", "damaged"),
            (b"", "nothing.pdf", "damaged"),
            (b" \n ", "blank.txt", "empty"),
            (pdf_file(""), "scan.pdf", "empty"),
            (pdf_file("Secret", password="key"), "locked.pdf", "password"),
            (archive(anything=b"x"), "bundle.zip", "kind"),
            (archive(**{"word/document.xml": b"x" * 70_000_000}), "bomb.docx", "too_large"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_cannot_be_read_is_told(self, content, filename, problem):
        document = upload(content, filename)
        assert (document.text, document.text_state, document.text_problem) == ("", "unread", problem)
        assert document.problem_description == PROBLEMS[problem]

    def test_an_xml_bomb_is_not_expanded(self):
        entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        doctype = f'<!DOCTYPE x [<!ENTITY a0 "boom">{entities}]>'
        bomb = (
            f"{doctype}<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
        )
        with zipfile.ZipFile(io.BytesIO(word_file("x"))) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        document = upload(archive(**parts | {"word/document.xml": bomb.encode()}), "entities.docx")
        assert "boom" not in document.text
        assert document.text_state == "unread"

    def test_a_long_file_is_read_as_far_as_the_limit(self):
        document = upload(b"word " * 500_000, "long.txt")
        assert len(document.text) == file_readers.MAX_TEXT_LENGTH
        assert (document.text_state, document.text_problem) == ("read", "partial")


class TestLimits:
    """A reader that goes on for ever or takes all memory is ended, and the site is told."""

    @pytest.fixture
    def reader(self, tmp_path, monkeypatch):
        """Replace what reads text files by ``code``, in the process that reads."""

        def replace(code: str, seconds: int = 1) -> None:
            program = tmp_path / "file_readers.py"
            source = (
                Path(file_readers.__file__).read_text().replace("MAX_CPU_SECONDS = 40", f"MAX_CPU_SECONDS = {seconds}")
            )
            program.write_text(
                source.replace("def read_plain(file) -> Iterator[str]:", f"def read_plain(file):\n    {code}")
            )
            monkeypatch.setattr(file_readers, "__file__", str(program))

        return replace

    @pytest.mark.parametrize(
        ("code", "problem"),
        [
            ("while True: pass", "too_slow"),
            ("return ['x' * (1 << 40)]", "too_large"),
            ("import os; os.abort()", "damaged"),
            ("open('/tmp/written-by-a-reader', 'wb', buffering=0).write(b'x')", "damaged"),
            ("sys.exit(0)", "damaged"),
        ],
    )
    def test_runaway_readers(self, reader, code, problem):
        reader(code)
        document = upload(b"text", "notes.txt")
        assert (document.text_state, document.text_problem) == ("unread", problem)

    def test_one_that_waits_for_ever(self, reader, monkeypatch):
        monkeypatch.setattr("media.extraction.TIMEOUT_SECONDS", 1)
        reader("time.sleep(60)")
        assert upload(b"text", "notes.txt").text_problem == "too_slow"

    def test_readers_know_nothing_of_the_site(self, reader, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        reader("import os; return [' '.join(sorted(os.environ)) or 'nothing']")
        assert "DATABASE_URL" not in upload(b"text", "notes.txt").text

    def test_files_beyond_the_limit_are_not_even_copied(self, monkeypatch):
        monkeypatch.setattr("media.extraction.MAX_FILE_BYTES", 3)
        assert upload(b"text", "notes.txt").text_problem == "too_large"
