"""Archives that claim to be documents: limits of size and parts, and XML without entities."""

import zipfile

from lxml import etree

MAX_PARTS = 5_000
MAX_UNPACKED = 200_000_000  # bytes
MAX_XML = 40_000_000  # bytes of one part
# XML packs well, but not better than this; smaller parts are left alone.
MAX_RATIO = 150
MIN_SIZE_FOR_RATIO = 1_000_000  # bytes
MAX_DEPTH = 200  # elements


class UnreadableError(Exception):
    """The file cannot be read; the first argument is a key of ``documents.PROBLEMS``."""


def open_archive(file) -> zipfile.ZipFile:
    """Return an archive that stays within the limits, else raise ``UnreadableError``."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("damaged") from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("password")
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or len(set(names)) < len(names):
        raise UnreadableError("too_large")
    for part in parts:
        is_xml = part.filename.endswith((".xml", ".rels"))
        is_bomb = part.file_size > MIN_SIZE_FOR_RATIO and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if is_bomb or (is_xml and part.file_size > MAX_XML):
            raise UnreadableError("too_large")
    return archive


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return the root of an XML part. Document types are refused: entities could hold files or grow without end."""
    try:
        root = parse_xml(archive.read(name))
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableError("damaged") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: errors of the packed data have no common class
        raise UnreadableError("damaged") from error
    return root


def parse_xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("damaged") from error
    if b"<!DOCTYPE" in data[:10_000] or b"<!ENTITY" in data[:10_000]:
        raise UnreadableError("damaged")
    return root
