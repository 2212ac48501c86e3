"""Reading of Word and OpenDocument files: what is kept, what is listed, and what is refused in one sentence."""

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from hypothesis import settings

from word.context import DocumentContext
from word.reading import program
from word.reading.archives import UnreadableError
from word.reading.documents import PROBLEMS, Document, UnreadableDocumentError, read_file, read_text
from word.reports import ReadReport, make_report

from .files import make_docx, read_part, replace_part

MAIN = "word/document.xml"


def read(data: bytes, kind: str = "docx", *, as_it_was: bool = False) -> Document:
    """Read a file in this process: the limits of the other one have tests of their own."""
    answer = program.read(data, kind, as_it_was=as_it_was)
    return read_text(answer["text"]) if "text" in answer else Document(**answer)


def report(data: bytes, kind: str = "docx", **options) -> ReadReport:
    return make_report(read(data, kind, **options), LinkLess("test"))


class LinkLess(DocumentContext):
    """Looks nothing up in the database."""

    def resolve_link(self, url):
        return None


def problem_of(data: bytes, kind: str = "docx") -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, kind)
    return str(caught.value)


def write_rich(document) -> None:
    body = document.paragraphs[-1]
    run = body.add_run(" in bold")
    run.bold = True
    document.add_heading("A part", 1)
    document.add_heading("A part of it", 2)
    document.add_paragraph("First point", style="List Bullet")
    document.add_paragraph("Second point", style="List Bullet")
    table = document.add_table(2, 2)
    for row, words in enumerate((("Year", "Loans"), ("1911", "4,900"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.sections[0].header.paragraphs[0].text = "Draft, not for quotation"


def test_structure_is_kept_and_the_header_is_listed():
    found = report(make_docx("The title\n\nThis is the text of it.", write_rich))
    assert found.title == "The title"
    assert [block["type"] for block in found.blocks] == ["paragraph", "heading", "heading", "paragraph", "table"]
    assert found.blocks[0]["value"] == "<p>This is the text of it.<b> in bold</b></p>"
    assert [block["value"]["level"] for block in found.blocks[1:3]] == ["h2", "h3"]
    assert found.blocks[3]["value"] == "<ul><li>First point</li><li>Second point</li></ul>"
    assert found.left_out == [
        {"what": "header", "text": "Draft, not for quotation", "reason": "the header of its pages"}
    ]
    assert (found.words["dropped"], found.words["added"]) == ([], [])


def test_title_and_strapline_are_known_by_their_styles():
    def style(document):
        document.paragraphs[0].style = document.styles["Title"]
        document.paragraphs[1].style = document.styles["Subtitle"]

    found = report(make_docx("A title that is a sentence.\n\nAnd a strapline.\n\nThen the text.", style))
    assert (found.title, found.strapline) == ("A title that is a sentence.", "And a strapline.")
    assert found.summary == "And a strapline."


def track_changes(document) -> None:
    """Insert “new ” and delete “old ” in the last paragraph."""
    paragraph = document.paragraphs[-1]._p
    for tag, text_tag, words in (("w:ins", "w:t", "new words "), ("w:del", "w:delText", "old words ")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph.append(change)


@pytest.mark.parametrize(("as_it_was", "words"), [(False, "new words"), (True, "old words")])
def test_tracked_changes_are_accepted_or_undone(as_it_was, words):
    data = make_docx("The title\n\nHere stand ", track_changes)
    found = report(data, as_it_was=as_it_was)
    assert found.blocks[0]["value"] == f"<p>Here stand {words}</p>"
    assert found.words["dropped"] == []


def test_links_and_comments_are_read():
    def change(document):
        paragraph = document.paragraphs[-1]
        relation = document.part.relate_to(
            "https://example.org/a",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "a link"
        run.append(text)
        link.append(run)
        paragraph._p.append(link)
        document.add_comment(paragraph.runs, text="Is that so?", author="Ada")

    found = report(make_docx("The title\n\nHere stands ", change))
    assert found.blocks[0]["value"] == '<p>Here stands <a href="https://example.org/a">a link</a></p>'
    assert found.comments == [{"author": "Ada", "text": "Is that so?", "about": "Here stands"}]


def test_a_picture_keeps_its_alternative_text():
    from PIL import Image  # noqa: PLC0415 - for one test

    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    picture.seek(0)

    def add(document):
        document.add_picture(picture)
        document.element.body.xpath(".//wp:docPr")[0].set("descr", "A teal square")

    found = report(make_docx("The title\n\nSome text stands here.", add))
    assert found.blocks[1]["type"] == "image"
    assert (found.blocks[1]["value"]["image"], found.blocks[1]["value"]["alt_text"]) == (-1, "A teal square")
    assert found.pictures == ["word/media/image1.png"]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <office:automatic-styles><style:style style:name="T1" style:family="text">
 <style:text-properties fo:font-weight="bold"/>
 </style:style><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
 </office:automatic-styles><office:body><office:text><text:p text:style-name="P1">The title</text:p>
 <text:h text:outline-level="1">A part</text:h>
 <text:p>Some <text:span text:style-name="T1">bold</text:span> text<text:note
 ><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> with a
 <text:a xlink:href="https://example.org/">link</text:a>.<office:annotation><dc:creator>Ada</dc:creator>
 <text:p>Really?</text:p></office:annotation></text:p><text:list><text:list-item><text:p>One</text:p></text:list-item>
 <text:list-item><text:p>Two</text:p></text:list-item></text:list><table:table><table:table-row>
 <table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>Loans</text:p></table:table-cell>
 </table:table-row><table:table-row><table:table-cell><text:p>1911</text:p></table:table-cell><table:table-cell>
 <text:p>4900</text:p></table:table-cell></table:table-row></table:table></office:text></office:body>
</office:document-content>"""


def make_odt(content: str = ODT, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_an_opendocument_text_is_read():
    found = report(make_odt(), "odt")
    assert found.title == "The title"
    assert [block["type"] for block in found.blocks] == ["heading", "paragraph", "table", "paragraph"]
    assert "Some <b>bold</b> text" in found.blocks[1]["value"]
    assert "<ul><li>One</li><li>Two</li></ul>" in found.blocks[1]["value"]
    assert "A note." in found.blocks[3]["value"]
    assert found.comments == [{"author": "Ada", "text": "Really?", "about": ""}]
    assert found.words["dropped"] == []


MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/>'
    "</m:file-entry></m:manifest>"
)


def test_protected_files_are_refused():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert problem_of(old) == "old_word"
    assert problem_of(old + "EncryptedPackage".encode("utf-16-le")) == "password"
    assert problem_of(make_odt(**{"META-INF/manifest.xml": MANIFEST}), "odt") == "password"


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"", "docx", "empty"),
        (b"Just words", "docx", "damaged"),
        (b"%PDF-1.7", "pdf", "not_word"),
        (b"MZ\x00\x00", "txt", "not_word"),
        (make_docx()[:-200], "docx", "damaged"),
        (replace_part(make_docx(), MAIN, b"<w:document"), "docx", "damaged"),
        (replace_part(make_docx(), MAIN, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "docx", "damaged"),
        (replace_part(make_docx(), MAIN, b"<a>" + b" " * 50_000_000 + b"</a>"), "docx", "too_large"),
        (replace_part(make_docx(), "word/media/a.png", bytes(150_000_000)), "docx", "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_document_or_a_bomb_is_refused(data, kind, problem):
    assert problem_of(data, kind) == problem


def test_external_references_and_macros_are_ignored():
    relations = read_part(make_docx(), "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rX" TargetMode="External" Target="file:///etc/passwd" Type="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/relationships/image"/></Relationships>',
    )
    data = replace_part(make_docx(), "word/_rels/document.xml.rels", relations)
    data = replace_part(data, "word/vbaProject.bin", b"macro")
    picture = (
        b'<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:imagedata r:id="rX" xmlns:r="http://schemas'
        b'.openxmlformats.org/officeDocument/2006/relationships"/></v:shape></w:pict></w:r></w:p><w:sectPr'
    )
    data = replace_part(data, MAIN, read_part(data, MAIN).replace(b"<w:sectPr", picture, 1))
    found = read(data)
    assert "root:" not in found.html
    assert {"what": "macros", "text": ""} in found.left_out


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one fault: bytes changed, cut off, doubled, or a part changed within the archive."""
    match chance.randrange(4):
        case 0:
            at = chance.randrange(len(data))
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[: chance.randrange(len(data))]
        case 2:
            at = chance.randrange(len(data))
            return data[:at] + data[at : at + 50] + data[at:]
    part = bytearray(read_part(data, MAIN))
    for _number in range(chance.randrange(1, 20)):
        part[chance.randrange(len(part))] = chance.randrange(256)
    return replace_part(data, MAIN, bytes(part))


@pytest.mark.randomised
def test_damaged_files_are_read_or_refused():
    """A sample; ``make test-long`` takes 10,000. What the program would answer as “damaged” counts as refused."""
    data, chance = make_docx(), random.Random(21)  # noqa: S311 - the same faults each time
    number = 10_000 if settings.get_current_profile_name() == "long" else 60
    outcomes = set()
    for _number in range(number):
        try:
            outcomes.add(type(read(damage(data, chance))))
        except UnreadableError as error:
            outcomes.add(error.args[0])
        except Exception:  # program.main answers any of these with “damaged”
            outcomes.add("damaged")
    assert "damaged" in outcomes
    assert outcomes - {Document} <= set(PROBLEMS)


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path):
    document = read_file(make_docx("The title\n\nSome text stands here."), "a.docx")
    assert document.html == "<p>The title</p><p>Some text stands here.</p>"
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_file(b"PK\x03\x04", "a.docx")


def test_a_plain_text_has_paragraphs_and_lists_and_unwraps_lines():
    wrapped = "These lines were wrapped by a mail program at some seventy\ncharacters, as they do."
    html = read_text(f"{wrapped}\n\n- one\n- two\n\nA & B\nC").html
    assert html == (f"<p>{wrapped.replace(chr(10), ' ')}</p><ul><li>one</li><li>two</li></ul><p>A &amp; B<br/>C</p>")


def test_lines_around_a_text_are_listed_and_read():
    found = report(make_docx())
    assert found.topics[:3] == ["Reading and health", "Blog", "Current questions"]
    assert [part["what"] for part in found.left_out] == ["furniture", "topics"] or [
        part["what"] for part in found.left_out
    ] == ["topics", "furniture"]
    assert "Share on" not in str(found.blocks)


def test_docx_is_what_python_docx_writes():
    assert docx.Document(io.BytesIO(make_docx())).paragraphs[0].text == "Ilse Marrow Round Table"
