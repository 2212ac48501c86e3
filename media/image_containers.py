"""Metadata taken off image files by their containers: the parts that hold it are left out, and no pixel is decoded.

So nothing is lost by encoding the picture again, and a large image takes no more memory than its file. Sources: JPEG
(ITU-T T.81, annex B), PNG (3rd edition, chapter 5), WebP (RFC 9649), GIF89a, and HEIF, on which AVIF is built
(ISO/IEC 14496-12, 8.11).
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator

#: What follows a scan of a JPEG: any marker but a stuffed byte and the restart markers, which belong to the scan.
JPEG_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
JPEG_SOS, JPEG_EOI, JPEG_COM, JPEG_JFIF = 0xDA, 0xD9, 0xFE, 0xE0
#: APP0 is JFIF, APP2 can be a colour profile or a table of further images, APP14 says how colours are encoded.
JPEG_KEPT = {JPEG_JFIF: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs sPLT hIST acTL fcTL fdAT".split()
)
WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
WEBP_EXIF, WEBP_XMP = 0x08, 0x04  # flags of VP8X
GIF_IMAGE, GIF_EXTENSION, GIF_CONTROL, GIF_APPLICATION = 0x2C, 0x21, 0xF9, 0xFF
GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")  # how often it plays, and the colour profile
AVIF_METADATA = (b"Exif", b"mime", b"uri ")


def strip_container(data: bytes, exif: bytes) -> bytes:
    """Return an image file without its metadata, the same bytes if it has none or is of no known format.

    ``exif`` is put in its place: a TIFF structure with the orientation alone, or nothing. AVIF and GIF need none: the
    one has the orientation among the properties of the picture, the other has none. What is behind the picture is left
    out, too. Raises ``ValueError`` if the file ends within a part or its parts do not fit together.
    """
    try:
        return find_stripper(data)(data, exif)
    except (struct.error, IndexError) as error:
        raise ValueError("The file is damaged") from error


def find_stripper(data: bytes) -> Callable[[bytes, bytes], bytes]:
    if data.startswith(b"\xff\xd8"):
        return strip_jpeg
    if data.startswith(PNG_SIGNATURE):
        return strip_png
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return strip_webp
    if data.startswith(b"GIF8"):
        return strip_gif
    if data[4:8] == b"ftyp":
        return strip_avif
    return lambda data, exif: data


def strip_jpeg(data: bytes, exif: bytes) -> bytes:
    """Keep the first picture: what telephones put behind it (depth, brightness, a video) has metadata of its own."""
    head, kept = [data[:2]], []
    position = 2
    while position < len(data):
        found = JPEG_MARKER.search(data, position)
        if found is None:
            break
        marker, start = data[found.end() - 1], found.end()
        if marker == JPEG_EOI:
            break
        (length,) = struct.unpack_from(">H", data, start)
        end = start + length
        part = b"\xff" + data[start - 1 : end]
        if marker == JPEG_SOS:
            following = JPEG_MARKER.search(data, end)
            position = following.start() if following else len(data)
            kept.append(part + data[end:position])
            continue
        position = end
        is_application = 0xE0 <= marker <= 0xEF
        if part[4:].startswith(JPEG_KEPT.get(marker, b"-")) if is_application else marker != JPEG_COM:
            (head if marker == JPEG_JFIF else kept).append(part)
    if exif:
        body = b"Exif\x00\x00" + exif
        head.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return b"".join([*head, *kept, b"\xff\xd9"])


def strip_png(data: bytes, exif: bytes) -> bytes:
    parts, position = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if kind in PNG_KEPT:
            parts.append(data[position:end])
        if kind == b"IHDR" and exif:
            parts.append(struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", zlib.crc32(b"eXIf" + exif)))
        if kind == b"IEND":
            break
        position = end
    return b"".join(parts)


def strip_webp(data: bytes, exif: bytes) -> bytes:
    parts, position, size = [], 12, struct.unpack_from("<I", data, 4)[0] + 8
    while position + 8 <= min(size, len(data)):
        kind, length = struct.unpack_from("<4sI", data, position)
        end = position + 8 + length + length % 2
        part = data[position:end]
        if kind == b"VP8X":
            flags = part[8] & ~(WEBP_EXIF | WEBP_XMP) | (WEBP_EXIF if exif else 0)
            part = part[:8] + bytes([flags]) + part[9:]
        if kind in WEBP_KEPT:
            parts.append(part)
        position = end
    if exif and parts[0].startswith(b"VP8X"):
        parts.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + bytes(len(exif) % 2))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def strip_gif(data: bytes, exif: bytes) -> bytes:
    position = 13 + gif_table_size(data[10])
    parts = [data[:position]]
    while position < len(data):
        start, kind = position, data[position]
        if kind == GIF_IMAGE:
            position += 10 + gif_table_size(data[position + 9]) + 1
            is_kept = True
        elif kind == GIF_EXTENSION:
            label, name = data[position + 1], data[position + 3 : position + 14]
            position += 2
            is_kept = label == GIF_CONTROL or (label == GIF_APPLICATION and name in GIF_KEPT)
        else:
            break
        while data[position]:  # blocks of data, each after its length; the last one has none
            position += 1 + data[position]
        position += 1
        if is_kept:
            parts.append(data[start:position])
    return b"".join([*parts, b"\x3b"])


def gif_table_size(flags: int) -> int:
    """Return the size of a table of colours in bytes, by the byte that says whether there is one."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


