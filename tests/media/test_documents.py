"""The text of documents: read from each kind of file, within limits, and anew when the file changes."""

import io
import zipfile

import docx
import pptx
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from wagtail.models import Collection, CollectionViewRestriction

from content.documents import document_changed, get_document_content
from demo.builders import build_document
from media import readers
from media.extraction import PROBLEMS
from media.models import CustomDocument

pytestmark = pytest.mark.django_db


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_table(1, 2).cell(0, 1).text = "In a cell"
    deleted = f"<w:p {nsdecls('w')}><w:del><w:r><w:delText>Struck out</w:delText></w:r></w:del></w:p>"
    document.element.body.append(parse_xml(deleted))
    document.save(file := io.BytesIO())
    return file.getvalue()


def slides_file() -> bytes:
    presentation = pptx.Presentation()
    for title in ("Herring", "Hidden"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "Landed in\nbarrels"
        slide.notes_slide.notes_text_frame.text = "Do not say this"
    presentation.slides[1]._element.set("show", "0")
    presentation.save(file := io.BytesIO())
    return file.getvalue()


def pdf_file(*texts: str, password: str = "") -> bytes:
    """Return a PDF with a page for each text, written by hand (ISO 32000-1, 7.5)."""
    from pypdf import PdfReader, PdfWriter

    count = len(texts)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(texts):
        drawing = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * number} 0 R {resources} >>")
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    file, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode()
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}"
    file += f"{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF".encode()
    if not password:
        return file
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(file)))
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(encrypted := io.BytesIO())
    return encrypted.getvalue()


def archive(**parts: bytes) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()


def upload(content: bytes, filename: str) -> CustomDocument:
    document = build_document(content, filename, filename=filename)
    document.refresh_from_db()
    return document


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
        assert len(document.text) == readers.LONGEST_TEXT
        assert (document.text_state, document.text_problem) == ("read", "partial")


