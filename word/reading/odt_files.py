"""OpenDocument texts (.odt, ISO/IEC 26300) as HTML: headings, paragraphs, lists, tables, links, notes and pictures."""

from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from .archives import UnreadableError, open_archive, parse_part

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
# Styles of LibreOffice that say what a paragraph is.
CLASSES = {"Title": "doc-title", "Subtitle": "doc-subtitle", "Caption": "doc-caption", "Illustration": "doc-caption"}
QUOTATIONS = "Quotations"
MAX_REPEATED = 100


def name(short: str) -> str:
    """Return the full name of an element or attribute: ``text:p``."""
    prefix, _colon, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def read_odt(file) -> dict[str, Any]:
    """Return ``{"html", "comments", "pictures", "words", "left_out"}``. Tracked changes count as accepted."""
    archive = open_archive(file)
    names = archive.namelist()
    if "META-INF/manifest.xml" in names:
        manifest = parse_part(archive, "META-INF/manifest.xml")
        if next(manifest.iter(name("manifest:encryption-data")), None) is not None:
            raise UnreadableError("password")
    if "content.xml" not in names:
        raise UnreadableError("damaged")
    content = parse_part(archive, "content.xml")
    roots = [content, *([parse_part(archive, "styles.xml")] if "styles.xml" in names else [])]
    text = content.find(f"{name('office:body')}/{name('office:text')}")
    if text is None:
        raise UnreadableError("not_word")
    writer = Writer(roots, set(names))
    html = writer.write_blocks(text) + writer.write_notes()
    return {
        "html": html,
        "pictures": writer.pictures,
        "comments": writer.comments,
        "words": " ".join(_iter_words(text)),
        "left_out": list(_iter_left_out(roots)),
    }


