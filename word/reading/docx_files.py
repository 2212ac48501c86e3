"""Word files (.docx, ISO/IEC 29500) as HTML, by mammoth, after tracked changes were settled.

mammoth reads styles, lists, tables, links, notes and pictures. What it does not: which text was changed, the comments
with the words they stand at, and what it leaves out, such as headers.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import mammoth
from lxml import etree

from .archives import UnreadableError, open_archive, parse_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN = "word/document.xml"
#: Parts whose text is read, with their tracked changes.
TEXT_PARTS = (MAIN, "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
#: Parts that mammoth needs; all others, macros among them, are not given to it.
NEEDED = (*TEXT_PARTS, "word/styles.xml", "word/numbering.xml", "[Content_Types].xml")
STYLES = """
p[style-name='Title'] => p.doc-title:fresh
p[style-name='Subtitle'] => p.doc-subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='caption'] => p.doc-caption:fresh
p[style-name='Caption'] => p.doc-caption:fresh
"""
LEFT_OUT = {"header": "word/header", "footer": "word/footer"}
SPACES = {f"{W}{name}" for name in ("tab", "br", "cr", "p")}
INSERTED, DELETED = f"{W}ins", f"{W}del"
MOVED_TO, MOVED_FROM = f"{W}moveTo", f"{W}moveFrom"


def read_docx(file, *, as_it_was: bool = False) -> dict[str, Any]:
    """Return ``{"html", "comments", "pictures", "words", "left_out"}``; ``as_it_was`` undoes tracked changes."""
    archive = open_archive(file)
    names = archive.namelist()
    if MAIN not in names:
        raise UnreadableError("not_word")
    roots = {name: parse_part(archive, name) for name in TEXT_PARTS if name in names}
    if roots[MAIN].tag != f"{W}document":
        raise UnreadableError("not_word")
    for root in roots.values():
        settle_changes(root, as_it_was=as_it_was)
    pictures: list[str] = []
    by_checksum = {part.CRC: part.filename for part in archive.infolist() if "/media/" in part.filename}

    def convert_image(image) -> dict[str, str]:
        try:
            with image.open() as content:
                name = by_checksum.get(zlib.crc32(content.read()), "")
        except Exception:  # its file is missing, or elsewhere: mammoth has several errors for that
            name = ""
        pictures.append(name)
        return {"src": f"https://picture.invalid/{len(pictures) - 1}"}

    result = mammoth.convert_to_html(
        _repack(archive, roots),
        convert_image=mammoth.images.img_element(convert_image),
        style_map=STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    notes = [roots[name] for name in TEXT_PARTS[1:3] if name in roots]
    return {
        "html": result.value,
        "pictures": pictures,
        "comments": list(iter_comments(roots)),
        "words": "\n".join(text_of(root) for root in (roots[MAIN], *notes)),
        "left_out": list(_iter_left_out(archive, result.messages)),
    }


def _repack(archive: zipfile.ZipFile, roots: dict[str, etree._Element]) -> io.BytesIO:
    """Return an archive of what mammoth needs. External targets of relationships stay, as addresses of links alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name in archive.namelist():
            if name in roots:
                out.writestr(name, etree.tostring(roots[name]))
            elif name in NEEDED or name.endswith(".rels"):
                out.writestr(name, etree.tostring(parse_part(archive, name)))
            elif name.startswith("word/media/"):
                out.writestr(name, _read(archive, name))
    packed.seek(0)
    return packed


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except Exception as error:  # the packed data may be damaged in many ways
        raise UnreadableError("damaged") from error


def settle_changes(root: etree._Element, *, as_it_was: bool) -> None:
    """Accept all tracked changes of a part, or undo them: afterwards there are none."""
    kept, gone = (DELETED, INSERTED) if as_it_was else (INSERTED, DELETED)
    kept_move, gone_move = (MOVED_FROM, MOVED_TO) if as_it_was else (MOVED_TO, MOVED_FROM)
    for mark in list(root.iter(DELETED, INSERTED)):
        parent = mark.getparent()
        if parent is not None and parent.tag == f"{W}rPr" and mark.tag == (INSERTED if as_it_was else DELETED):
            # The end of a paragraph came or went: mammoth joins what it finds marked as deleted.
            mark.tag = DELETED
        elif parent is not None and parent.tag == f"{W}rPr":
            parent.remove(mark)
    for change in list(root.iter(gone, gone_move)):
        parent = change.getparent()
        if parent is not None and parent.tag != f"{W}rPr":
            parent.remove(change)
    for change in list(root.iter(kept, kept_move)):
        parent = change.getparent()
        if parent is None or parent.tag == f"{W}rPr":
            continue
        position = parent.index(change)
        for child in reversed(list(change)):
            parent.insert(position, child)
        parent.remove(change)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"


def iter_shown(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a part. A text box is stored twice; of the two the one for older programs is read."""
    skipped = f"{MC}Choice"
    stack: list[Iterator[etree._Element]] = [iter([root])]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag != skipped:
            yield element
            stack.append(iter(element))


def text_of(root: etree._Element) -> str:
    pieces = []
    for element in iter_shown(root):
        if element.tag in SPACES:
            pieces.append(" ")
        elif element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}noBreakHyphen":
            pieces.append("\u2011")
    return " ".join("".join(pieces).split())


def iter_comments(roots: dict[str, etree._Element]) -> Iterator[dict[str, str]]:
    """Yield author, text and the words that each comment stands at."""
    part = roots.get("word/comments.xml")
    if part is None:
        return
    about: dict[str, list[str]] = {}
    open_comments: set[str] = set()
    for element in iter_shown(roots[MAIN]):
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_comments.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            open_comments.discard(number)
        elif element.tag == f"{W}t":
            for open_comment in open_comments:
                about.setdefault(open_comment, []).append(element.text or "")
    for comment in part.iter(f"{W}comment"):
        words = "".join(about.get(comment.get(f"{W}id", ""), []))
        yield {"author": comment.get(f"{W}author", ""), "text": text_of(comment), "about": " ".join(words.split())}


def _iter_left_out(archive: zipfile.ZipFile, messages) -> Iterator[dict[str, str]]:
    for what, start in LEFT_OUT.items():
        for name in archive.namelist():
            if name.startswith(start) and (text := text_of(parse_part(archive, name))):
                yield {"what": what, "text": text}
    if "word/vbaProject.bin" in archive.namelist():
        yield {"what": "macros", "text": ""}
    for message in sorted({message.message for message in messages}):
        if "unrecognised element" in message.lower():
            yield {"what": "element", "text": message.rpartition(":")[2].strip()}
