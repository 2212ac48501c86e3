"""Files of each kind, made of given texts."""

import io
import zipfile

import docx
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from demo.builders import build_document
from media.models import CustomDocument


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
