"""Hostile files: damaged, lying, oversized, packed and misnamed images and documents, made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(1)</script>"
FORMATS: dict[str, dict[str, Any]] = {
    "PNG": {}, "JPEG": {"quality": 60}, "GIF": {}, "WEBP": {}, "AVIF": {"speed": 10, "quality": 40}, "BMP": {}, "TIFF": {},
    "ICO": {}, "PPM": {}, "JPEG2000": {}, "TGA": {},
}  # fmt: skip
EXTENSIONS = {"JPEG": "jpg", "TIFF": "tif", "PPM": "ppm", "JPEG2000": "jp2"}
ACCEPTED = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
LARGEST = (5000, 4000)  # 20 million pixels, the most that the site takes
LARGEST_OF_GREEDY = (4000, 3000)  # 12 million, the most of formats whose decoders take more memory


@dataclass(frozen=True)
class HostileFile:
    """A file to upload. ``make`` returns its bytes, and runs in the process that is measured only after its begin."""

    what: str
    name: str
    make: Callable[[], bytes]

    def __str__(self) -> str:
        return f"{self.what} ({self.name[:40]!r})"


def encode(kind: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    colour: Any = {"RGB": (20, 30, 90), "L": 90, "RGBA": (20, 30, 90, 120), "CMYK": (9, 9, 9, 9), "P": 3, "I;16": 900}[
        mode
    ]
    Image.new(mode, size, colour).save(file := io.BytesIO(), kind, **FORMATS[kind] | options)
    return file.getvalue()


def extension(kind: str) -> str:
    return EXTENSIONS.get(kind, kind.lower())


def damaged_images() -> Iterator[HostileFile]:
    """Every format whole, cut, extended, misnamed and with noise in it."""
    for kind in FORMATS:
        name = f"picture.{extension(kind)}"
        yield HostileFile(f"{kind}, whole", name, partial(encode, kind))
        for part in (0, 10, 50, 95):
            yield HostileFile(
                f"{kind}, {part} % of it",
                name,
                partial(cut, partial(encode, kind), part),
            )
        yield HostileFile(f"{kind} with a script behind", name, partial(join, partial(encode, kind), SCRIPT))
        yield HostileFile(f"{kind} with noise", name, partial(add_noise, kind))
        other = "png" if kind != "PNG" else "webp"
        yield HostileFile(f"{kind} named {other}", f"picture.{other}", partial(encode, kind))
        yield HostileFile(f"{kind} as a PDF", "paper.pdf", partial(encode, kind))


def cut(make: Callable[[], bytes], percent: int) -> bytes:
    data = make()
    return data[: len(data) * percent // 100]


def join(make: Callable[[], bytes], more: bytes) -> bytes:
    return make() + more


def add_noise(kind: str) -> bytes:
    noisy = bytearray(encode(kind))
    for position in range(20, len(noisy), 37):
        noisy[position] ^= 0x5A
    return bytes(noisy)


def large_images() -> Iterator[HostileFile]:
    """Images as large as the site takes, in every format and mode; larger ones; and those that grow when opened."""
    for kind in ACCEPTED:
        yield HostileFile(f"{kind} of 20 megapixels", f"large.{extension(kind)}", partial(encode, kind, LARGEST))
        yield HostileFile(f"{kind} of 30 megapixels", f"larger.{extension(kind)}", partial(encode, kind, (6000, 5000)))
        yield HostileFile(f"{kind}, 16,000 wide", f"wide.{extension(kind)}", partial(encode, kind, (16_000, 1_250)))
    modes = {"PNG": ["RGBA", "P", "L", "I;16"], "JPEG": ["CMYK", "L"], "WEBP": ["RGBA"], "AVIF": ["RGBA"], "GIF": ["P"]}
    for kind, names in modes.items():
        for mode in names:
            yield HostileFile(
                f"{kind} of 20 megapixels, {mode}",
                f"large-{mode[0]}.{extension(kind)}",
                partial(encode, kind, LARGEST, mode),
            )
    yield HostileFile("JPEG of 20 megapixels, progressive", "p.jpg", lambda: encode("JPEG", LARGEST, progressive=True))
    yield HostileFile("JPEG with EXIF, 20 megapixels", "exif.jpg", partial(encode_with_exif, "JPEG"))
    yield HostileFile(
        "PNG with metadata, 20 megapixels", "text.png", lambda: encode("PNG", LARGEST, pnginfo=make_text())
    )
    for kind in ("WEBP", "AVIF"):
        for mode in ("RGB", "RGBA"):
            yield HostileFile(
                f"{kind} of 12 megapixels, {mode}",
                f"large.{kind.lower()}",
                partial(encode, kind, LARGEST_OF_GREEDY, mode, exif=make_exif()),
            )
        yield HostileFile(f"{kind} with EXIF, 20 megapixels", f"exif.{kind.lower()}", partial(encode_with_exif, kind))
    yield HostileFile("GIF of 600 frames", "frames.gif", lambda: make_frames("GIF", (400, 300), 600))
    yield HostileFile("GIF, 20 megapixels, 12 frames", "frames.gif", lambda: make_frames("GIF", LARGEST, 12))
    yield HostileFile("WebP of 300 frames", "frames.webp", lambda: make_frames("WEBP", (400, 300), 300))
    yield HostileFile("WebP, 20 megapixels, 6 frames", "frames.webp", lambda: make_frames("WEBP", LARGEST, 6))
    yield HostileFile("APNG, 20 megapixels, 6 frames", "frames.png", lambda: make_frames("PNG", LARGEST, 6))
    yield HostileFile("AVIF of 60 frames", "frames.avif", lambda: make_frames("AVIF", (400, 300), 60))
    yield HostileFile("PNG with 200 MB of packed text", "bomb.png", make_text_bomb)
    yield HostileFile("PNG with a packed profile of 200 MB", "bomb.png", make_profile_bomb)
    for kind, size in (("PNG", 2**31 - 1), ("GIF", 65_535), ("WEBP", 16_383), ("JPEG", 65_535), ("BMP", 2**30)):
        yield HostileFile(f"{kind} that says it is huge", f"lie.{extension(kind)}", partial(lie, kind, size))
        yield HostileFile(f"{kind} that says it is nothing", f"nil.{extension(kind)}", partial(lie, kind, 0))


def encode_with_exif(kind: str) -> bytes:
    return encode(kind, LARGEST, exif=make_exif())


def make_exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = "Ana Silva", "All rights reserved " * 2000
    return exif.tobytes()


def make_text(size: int = 1000) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "A" * size, zip=True)
    return info


def make_frames(kind: str, size: tuple[int, int], count: int) -> bytes:
    frames = (Image.new("RGB", size, (number % 256, 9, 9)) for number in range(1, count))
    first = Image.new("RGB", size, (0, 9, 9))
    first.save(file := io.BytesIO(), kind, save_all=True, append_images=frames, **FORMATS[kind])
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def insert_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a small PNG with a chunk behind its header (PNG, 3rd edition, 5.3)."""
    png = encode("PNG")
    return png[:33] + chunk(kind, data) + png[33:]


