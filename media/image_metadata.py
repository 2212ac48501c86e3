"""Metadata within image files: taken off before a file is kept, after its credit and licence have been read.

A photograph of a telephone says where and when it was taken, and by which device. Visitors get the colour profile and
the orientation, which belong to the picture, and nothing else.
"""

from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from .image_containers import strip_container

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
#: IPTC IIM 4.2: By-line, Credit, Copyright Notice.
IPTC_CREDIT = ((2, 80), (2, 110), (2, 116))


@dataclass(frozen=True)
class FoundRights:
    """What a file says of who made it and how it may be used; empty where it says nothing."""

    credit: str = ""
    licence: str = ""


def read_rights(image: Image.Image) -> FoundRights:
    """Return the credit and the licence in EXIF, IPTC or XMP. What cannot be read counts as not there."""
    exif = image.getexif()
    xmp = _parse_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b"")
    credit = (
        _first_text(xmp, f"{DC}creator", f"{PHOTOSHOP}Credit")
        or _decode(exif.get(ExifTags.Base.Artist))
        or _iptc_credit(image)
        or _first_text(xmp, f"{DC}rights")
        or _decode(exif.get(ExifTags.Base.Copyright))
    )
    licence = _first_text(xmp, f"{RIGHTS}UsageTerms", f"{RIGHTS}WebStatement")
    return FoundRights(credit[:255], licence[:255])


def strip_metadata(file: IO[bytes]) -> bytes | None:
    """Return the file without its metadata; None if it has none, so that most files stay as they were made.

    ``file`` is an image that Pillow opens, at any position. Raises ``ValidationError`` if it is damaged.
    """
    file.seek(0)
    with Image.open(file) as image:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    exif = Image.Exif()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    file.seek(0)
    data = file.read()
    try:
        stripped = strip_container(data, exif.tobytes().removeprefix(b"Exif\x00\x00") if orientation else b"")
    except ValueError as error:
        raise ValidationError(_("This file is damaged, or is no image."), code="invalid_image") from error
    return None if stripped == data else stripped


def _parse_xmp(packet: bytes | str) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        return etree.fromstring(packet.encode() if isinstance(packet, str) else packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _first_text(xmp: etree._Element | None, *names: str) -> str:
    """Return the text of the first of some elements, or of the first item of its list (rdf:Alt, rdf:Seq)."""
    if xmp is None:
        return ""
    for name in names:
        for element in xmp.iter(name):
            items = element.iter(f"{RDF}li")
            if text := next((item.text.strip() for item in items if item.text and item.text.strip()), ""):
                return text
            if element.text and element.text.strip():
                return element.text.strip()
        for description in xmp.iter(f"{RDF}Description"):
            if text := description.get(name, "").strip():
                return text
    return ""


def _iptc_credit(image: Image.Image) -> str:
    if not isinstance(image, ImageFile.ImageFile):
        return ""
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, IndexError, KeyError, OSError):
        return ""
    for key in IPTC_CREDIT:
        value = found.get(key)
        if text := _decode(value[0] if isinstance(value, list) and value else value):
            return text
    return ""


def _decode(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    return " ".join(value.replace("\x00", " ").split()) if isinstance(value, str) else ""
