"""Rewriting a page of the site for a folder of plain files: links become relative, forms become words."""

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

import lxml.html
from django.utils.translation import gettext as _
from lxml.etree import Element, SubElement
from lxml.html import HtmlElement

from .search_index import Document

#: Attributes that hold one address.
ADDRESSES = {"href", "src", "poster"}
#: Links of the head that mean nothing in a folder, or name the original on purpose.
USELESS_LINKS = {"search", "manifest"}
KEPT_LINKS = {"canonical", "me", "license"}
CSS_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
SEARCH = "search/index.html"

#: Returns the file of an address, relative to the folder of the copy, with its query or fragment; None if the copy
#: has none. Addresses of other sites are returned as they are.
Resolve = Callable[[str], str | None]


def rewrite(html: bytes, file: str, resolve: Resolve) -> HtmlElement:
    """Return the page that is going to lie in ``file``."""
    document = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    useless = [script for script in document.iter("script") if script.get("type") != "application/ld+json"]
    useless += [link for link in document.iter("link") if set((link.get("rel") or "").split()) & USELESS_LINKS]
    for element in useless:
        if isinstance(element, HtmlElement):
            element.drop_tree()
    for form in list(document.iter("form")):
        _replace_form(form)
    for element in list(document.iter()):
        if isinstance(element, HtmlElement):
            _rewrite_element(element, file, resolve)
    return document


def _rewrite_element(element: HtmlElement, file: str, resolve: Resolve) -> None:
    if element.tag == "link" and set((element.get("rel") or "").split()) & KEPT_LINKS:
        return
    for name in ADDRESSES & set(element.keys()):
        target = resolve(element.get(name, ""))
        if target is not None:
            element.set(name, make_relative(target, file))
        elif element.tag in ("a", "area"):
            element.tag = "span"
            del element.attrib[name]
        else:
            element.drop_tree()
            return
    if "srcset" in element.keys():  # noqa: SIM118 - elements of lxml are sequences of their children
        _rewrite_srcset(element, file, resolve)


def _rewrite_srcset(element: HtmlElement, file: str, resolve: Resolve) -> None:
    kept = []
    for candidate in element.get("srcset", "").split(","):
        address, _space, width = candidate.strip().partition(" ")
        target = resolve(address)
        if target is not None:
            kept.append(f"{make_relative(target, file)} {width}".strip())
    element.set("srcset", ", ".join(kept))


def _replace_form(form: HtmlElement) -> None:
    words = Element("p", {"class": "mirror-note"})
    if form.get("role") == "search" or "/search/" in form.get("action", ""):
        link = SubElement(words, "a", {"href": "/search/"})
        link.text = _("Search")
    else:
        words.text = _("There was a form here on the original site. It does not work in this copy.")
    words.tail = form.tail
    parent = form.getparent()
    if parent is not None:
        parent.replace(form, words)


def make_relative(target: str, file: str) -> str:
    """Return how ``file`` refers to ``target``; what is an address of another site, or within the page, stays."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//|#", target, re.IGNORECASE):
        return target
    path, mark, rest = _split(target)
    return posixpath.relpath(path, posixpath.dirname(file) or ".") + mark + rest


def _split(target: str) -> tuple[str, str, str]:
    match = re.search(r"[?#]", target)
    return (target[: match.start()], match[0], target[match.end() :]) if match else (target, "", "")


def to_bytes(document: HtmlElement) -> bytes:
    return lxml.html.tostring(document, doctype="<!DOCTYPE html>", encoding="utf-8")


def iter_css_addresses(css: str, address: str) -> Iterator[str]:
    """Yield the addresses that a style sheet loads, as seen from its own ``address``."""
    for match in CSS_ADDRESS.finditer(css):
        if not match[1].startswith(("data:", "#")):
            yield urljoin(address, match[1])


def read_document(document: HtmlElement, url: str) -> Document:
    """Return what the search knows of a page."""
    main = document.find(".//main")
    heading = document.find(".//main//h1")
    title = heading if heading is not None else document.find(".//title")
    description = document.xpath("string(//meta[@name='description']/@content)")
    text = " ".join(main.itertext()) if main is not None else ""
    return Document(
        url=url,
        title=" ".join("".join(title.itertext()).split()) if title is not None else url,
        summary=" ".join(str(description).split()),
        text=" ".join(text.split()),
    )
