"""Where the links of a body lead now."""

import re
from html import escape
from urllib.parse import urldefrag, urlsplit

from lxml.html import HtmlElement

from ..context import Context, LinkTarget
from ..findings import Report
from .anchors import NO_PLACE, Places
from .tree import text_of

# As Word and its like name a note at the end of a text, and the mark that leads to it.
NOTE = re.compile(r"_?(?:sd)?(?:ftn|edn|fn|en|footnote|endnote)[a-z_:-]{0,8}\d+[a-z]*", re.IGNORECASE)
TO_NOTE = "it led from a note’s number to the note, or back: both are kept, without a link between them"
LINKED_SCHEMES = {"http", "https", "mailto", "tel", "ftp", ""}


class Links:
    """Opens rich text links. Every address is asked for and reported once for each time that it is used."""

    def __init__(self, body: HtmlElement, context: Context, report: Report):
        self.context = context
        self.report = report
        self.places = Places(body, report)
        links = [link for link in body.iter("a") if link.get("href")]
        self.shown = {link.get("href").strip() for link in links if text_of(link) or link.find(".//img") is not None}

    def open(self, href: str | None, words: str) -> str:
        """Return the start tag of a link, or nothing if there is nowhere to go; ``words`` are its text."""
        href = (href or "").strip()
        if not href:
            return ""
        if not words and href in self.shown:
            # What is left of a link around a block, which browsers part before and after it.
            return ""
        if not words:
            self.report.dropped("link", href, "it had no words to click on")
            return ""
        if href.startswith("#"):
            return self._inside(href)
        try:
            scheme = urlsplit(href).scheme.lower()
        except ValueError:
            self.report.dropped("link", href, "it is no address")
            return ""
        if scheme not in LINKED_SCHEMES:
            return self._lose(href, f"“{scheme}:” is not an address that may be linked to")
        if scheme in ("mailto", "tel", "ftp"):
            self.report.kept("link", href)
            return f'<a href="{escape(href)}">'
        return self._to(href, self.context.resolve_link(href))

    def _to(self, href: str, target: LinkTarget | None) -> str:
        if target is None:
            self.report.kept("link", href)
            return f'<a href="{escape(href)}">'
        if target.lost:
            return self._lose(href, target.lost)
        place = urldefrag(href).fragment
        if target.is_here and (anchor := self.places.find(place)):
            self.report.changed("link", href, "leads to its place in the same text")
            return self.places.link(anchor)
        # A link to a page or a document, whose address may change, has no room for a place in it.
        beyond = f", and not to “#{place}” in it" if place and not target.url.endswith(f"#{place}") else ""
        if target.page is not None:
            self.report.changed("link", href, f"leads to the page of this site{beyond}")
            return f'<a linktype="page" id="{target.page:d}">'
        if target.document is not None:
            self.report.changed("link", href, f"leads to the document of this site{beyond}")
            return f'<a linktype="document" id="{target.document:d}">'
        if target.url == href:
            self.report.kept("link", href, "is as it was; the export lacks it" if target.leads_nowhere else "")
        else:
            reason = "is written out; the export lacks it" if target.leads_nowhere else "leads to its new address"
            self.report.changed("link", f"{href} → {target.url}", f"{reason}{beyond}")
        return f'<a href="{escape(target.url)}">'

    def _inside(self, href: str) -> str:
        anchor = self.places.find(href[1:])
        if not anchor:
            return self._lose(href, NO_PLACE)
        if anchor == href[1:]:
            self.report.kept("link", href)
        else:
            self.report.changed("link", href, "headings have addresses of their own here")
        return self.places.link(anchor)

    def _lose(self, href: str, reason: str) -> str:
        """Report a link that leads nowhere here. Old editors linked notes by an address before the “#”, too."""
        self.report.dropped("link", href, TO_NOTE if NOTE.fullmatch(href.rpartition("#")[2]) else reason)
        return ""