class TestLimits:
    """A reader that goes on for ever or takes all memory is ended, and the site is told."""

    @pytest.fixture
    def reader(self, tmp_path, monkeypatch):
        """Replace what reads text files by ``code``, in the process that reads."""

        def replace(code: str, seconds: int = 1) -> None:
            program = tmp_path / "readers.py"
            source = (readers.__spec__.loader.get_source(readers.__name__)).replace(
                "LONGEST_WORK = 40", f"LONGEST_WORK = {seconds}"
            )
            program.write_text(
                source.replace("def read_plain(file) -> Iterator[str]:", f"def read_plain(file):\n    {code}")
            )
            monkeypatch.setattr(readers, "__file__", str(program))

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
        monkeypatch.setattr("media.extraction.LONGEST_WAIT", 1)
        reader("time.sleep(60)")
        assert upload(b"text", "notes.txt").text_problem == "too_slow"

    def test_readers_know_nothing_of_the_site(self, reader, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        reader("import os; return [' '.join(sorted(os.environ)) or 'nothing']")
        assert "DATABASE_URL" not in upload(b"text", "notes.txt").text

    def test_files_beyond_the_limit_are_not_even_copied(self, monkeypatch):
        monkeypatch.setattr("media.extraction.LARGEST_FILE", 3)
        assert upload(b"text", "notes.txt").text_problem == "too_large"


class TestKeeping:
    def test_another_file_in_the_same_place_is_read_anew(self, editor_client):
        document = upload(b"Old words", "notes.txt")
        fields = {"title": "Minutes", "collection": document.collection_id, "tags": ""}
        file = SimpleUploadedFile("notes.txt", b"New words")
        editor_client.post(reverse("wagtaildocs:edit", args=[document.pk]), fields | {"file": file})
        document = CustomDocument.objects.get(pk=document.pk)
        assert (document.title, document.text) == ("Minutes", "New words")

    def test_renaming_reads_nothing_and_keeps_the_text(self, editor_client):
        document = upload(b"Old words", "notes.txt")
        changed_at = document.file_changed_at
        document = CustomDocument.objects.get(pk=document.pk)
        document.title = "Minutes"
        document.save()
        document = CustomDocument.objects.get(pk=document.pk)
        assert (document.text, document.file_changed_at) == ("Old words", changed_at)

    def test_what_was_read_of_a_replaced_file_is_dropped(self, monkeypatch):
        from media import tasks
        from media.extraction import Extract

        document = upload(b"Old words", "notes.txt")

        def replaced_meanwhile(file, kind):
            monkeypatch.undo()
            document.file = ContentFile(b"New words", name="notes.txt")
            document.save()
            return Extract("Old words")

        monkeypatch.setattr(tasks, "extract", replaced_meanwhile)
        assert tasks.extract_text.call(document.pk) == "replaced"
        assert CustomDocument.objects.get(pk=document.pk).text == "New words"

    def test_lists_of_documents_leave_the_text_in_the_database(self):
        upload(b"Words", "notes.txt")
        assert CustomDocument.objects.get().get_deferred_fields() == {"text"}

    def test_a_file_that_is_gone_and_a_record_that_is(self):
        from media.tasks import extract_text

        document = upload(b"Words", "notes.txt")
        document.file.storage.delete(document.file.name)
        assert extract_text.call(document.pk) == "unread"
        assert CustomDocument.objects.get().text_problem == "missing"
        assert extract_text.call(document.pk + 1) == "deleted"


class TestCommand:
    def test_reads_what_has_not_been_read(self, capsys):
        read, unread = upload(b"Words", "notes.txt"), upload(b"\x00", "broken.txt")
        CustomDocument.objects.filter(pk=read.pk).update(text="", text_state="waiting")
        call_command("extract_documents", verbosity=0)
        assert CustomDocument.objects.get(pk=read.pk).text == "Words"
        printed = capsys.readouterr().out
        assert "Read 2 documents" in printed
        assert f"{unread.filename}: {PROBLEMS['damaged']}" in printed

    def test_reads_all_again_when_told_to(self):
        document = upload(b"Words", "notes.txt")
        CustomDocument.objects.update(text="Other")
        call_command("extract_documents", verbosity=0)
        assert CustomDocument.objects.get(pk=document.pk).text == "Other"
        call_command("extract_documents", all=True, verbosity=0)
        assert CustomDocument.objects.get(pk=document.pk).text == "Words"


class TestReport:
    def test_editors_see_what_could_not_be_read_and_why(self, editor_client):
        upload(b"Words", "fine.txt"), upload(b"\x00", "broken.txt")
        html = editor_client.get(reverse("unread_documents")).content.decode()
        assert "broken.txt" in html
        assert str(PROBLEMS["damaged"]) in html
        assert "fine.txt" not in html
        exported = editor_client.get(reverse("unread_documents") + "?export=csv").getvalue().decode()
        assert str(PROBLEMS["damaged"]) in exported

    def test_contributors_see_their_own_only(self, client, make_user):
        contributor = make_user("Contributors")
        client.force_login(contributor)
        upload(b"\x00", "of-others.txt"), upload(b"\x00", "own.txt")
        CustomDocument.objects.filter(title="own.txt").update(uploaded_by_user=contributor)
        html = client.get(reverse("unread_documents")).content.decode()
        assert "own.txt" in html
        assert "of-others.txt" not in html


class TestTelling:
    """What search learns of a document, without knowing of the media library."""

    @pytest.fixture
    def told(self):
        told = []

        def listen(document, **kwargs):
            told.append(get_document_content(document))

        document_changed.connect(listen)
        yield told
        document_changed.disconnect(listen)

    def test_of_a_new_file_and_of_its_text(self, told):
        upload(b"Words", "notes.txt")
        assert [(content.title, content.text) for content in told] == [("notes.txt", ""), ("notes.txt", "Words")]

    def test_of_a_new_title(self, told):
        document = upload(b"Words", "notes.txt")
        document.title = "Minutes"
        document.save()
        assert (told[-1].title, told[-1].text, told[-1].date) == ("Minutes", "Words", document.created_at)

    @pytest.mark.parametrize("above", [False, True])
    def test_private_collections_hide_what_is_in_and_below_them(self, above):
        document = upload(b"Words", "notes.txt")
        board = Collection.get_first_root_node().add_child(instance=Collection(name="Board"))
        minutes = board.add_child(instance=Collection(name="Minutes"))
        document.collection = minutes
        document.save()
        assert CustomDocument.objects.published().count() == 1
        restricted = board if above else minutes
        CollectionViewRestriction.objects.create(collection=restricted, restriction_type="login")
        assert CustomDocument.objects.published().count() == 0
