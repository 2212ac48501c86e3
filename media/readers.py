"""Reads the text of one file: a program of its own, which ``media.extraction`` starts.

    python -I media/readers.py pdf < report.pdf

It writes ``{"text": ..., "problem": ...}`` (JSON) to its output. Files come from many hands, and one may be made so as
to keep its reader busy for ever, or to take it over. So this process may use no more than a fixed amount of memory and
time, can write no file, and knows nothing of the site: it imports nothing of Django's either.
"""

import json
import re
import resource
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress

# Long enough for a book of 700 pages; the search index takes no more than its own limit of it.
LONGEST_TEXT = 2_000_000  # characters
LARGEST_MEMORY = 1 << 30  # bytes of address space
LONGEST_WORK = 40  # seconds of processor time, after which the system ends the process
# A long file is read as far as this many seconds go, and what was read is kept.
PATIENCE = 25
# What a Word or PowerPoint file may unpack to. Ordinary ones are made of text and pictures, and stay below.
LARGEST_ARCHIVE = 300_000_000
LARGEST_XML_PART = 60_000_000
MOST_PARTS = 20_000

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class UnreadableError(Exception):
    """The file cannot be read; the first argument is a key of ``media.extraction.PROBLEMS``."""


def read_plain(file) -> Iterator[str]:
    """Yield the lines of a text file: UTF-8, UTF-16 with its mark, or else what Windows made of Western languages."""
    start = file.read(2)
    file.seek(0)
    western = "utf-8-sig" if is_utf8(file) else "cp1252"
    encoding = "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else western
    file.seek(0)
    text = file.read(LONGEST_TEXT * 4).decode(encoding, errors="replace")
    if "\x00" in text:
        raise UnreadableError("damaged")
    yield from text.splitlines()


def is_utf8(file) -> bool:
    try:
        for line in file:
            line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_pdf(file) -> Iterator[str]:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnreadableError("password")
    for page in reader.pages:
        yield page.extract_text()


def read_word(file) -> Iterator[str]:
    """Yield the paragraphs of a Word file, those of tables, text boxes and foot- and endnotes too."""
    import docx
    from docx.oxml.parser import parse_xml

    check_archive(file)
    document = docx.Document(file)
    yield from paragraphs(document.element.body, WORD)
    for part in document.part.package.iter_parts():
        if part.partname in {"/word/footnotes.xml", "/word/endnotes.xml"}:
            yield from paragraphs(parse_xml(part.blob), WORD)


def read_slides(file) -> Iterator[str]:
    """Yield what the slides show. Hidden slides and the speaker's notes were not meant for the audience."""
    import pptx

    check_archive(file)
    for slide in pptx.Presentation(file).slides:
        if slide._element.get("show") != "0":
            yield from paragraphs(slide._element, DRAWING)


def check_archive(file) -> None:
    """Refuse what would unpack to more than a document holds (a "zip bomb")."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("password")
    xml = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    too_large = sum(part.file_size for part in parts) > LARGEST_ARCHIVE or max(xml, default=0) > LARGEST_XML_PART
    if too_large or len(parts) > MOST_PARTS:
        raise UnreadableError("too_large")
    file.seek(0)


def paragraphs(root, namespace: str) -> Iterator[str]:
    """Yield the texts of the paragraphs below ``root``, in the order in which the file has them."""
    spaces = {f"{namespace}{name}" for name in ("tab", "br", "cr", "noBreakHyphen")}
    words: list[str] = []
    for element in root.iter():
        if element.tag == f"{namespace}p" and words:
            yield "".join(words)
            words = []
        # A text box is there twice: as it is, and as older programs want it.
        elif element.tag == f"{namespace}t" and not any(True for _parent in element.iterancestors(FALLBACK)):
            words.append(element.text or "")
        elif element.tag in spaces:
            words.append("-" if element.tag.endswith("noBreakHyphen") else " ")
    yield "".join(words)


READERS = {"pdf": read_pdf, "docx": read_word, "pptx": read_slides, "txt": read_plain, "csv": read_plain}


def tidy(text: str) -> str:
    """Return ``text`` composed (NFC), on one line, without what cannot be stored or seen."""
    text = text.encode("utf-8", errors="ignore").decode("utf-8").replace("\xad", "")
    return unicodedata.normalize("NFC", re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]+", " ", text)).strip()


def collect(pieces: Iterable[str]) -> dict:
    """Return what is read of a file within the limits, as ``{"text", "problem"}``."""
    started, kept, length, problem = time.monotonic(), [], 0, ""
    for piece in pieces:
        if piece := tidy(piece):
            kept.append(piece)
            length += len(piece) + 1
        if length > LONGEST_TEXT or time.monotonic() - started > PATIENCE:
            problem = "partial"
            break
    text = "\n".join(kept)[:LONGEST_TEXT]
    return {"text": text, "problem": problem if text else "empty"}


def limit_process() -> None:
    for what, limit in (
        (resource.RLIMIT_CPU, LONGEST_WORK),
        (resource.RLIMIT_AS, LARGEST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        with suppress(ValueError):  # macOS knows no limit of address space
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def main(kind: str) -> None:
    limit_process()
    try:
        answer = collect(READERS[kind](sys.stdin.buffer))
    except UnreadableError as error:
        answer = {"text": "", "problem": str(error)}
    except MemoryError:
        answer = {"text": "", "problem": "too_large"}
    except Exception as error:  # the readers raise whatever a broken file leads them to
        answer = {"text": "", "problem": "damaged", "detail": f"{type(error).__name__}: {error}"[:500]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
