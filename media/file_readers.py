"""A program that reads the text of one file. ``media.extraction`` starts it.

    python -I media/file_readers.py pdf < report.pdf

It writes ``{"text": ..., "problem": ...}`` (JSON) to standard output. An uploaded file may be made to keep its reader
busy forever, or to exploit a fault in it. So this process has limits of memory and time, cannot write files, and has
no access to the site: it imports neither Django nor the project.
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

# Enough for a book of 700 pages. The search index has a limit of its own.
MAX_TEXT_LENGTH = 2_000_000  # characters
MAX_MEMORY_BYTES = 1 << 30  # bytes of address space
MAX_CPU_SECONDS = 40  # of processor time; then the system kills the process
# Reading a long file stops after this time, and the text so far is kept.
MAX_READING_SECONDS = 25
# Limits for what a Word or PowerPoint file unpacks to. Ordinary files stay far below them.
MAX_UNPACKED_BYTES = 300_000_000
MAX_XML_PART_BYTES = 60_000_000
MAX_ARCHIVE_PARTS = 20_000

WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING_NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK_TAG = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class UnreadableError(Exception):
    """The file cannot be read; the first argument is a key of ``media.extraction.PROBLEMS``."""


def read_plain(file) -> Iterator[str]:
    """Yield the lines of a text file in UTF-8, UTF-16 with a byte order mark, or else Windows-1252."""
    start = file.read(2)
    file.seek(0)
    western = "utf-8-sig" if is_utf8(file) else "cp1252"
    encoding = "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else western
    file.seek(0)
    text = file.read(MAX_TEXT_LENGTH * 4).decode(encoding, errors="replace")
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
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415 - each process loads only the package that it needs

    reader = PdfReader(file)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnreadableError("password")
    for page in reader.pages:
        yield page.extract_text()


def read_word(file) -> Iterator[str]:
    """Yield the paragraphs of a Word file, including those in tables, text boxes, footnotes and endnotes."""
    import docx  # noqa: PLC0415 - see read_pdf
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    check_archive(file)
    document = docx.Document(file)
    yield from iter_paragraphs(document.element.body, WORD_NAMESPACE)
    for part in document.part.package.iter_parts():
        if part.partname in {"/word/footnotes.xml", "/word/endnotes.xml"}:
            yield from iter_paragraphs(parse_xml(part.blob), WORD_NAMESPACE)


def read_slides(file) -> Iterator[str]:
    """Yield the text of the slides, without hidden slides and notes, which are not meant for the audience."""
    import pptx  # noqa: PLC0415 - see read_pdf

    check_archive(file)
    for slide in pptx.Presentation(file).slides:
        if slide.element.get("show") != "0":
            yield from iter_paragraphs(slide.element, DRAWING_NAMESPACE)


def check_archive(file) -> None:
    """Raise ``UnreadableError`` for an encrypted archive, and for one that unpacks to too much (a "zip bomb")."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("password")
    xml = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    too_large = sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or max(xml, default=0) > MAX_XML_PART_BYTES
    if too_large or len(parts) > MAX_ARCHIVE_PARTS:
        raise UnreadableError("too_large")
    file.seek(0)


def iter_paragraphs(root, namespace: str) -> Iterator[str]:
    """Yield the texts of the paragraphs below the XML element ``root``, in document order."""
    spaces = {f"{namespace}{name}" for name in ("tab", "br", "cr", "noBreakHyphen")}
    words: list[str] = []
    for element in root.iter():
        if element.tag == f"{namespace}p" and words:
            yield "".join(words)
            words = []
        # A text box is stored twice, once in a fallback for older programs.
        elif element.tag == f"{namespace}t" and not any(True for _parent in element.iterancestors(FALLBACK_TAG)):
            words.append(element.text or "")
        elif element.tag in spaces:
            words.append("-" if element.tag.endswith("noBreakHyphen") else " ")
    yield "".join(words)


READERS = {"pdf": read_pdf, "docx": read_word, "pptx": read_slides, "txt": read_plain, "csv": read_plain}


def normalise_text(text: str) -> str:
    """Return ``text`` in NFC, on one line, without characters that cannot be stored or seen."""
    text = text.encode("utf-8", errors="ignore").decode("utf-8").replace("\xad", "")
    return unicodedata.normalize("NFC", re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]+", " ", text)).strip()


def read_within_limits(pieces: Iterable[str]) -> dict[str, str]:
    """Join the pieces until a limit is reached; return ``{"text", "problem"}``."""
    kept: list[str] = []
    started, length, problem = time.monotonic(), 0, ""
    for piece in pieces:
        if piece := normalise_text(piece):
            kept.append(piece)
            length += len(piece) + 1
        if length > MAX_TEXT_LENGTH or time.monotonic() - started > MAX_READING_SECONDS:
            problem = "partial"
            break
    text = "\n".join(kept)[:MAX_TEXT_LENGTH]
    return {"text": text, "problem": problem if text else "empty"}


def limit_process(cpu_seconds: int = MAX_CPU_SECONDS, memory_bytes: int = MAX_MEMORY_BYTES) -> None:
    """Limit this process, and forbid it to write files. ``word.reading.program`` does the same."""
    for what, limit in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        with suppress(ValueError):  # macOS does not support RLIMIT_AS
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def main(kind: str) -> None:
    limit_process()
    try:
        answer = read_within_limits(READERS[kind](sys.stdin.buffer))
    except UnreadableError as error:
        answer = {"text": "", "problem": str(error)}
    except MemoryError:
        answer = {"text": "", "problem": "too_large"}
    except Exception as error:  # on a damaged file the packages raise all kinds of exceptions
        answer = {"text": "", "problem": "damaged", "detail": f"{type(error).__name__}: {error}"[:500]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
