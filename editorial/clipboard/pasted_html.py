"""Pasted HTML made plain: what Word and Google Docs write, as the HTML that they mean.

Word writes lists as paragraphs with a number or a bullet in front, and hides both in comments; Google Docs wraps all in
``<b>`` and writes bold and italics as styles.
"""

import re
from html import escape

import lxml.html
from lxml.html import HtmlElement

FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
#: Comments, with which Word hides things from some programs, and the tags of its own.
LEFT_OVER = re.compile(r"<!--.*?-->|<!\[[^>]*\]>|</?(?:o|w|m|v|st1):[^>]*>", re.DOTALL | re.IGNORECASE)
WORD_LIST = re.compile(r"mso-list:\s*(l\d+)\s+level(\d+)", re.IGNORECASE)
NUMBERED = re.compile(r"\A\s*(?:\(?\d+[.)]|\(?[a-z][.)]|\(?[ivx]+[.)])", re.IGNORECASE)
PICTURE = re.compile(r"<(?:img|v:imagedata)\b[^>]*>", re.IGNORECASE)
PIXEL = re.compile(r"""\b(?:width|height)=["']?[01]["'\s>/]""", re.IGNORECASE)
#: A file on a computer with Windows, as the address of a link.
DRIVE = re.compile(r"\A[A-Za-z]:[\\/]")
TITLE = re.compile(r"\bMsoTitle\b")
QUOTE = re.compile(r"\bMso(?:Intense)?Quote\b")


def count_pictures(html: str) -> int:
    """Return how many pictures a pasted text shows: without those of a pixel, which count readers."""
    return sum(1 for tag in PICTURE.findall(html) if not PIXEL.search(tag))


def make_plain(html: str) -> str:
    """Return the pasted part of a document as plain HTML, without its pictures."""
    if found := FRAGMENT.search(html):
        html = found[1]
    html = LEFT_OVER.sub("", html)
    if not html.strip():
        return ""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    for picture in list(body.iter("img")):
        picture.drop_tree()
    for link in body.iter("a"):
        if DRIVE.match(link.get("href") or ""):
            link.set("href", "file:///" + link.get("href"))
    _unwrap_docs(body)
    _note_numbers(body)
    _write_styles_as_tags(body)
    _make_word_lists(body)
    for node in list(body.iter("p")):
        if QUOTE.search(node.get("class") or ""):
            _wrap(node, "blockquote")
        elif TITLE.search(node.get("class") or ""):
            node.tag = "h1"
    return (escape(body.text or "")) + "".join(lxml.html.tostring(child, encoding="unicode") for child in body)


def _note_numbers(body: HtmlElement) -> None:
    """Take off Word's numbers and bullets, and note at the paragraph which of the two it was."""
    for node in list(body.iter("span")):
        if "mso-list:ignore" not in _style(node):
            continue
        paragraph = next(node.iterancestors("p"), None)
        if paragraph is not None and NUMBERED.match(node.text_content()):
            paragraph.set("data-numbered", "")
        node.drop_tree()


def _unwrap_docs(body: HtmlElement) -> None:
    for node in list(body.iter("b")):
        if (node.get("id") or "").startswith("docs-internal-guid") or "font-weight:normal" in _style(node):
            node.drop_tag()


def _style(node: HtmlElement) -> str:
    return (node.get("style") or "").replace(" ", "").lower()


def _write_styles_as_tags(body: HtmlElement) -> None:
    for node in list(body.iter("span")):
        style = _style(node)
        if re.search(r"font-weight:(?:bold|[6-9]00)", style) and not _is_heading(node.getparent()):
            _wrap_content(node, "b")
        if "font-style:italic" in style:
            _wrap_content(node, "i")
        if "vertical-align:super" in style:
            _wrap_content(node, "sup")
        if "vertical-align:sub" in style:
            _wrap_content(node, "sub")


def _is_heading(node: HtmlElement | None) -> bool:
    return node is not None and node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def _wrap_content(node: HtmlElement, tag: str) -> None:
    inner = lxml.html.Element(tag)
    inner.text, node.text = node.text, None
    for child in list(node):
        inner.append(child)
    node.append(inner)


def _wrap(node: HtmlElement, tag: str) -> None:
    outer = lxml.html.Element(tag)
    outer.tail, node.tail = node.tail, None
    parent = node.getparent()
    assert parent is not None
    parent.replace(node, outer)
    outer.append(node)


def _make_word_lists(body: HtmlElement) -> None:
    """Turn runs of Word's list paragraphs into lists, with sublists by level."""
    open_lists: list[HtmlElement] = []
    before: HtmlElement | None = None
    for node in list(body.iter("p")):
        found = WORD_LIST.search(node.get("style") or "")
        if not found:
            continue
        if before is None or _next_element(before) is not node:
            open_lists = []
        level = min(int(found[2]), len(open_lists) + 1)
        del open_lists[level:]
        tag = "ol" if node.get("data-numbered") is not None else "ul"
        if len(open_lists) < level:
            made = lxml.html.Element(tag)
            if open_lists:
                open_lists[-1][-1].append(made)
            else:
                parent = node.getparent()
                assert parent is not None
                parent.insert(parent.index(node), made)
            open_lists.append(made)
        tail, node.tail = node.tail, None
        open_lists[level - 1].append(node)
        node.tag = "li"
        open_lists[0].tail = (tail or "").strip()
        before = open_lists[0]


def _next_element(node: HtmlElement) -> HtmlElement | None:
    """Return the next sibling, unless words stand between."""
    return None if (node.tail or "").strip() else node.getnext()
