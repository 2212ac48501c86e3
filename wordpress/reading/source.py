"""The text of an export's files: uncompressed, decoded and freed of what XML forbids, in chunks of bounded size."""

import codecs
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from .records import NotAnExportError

CHUNK = 1 << 16
# An export is megabytes, a large one some hundreds of them; what unpacks to more is no export but an attack.
MAX_BYTES = 4 << 30

STRAY_BYTES = re.compile("[\udc80-\udcff]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding=["']([\w.:-]{1,40})["']""")
BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
BROKEN_ARCHIVE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)

Report = Callable[[str, int], None]


class Part:
    """One XML text of an export: a file, or one file of a zip."""

    def __init__(self, path: Path, member: str = ""):
        self.path = path
        self.member = member
        self.name = f"{path.name}/{member}" if member else path.name
        self.read_share = 0.0

    def chunks(self, report: Report) -> Iterator[str]:
        """Yield the text; ``report(what, line)`` is called for each kind of repair in a chunk.

        Lines end in ``\\n``. Bytes that are not UTF-8 are read as Windows-1252, which they are in old databases.
        """
        line = 1
        with self.path.open("rb") as raw:
            size = max(self.path.stat().st_size, 1)
            try:
                with self._open(raw) as stream:
                    for text in self._decoded(stream, report):
                        self.read_share = min(raw.tell() / size, 1.0)
                        yield self._without_controls(text, line, report)
                        line += text.count("\n")
            except BROKEN_ARCHIVE as error:
                report(f"the compressed file is damaged and ends early ({error})", line)
        self.read_share = 1.0

    def _open(self, raw: io.BufferedReader):
        if self.member:
            return zipfile.ZipFile(raw).open(self.member)
        magic = raw.peek(2)[:2]
        return gzip.GzipFile(fileobj=raw) if magic == b"\x1f\x8b" else raw

    def _decoded(self, stream, report: Report) -> Iterator[str]:
        data = stream.read(CHUNK)
        decode = _Decoder(_encoding_of(data), report)
        total = 0
        while data:
            total += len(data)
            if total > MAX_BYTES:
                report(f"reading stopped after {MAX_BYTES >> 30} GB", decode.line)
                break
            yield decode(data)
            data = stream.read(CHUNK)
        yield decode(b"", final=True)

    @staticmethod
    def _without_controls(text: str, line: int, report: Report) -> str:
        found = CONTROLS.search(text)
        if not found:
            return text
        names = sorted({f"U+{ord(character):04X}" for character in CONTROLS.findall(text)})
        report(f"control characters were removed ({', '.join(names[:5])})", line + text.count("\n", 0, found.start()))
        return CONTROLS.sub("", text)


class _Decoder:
    """Bytes to text with ``\\n`` line ends, keeping what is not valid in the encoding."""

    def __init__(self, encoding: str, report: Report):
        self.report = report
        self.line = 1
        # Bytes that are not UTF-8 come out as lone surrogates, U+DC80 to U+DCFF (PEP 383).
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self.newlines = io.IncrementalNewlineDecoder(decoder, translate=True)

    def __call__(self, data: bytes, final: bool = False) -> str:
        text = self.newlines.decode(data, final)
        if found := STRAY_BYTES.search(text):
            stray = STRAY_BYTES.findall(text)
            examples = ", ".join(f"0x{ord(byte) - 0xDC00:X} as “{_as_cp1252(byte)}”" for byte in sorted(set(stray))[:5])
            line = self.line + text.count("\n", 0, found.start())
            self.report(f"{len(stray)} bytes were not UTF-8 and were read as Windows-1252 ({examples})", line)
            text = STRAY_BYTES.sub(lambda match: _as_cp1252(match[0]), text)
        self.line += text.count("\n")
        return text


def _as_cp1252(stray: str) -> str:
    return bytes([ord(stray) - 0xDC00]).decode("cp1252", errors="replace")


def _encoding_of(head: bytes) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    declared = DECLARED.search(head[:4096])
    try:
        return codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def parts_of(path: Path) -> list[Part]:
    """Return the XML texts in a file; raises ``NotAnExportError`` if it cannot be opened or is an empty archive."""
    if path.is_dir():
        raise NotAnExportError(f"{path.name} is a folder, not an export.")
    try:
        with path.open("rb") as raw:
            head = raw.read(4)
        if not head:
            raise NotAnExportError(f"{path.name} is empty.")
        if head != b"PK\x03\x04":
            return [Part(path)]
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_export_name(info.filename)]
    except OSError as error:
        raise NotAnExportError(f"{path} cannot be read: {error.strerror or error}.") from error
    except zipfile.BadZipFile as error:
        raise NotAnExportError(f"{path.name} is a damaged zip file.") from error
    if any(info.flag_bits & 1 for info in members):
        raise NotAnExportError(f"{path.name} is protected by a password: unpack it first.")
    if not members:
        raise NotAnExportError(f"{path.name} holds no .xml file.")
    return [Part(path, info.filename) for info in sorted(members, key=lambda info: info.filename)]


def _is_export_name(name: str) -> bool:
    return name.lower().endswith(".xml") and not name.startswith("__MACOSX/")
