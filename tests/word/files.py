"""Word files for tests, and the text of a report like those that editors send."""

import io
import zipfile
from collections.abc import Callable

import docx

REPORT = """Ilse Marrow Round Table

Bringing libraries to the doorstep

Researchers met Ilse Marrow MP this week to discuss how lending at the door might change public libraries.

The round table, led by the Wharf, let those who study reading talk to somebody who votes on it.

Prof Tamsin Okell spoke about her years of reading to patients. She added that few books reach a ward.

Ilse Marrow MP spoke of her own interest in libraries, and her wish to see them reach further.

She added that lending at the door “does not feel like a big idea” but that it needs somebody to pay for it.

Prof Jonas Feld, Professor of Evaluation who leads the Wharf and chaired the event, said: “We thank Ilse for taking \
the time to visit us. She heard at first hand what stands between a book and its reader.

“There is an appetite for it, and hardly any evidence. I hope that somebody will pay for both.”

The next Wharf event will be an inaugural lecture from Professor Orla Whitcombe on 25 April 2027.

Share on

This entry was posted in Reading and health, Blog, Current questions, Lending, Policy, Public Service Reform. \
Bookmark the permalink."""


def make_docx(text: str = REPORT, change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """Return a Word file of a text whose paragraphs are parted by empty lines."""
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def replace_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with one of its parts replaced, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in archive.namelist():
            if part != name:
                changed.writestr(part, archive.read(part))
        changed.writestr(name, content)
    return out.getvalue()


def read_part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