def make_text_bomb() -> bytes:
    return insert_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))


def make_profile_bomb() -> bytes:
    return insert_chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(200_000_000), 9))


def lie(kind: str, size: int) -> bytes:
    """Return a small image whose header says that it is ``size`` pixels wide and high."""
    data = bytearray(encode(kind))
    if kind == "PNG":
        struct.pack_into(">II", data, 16, size, size)
        struct.pack_into(">I", data, 29, zlib.crc32(bytes(data[12:29])))
    elif kind == "GIF":
        struct.pack_into("<HH", data, 6, size, size)
    elif kind == "BMP":
        struct.pack_into("<ii", data, 18, size, size)
    elif kind == "JPEG":
        start = data.index(b"\xff\xc0")
        struct.pack_into(">HH", data, start + 5, size, size)
    else:
        start = data.index(b"VP8 ") + 14
        struct.pack_into("<HH", data, start, size & 0x3FFF, size & 0x3FFF)
    return bytes(data)


# Documents


def make_zip(files: dict[str, bytes], **options: Any) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_office(kind: str, content: bytes) -> bytes:
    part = {
        "docx": "word/document.xml",
        "xlsx": "xl/workbook.xml",
        "pptx": "ppt/presentation.xml",
        "odt": "content.xml",
    }[kind]
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return make_zip({"[Content_Types].xml": types, part: content})


def make_spaces(kind: str) -> bytes:
    return make_office(kind, b" " * 300_000_000)


def make_pdf(body: bytes, *, end: bytes = b"") -> bytes:
    objects = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    return b"%PDF-1.7\n" + objects + body + (end or b"\ntrailer<</Root 1 0 R/Size 9>>\nstartxref\n9\n%%EOF")


def make_pdf_bomb() -> bytes:
    packed = zlib.compress(b"BT (a) Tj ET " * 20_000_000, 9)
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
    stream = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    return make_pdf(page + stream + packed + b"\nendstream endobj")