class Writer:
    """Writes the text of one document as HTML."""

    def __init__(self, roots: list[etree._Element], names: set[str]):
        self.names = names
        self.styles = {
            (style.get(name("style:family")), style.get(name("style:name"))): style
            for root in roots
            for style in root.iter(name("style:style"))
        }
        self.numbered = {
            style.get(name("style:name"))
            for root in roots
            for style in root.iter(name("text:list-style"))
            if style.find(name("text:list-level-style-number")) is not None
        }
        self.pictures: list[str] = []
        self.comments: list[dict[str, str]] = []
        self.notes: list[str] = []

    def write_blocks(self, parent: etree._Element) -> str:
        return "".join(self._write_block(child) for child in parent)

    def _write_block(self, node: etree._Element) -> str:
        if node.tag == name("text:h"):
            level = min(max(int(node.get(name("text:outline-level")) or 1), 1), 6)
            return f"<h{level}>{self._inline(node)}</h{level}>"
        if node.tag == name("text:p"):
            return self._write_paragraph(node)
        if node.tag == name("text:list"):
            tag = "ol" if node.get(name("text:style-name")) in self.numbered else "ul"
            items = [child for child in node if child.tag in (name("text:list-item"), name("text:list-header"))]
            return f"<{tag}>{''.join(f'<li>{self._write_item(item)}</li>' for item in items)}</{tag}>"
        if node.tag == name("table:table"):
            return self._write_table(node)
        if node.tag in (name("text:tracked-changes"), name("text:sequence-decls")):
            return ""
        if node.tag in (name("draw:frame"), name("draw:image"), name("text:a")):
            return f"<p>{self._inline_node(node)}</p>"
        return self.write_blocks(node) if isinstance(node.tag, str) else ""

    def _write_paragraph(self, node: etree._Element) -> str:
        words = self._inline(node)
        styles = set(self._iter_style_names("paragraph", node.get(name("text:style-name"))))
        if QUOTATIONS in styles:
            return f"<blockquote><p>{words}</p></blockquote>"
        kind = next((CLASSES[style] for style in styles if style in CLASSES), "")
        return f'<p class="{kind}">{words}</p>' if kind else f"<p>{words}</p>"

    def _write_item(self, item: etree._Element) -> str:
        only = len(item) == 1 and item[0].tag == name("text:p")
        return self._inline(item[0]) if only else self.write_blocks(item)

    def _write_table(self, table: etree._Element) -> str:
        rows = []
        for row in table.iter(name("table:table-row")):
            cells = []
            for cell in row:
                if cell.tag == name("table:table-cell"):
                    repeated = min(int(cell.get(name("table:number-columns-repeated")) or 1), MAX_REPEATED)
                    parent = row.getparent()
                    is_header = parent is not None and parent.tag == name("table:table-header-rows")
                    tag = "th" if is_header else "td"
                    cells.append(f"<{tag}>{self.write_blocks(cell)}</{tag}>" * repeated)
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _iter_style_names(self, family: str, style: str | None) -> Iterator[str]:
        """Yield the name of a style and of those it is made from, as LibreOffice shows them."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style.replace("_20_", " ")
            found = self.styles.get((family, style))
            style = found.get(name("style:parent-style-name")) if found is not None else None

    def _inline(self, node: etree._Element) -> str:
        pieces = [escape(node.text or "", quote=False)]
        for child in node:
            pieces += [self._inline_node(child), escape(child.tail or "", quote=False)]
        return "".join(pieces)

    def _inline_node(self, node: etree._Element) -> str:
        match node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "":
            case "s":
                return " " * min(int(node.get(name("text:c")) or 1), MAX_REPEATED)
            case "tab":
                return " "
            case "line-break":
                return "<br/>"
            case "span":
                return self._write_span(node)
            case "a":
                address = escape(node.get(name("xlink:href")) or "")
                return f'<a href="{address}">{self._inline(node)}</a>'
            case "note":
                return self._write_note(node)
            case "annotation":
                self._add_comment(node)
                return ""
            case "frame":
                return self._write_frame(node)
            case "soft-page-break" | "bookmark" | "bookmark-start" | "bookmark-end" | "annotation-end":
                return ""
        return self._inline(node) if isinstance(node.tag, str) else ""

    def _write_span(self, node: etree._Element) -> str:
        words = self._inline(node)
        style = self.styles.get(("text", node.get(name("text:style-name"))))
        properties = style.find(name("style:text-properties")) if style is not None else None
        if properties is None:
            return words
        if properties.get(name("fo:font-weight")) == "bold":
            words = f"<b>{words}</b>"
        if properties.get(name("fo:font-style")) == "italic":
            words = f"<i>{words}</i>"
        position = properties.get(name("style:text-position")) or ""
        tag = "sup" if position.startswith("super") else "sub" if position.startswith("sub") else ""
        return f"<{tag}>{words}</{tag}>" if tag else words

    def _write_note(self, node: etree._Element) -> str:
        body = node.find(name("text:note-body"))
        number = len(self.notes) + 1
        self.notes.append("")
        self.notes[number - 1] = "<br/>".join(self._inline(part) for part in body) if body is not None else ""
        return f'<sup><a href="#note-{number}" id="note-ref-{number}">[{number}]</a></sup>'

    def write_notes(self) -> str:
        items = [f'<li id="note-{number}">{note}</li>' for number, note in enumerate(self.notes, start=1)]
        return f"<ol>{''.join(items)}</ol>" if items else ""

    def _add_comment(self, node: etree._Element) -> None:
        author = node.findtext(name("dc:creator")) or ""
        text = " ".join(" ".join(_all_text(part).split()) for part in node.iter(name("text:p")))
        self.comments.append({"author": author, "text": text, "about": ""})

    def _write_frame(self, frame: etree._Element) -> str:
        image = frame.find(name("draw:image"))
        address = image.get(name("xlink:href")) if image is not None else None
        if address in self.names:
            alt = frame.findtext(name("svg:desc")) or frame.findtext(name("svg:title")) or ""
            self.pictures.append(address or "")
            return f'<img src="https://picture.invalid/{len(self.pictures) - 1}" alt="{escape(alt)}"/>'
        box = frame.find(name("draw:text-box"))
        return " ".join(self._inline(part) for part in box) if box is not None else ""


def _all_text(node: etree._Element) -> str:
    return "".join(map(str, node.itertext()))


def _iter_words(node: etree._Element) -> Iterator[str]:
    """Yield the texts that are shown, notes included, in pieces that are parts of words at worst at a span."""
    if node.tag in (name("text:tracked-changes"), name("office:annotation"), name("text:note-citation")):
        return
    paragraphs = (name("text:p"), name("text:h"))
    if node.tag in paragraphs:
        yield _join_words(node)
        nested = [part for child in node.iter(name("text:note-body"), name("draw:text-box")) for part in child]
        for part in nested:
            yield from _iter_words(part)
        return
    for child in node:
        if isinstance(child.tag, str):
            yield from _iter_words(child)


def _join_words(node: etree._Element) -> str:
    pieces = [node.text or ""]
    for child in node:
        local = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "annotation"
        if local in ("s", "tab", "line-break"):
            pieces.append(" ")
        elif local not in ("note", "annotation", "frame"):
            pieces.append(_join_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _iter_left_out(roots: list[etree._Element]) -> Iterator[dict[str, str]]:
    for tag, what in (("style:header", "header"), ("style:footer", "footer")):
        for root in roots:
            for part in root.iter(name(tag)):
                if text := " ".join(_all_text(part).split()):
                    yield {"what": what, "text": text}
    for root in roots:
        for change in root.iter(name("text:deletion")):
            if text := " ".join(_all_text(change).split()):
                yield {"what": "deleted", "text": text}
