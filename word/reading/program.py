"""A program that reads one document from standard input. ``documents`` starts it.

    python -I word/reading/program.py accepted < report.docx

It writes the document (JSON) to standard output, or ``{"problem": ...}``. An uploaded file may be made to keep its
reader busy forever, or to exploit a fault in it. So this process has limits of memory and time, cannot write files,
and knows no password and no address of the site.
"""

import io
import json
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

MAX_MEMORY_BYTES = 1 << 30  # bytes of address space
MAX_CPU_SECONDS = 30  # seconds of processor time; then the system kills the process
MAX_TEXT = 10_000_000  # characters of a text file
# The first bytes of Word files before 2007, and of Word files with a password (MS-CFB).
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, kind: str, *, as_it_was: bool) -> dict[str, Any]:
    """Return a document of ``data``. ``kind`` is the extension of the file's name, which matters for texts alone."""
    # The limits must be set before anything is loaded that a file could exploit.
    from word.reading.archives import UnreadableError  # noqa: PLC0415
    from word.reading.docx_files import read_docx  # noqa: PLC0415
    from word.reading.odt_files import read_odt  # noqa: PLC0415

    if not data:
        raise UnreadableError("empty")
    if data.startswith(OLD_WORD):
        raise UnreadableError("password" if ENCRYPTED in data else "old_word")
    if data.startswith(b"PK"):
        with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            if "content.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist():
                return read_odt(io.BytesIO(data))
        return read_docx(io.BytesIO(data), as_it_was=as_it_was)
    if kind in ("docx", "docm", "odt"):
        raise UnreadableError("damaged")
    if kind not in ("txt", "md", "htm", "html"):
        raise UnreadableError("not_word")
    text = decode(data)
    if "\x00" in text or len(text) > MAX_TEXT:
        raise UnreadableError("not_word" if "\x00" in text else "too_large")
    return {"text": text}


def decode(data: bytes) -> str:
    """Return a text in UTF-8, UTF-16 with a byte order mark, or else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def main(mode: str, kind: str) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from media.file_readers import limit_process  # noqa: PLC0415 - the path is set now; it loads no package

    limit_process(MAX_CPU_SECONDS, MAX_MEMORY_BYTES)
    from word.reading.archives import UnreadableError  # noqa: PLC0415 - after the limits

    try:
        answer = read(sys.stdin.buffer.read(), kind, as_it_was=mode == "original")
    except UnreadableError as error:
        answer = {"problem": str(error)}
    except (MemoryError, RecursionError):
        answer = {"problem": "too_large"}
    except Exception as error:  # on a damaged file the packages raise all kinds of exceptions
        answer = {"problem": "damaged", "detail": f"{type(error).__name__}: {error}"[:500]}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