def make_nested_zip(depth: int) -> bytes:
    data = bytes(30_000_000)
    for level in range(depth):
        data = make_zip({f"{level}-{number}.zip": data for number in range(3)})
    return data


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (code, *([code - 1] * 8)) for code in range(98, 110)
    )
    + b"]><a>&m;</a>"
)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def documents() -> Iterator[HostileFile]:
    """PDF, office files, archives and texts that are broken, packed or not what they are called."""
    for part in (0, 5, 50, 90):
        whole = make_pdf(b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj")
        yield HostileFile(f"PDF, {part} % of it", "paper.pdf", partial(cut, partial(bytes, whole), part))
    pdfs = {
        "with a script": b"3 0 obj<</Type/Page/Parent 2 0 R/AA<</O<</S/JavaScript/JS(app.alert(1))>>>>>>endobj",
        "whose pages are a circle": b"3 0 obj<</Type/Pages/Kids[2 0 R]/Parent 3 0 R/Count 9999999>>endobj",
        "nested deeply": b"3 0 obj" + b"[" * 100_000 + b"endobj",
        "that refers to itself": b"3 0 obj 3 0 R endobj",
    }
    for what, body in pdfs.items():
        yield HostileFile(f"PDF {what}", "paper.pdf", partial(make_pdf, body))
    yield HostileFile("PDF with a wrong table", "paper.pdf", lambda: make_pdf(b"", end=b"xref\n0 999999999\n%%EOF"))
    yield HostileFile("PDF with 260 MB of packed text", "paper.pdf", make_pdf_bomb)
    for kind in ("docx", "xlsx", "pptx", "odt"):
        yield HostileFile(f"{kind} with 300 MB of spaces", f"a.{kind}", partial(make_spaces, kind))
        yield HostileFile(f"{kind} with entities in entities", f"a.{kind}", partial(make_office, kind, ENTITIES))
        yield HostileFile(f"{kind} with an external entity", f"a.{kind}", partial(make_office, kind, EXTERNAL))
        yield HostileFile(f"{kind}, nested deeply", f"a.{kind}", partial(make_office, kind, b"<a>" * 200_000))
        yield HostileFile(f"{kind} that is no archive", f"a.{kind}", lambda: b"PK\x03\x04" + bytes(200))
        yield HostileFile(f"{kind} without its parts", f"a.{kind}", lambda: make_zip({"a": b"a"}))
    yield HostileFile("archive of archives", "a.zip", lambda: make_nested_zip(4))
    yield HostileFile("archive that leads out", "a.zip", lambda: make_zip({"../../../etc/x": b"a", "/etc/x": b"a"}))
    yield HostileFile(
        "archive of 20,000 files", "a.zip", lambda: make_zip({f"{number}": b"" for number in range(20_000)})
    )
    texts = {
        "a.csv": b'=HYPERLINK("http://evil.example")\n' * 9, "a.json": b"[" * 200_000, "a.txt": b"\xff\xfe\x00\xd8" * 9000,
        "a.rtf": b"{\\rtf1" + b"{" * 100_000, "a.vtt": b"WEBVTT\n\n" + b"00:00 --> \n" * 9, "a.ics": b"BEGIN:VCALENDAR\n" * 999,
        "a.epub": b"PK", "a.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(99), "a.html": SCRIPT, "a.svg": b"<svg onload='alert(1)'/>",
        "a.svgz": zlib.compress(SCRIPT), "a.xml": EXTERNAL, "a.exe": b"MZ" + bytes(99), "a.php": b"<?php echo 1;", "a": b"", "a.pdf": SCRIPT,
        "a.doc": b"\xd0\xcf\x11\xe0" + bytes(600), "a.xht": SCRIPT, "a.js": b"alert(1)", "a.bib": b"@a{" * 9000, "a.tsv": b"\t" * 99_999,
    }  # fmt: skip
    for name, content in texts.items():
        yield HostileFile("text or what it is called", name, partial(bytes, content))


NAMES = [
    "../../x.png", "..\\..\\x.png", "/etc/x.png", "x.png\x00.html", "x\u202egnp.exe.png", "x" * 300 + ".png", ".png", "..png",
    "con.png", "-rf.png", "x.PNG", "x.png.", "x.png ", "x.png;.html", "x.html.png", "\U0001f41f.png", "x\r\ny.png", "<b>x.png", "'\".png",
    "%2e%2e%2fx.png", "x.png/", "\u00e9\u0301.png", ".htaccess.png", "x?y#z.png", " .png", "{{7*7}}.png", "x:y.png", "$(id).png",
]  # fmt: skip


def misnamed() -> Iterator[HostileFile]:
    for name in NAMES:
        yield HostileFile("odd name", name, lambda: encode("PNG"))


def make_files() -> list[HostileFile]:
    return [*damaged_images(), *large_images(), *documents(), *misnamed()]