# AVIF: a box of metadata lists items, and says where in the file each of them is.


def strip_avif(data: bytes, exif: bytes) -> bytes:
    """Blank the items that are metadata, and give them a type that nobody reads: no other part of the file moves."""
    stripped = bytearray(data)
    for kind, start, end in iter_avif_boxes(data, 0, len(data)):
        if kind != b"meta":
            stripped[start:end] = bytes(end - start)
            continue
        boxes = {child: (first, last) for child, first, last in iter_boxes(data, start + 4, end)}
        for item, place in find_avif_metadata(data, *boxes.get(b"iinf", (0, 0))).items():
            stripped[place : place + 4] = b"free"
            for first, last in find_extents(data, item, boxes):
                stripped[first:last] = bytes(len(stripped[first:last]))
    return bytes(stripped)


def iter_avif_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield boxes that hold metadata: those of a picture, and of the tracks of an animation."""
    for kind, first, last in iter_boxes(data, start, end):
        if kind in (b"moov", b"trak"):
            yield from iter_avif_boxes(data, first, last)
        elif kind in (b"meta", b"udta", b"uuid"):
            yield kind, first, last


def iter_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the type of each box, and where its content begins and ends."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, start + 8), 16
        last = start + size if size else end
        if last < start + head or last > end:
            raise ValueError("A box does not fit into the file")
        yield kind, start + head, last
        start = last


def find_avif_metadata(data: bytes, start: int, end: int) -> dict[int, int]:
    """Return where the type of each item that is metadata stands, by the item's number, of an ``iinf`` box."""
    if start == end:
        return {}
    entries = start + (6 if data[start] == 0 else 8)
    found = {}
    for _kind, first, _last in iter_boxes(data, entries, end):
        is_long = data[first] == 3  # the version
        (item,) = struct.unpack_from(">I" if is_long else ">H", data, first + 4)
        place = first + (10 if is_long else 8)
        if data[place : place + 4] in AVIF_METADATA:
            found[item] = place
    return found


def find_extents(data: bytes, wanted: int, boxes: dict[bytes, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the parts of an item begin and end in the file, by the ``iloc`` box."""
    position, end = boxes[b"iloc"]
    version, sizes, more_sizes = data[position], data[position + 4], data[position + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more_sizes >> 4
    index_size = more_sizes & 15 if version else 0
    number_size = 4 if version == 2 else 2

    def read(size: int) -> int:
        nonlocal position
        if position + size > end:
            raise ValueError("The list of places ends too early")
        position += size
        return int.from_bytes(data[position - size : position], "big")

    position += 6
    for _ in range(read(number_size)):
        item = read(number_size)
        method = read(2) & 15 if version else 0
        read(2)  # which file: this one
        base = read(base_size) + (boxes[b"idat"][0] if method == 1 else 0)
        for _ in range(read(2)):
            read(index_size)
            first = base + read(offset_size)
            length = read(length_size)
            if item == wanted:
                yield first, first + length if length else len(data)
