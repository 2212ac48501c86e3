"""Links: where each link of a body leads now."""

import re
from html import escape
from urllib.parse import urldefrag, urlsplit

from lxml.html import HtmlElement

from ..context import ConversionContext, LinkTarget
from ..findings import ConversionReport
from .anchors import NO_ANCHOR, Anchors
from .tree import text_of

# The names that Word and other editors give to a note at the end of a text, and to the mark that leads to it.
NOTE = re.compile(r"_?(?:sd)?(?:ftn|edn|fn|en|footnote|endnote)[a-z_:-]{0,8}\d+[a-z]*", re.IGNORECASE)
TO_NOTE = "it led from a note’s number to the note, or back: both are kept, without a link between them"
LINKED_SCHEMES = {"http", "https", "mailto", "tel", "ftp", ""}


class Links:
    """Writes the start tags of links. Each use of an address is looked up and reported."""

    def __init__(self, body: HtmlElement, context: ConversionContext, report: ConversionReport):
        self.context = context
        self.report = report
        self.anchors = Anchors(body, report)
        self.addresses_shown = {
            link.get("href", "").strip()
            for link in body.iter("a")
            if link.get("href") and (text_of(link) or link.find(".//img") is not None)
        }

    def start_tag(self, href: str | None, words: str) -> str:
        """Return the start tag of a link, or nothing if there is nowhere to go; ``words`` are its text."""
        href = (href or "").strip()
        if not href:
            return ""
        if not words and href in self.addresses_shown:
            # The rest of a link around a block, which browsers split before and after the block.
            return ""
        if not words:
            self.report.dropped("link", href, "it had no words to click on")
            return ""
        if href.startswith("#"):
            return self._start_tag_within_page(href)
        try:
            scheme = urlsplit(href).scheme.lower()
        except ValueError:
            self.report.dropped("link", href, "it is no address")
            return ""
        if scheme not in LINKED_SCHEMES:
            return self._drop(href, f"“{scheme}:” is not an address that may be linked to")
        if scheme in ("mailto", "tel", "ftp"):
            self.report.kept("link", href)
            return f'<a href="{escape(href)}">'
        return self._start_tag_to(href, self.context.resolve_link(href))

    def _start_tag_to(self, href: str, target: LinkTarget | None) -> str:
        if target is None:
            self.report.kept("link", href)
            return f'<a href="{escape(href)}">'
        if target.drop_reason:
            return self._drop(href, target.drop_reason)
        fragment = urldefrag(href).fragment
        if target.is_same_page and (anchor := self.anchors.find(fragment)):
            self.report.changed("link", href, "leads to its place in the same text")
            return self.anchors.start_tag(anchor)
        # A link to a page or a document is stored by number and holds no fragment.
        lost = f", and not to “#{fragment}” in it" if fragment and not target.url.endswith(f"#{fragment}") else ""
        if target.page is not None:
            self.report.changed("link", href, f"leads to the page of this site{lost}")
            return f'<a linktype="page" id="{target.page:d}">'
        if target.document is not None:
            self.report.changed("link", href, f"leads to the document of this site{lost}")
            return f'<a linktype="document" id="{target.document:d}">'
        if target.url == href:
            self.report.kept("link", href, "is as it was; the export lacks it" if target.is_unresolved else "")
        else:
            reason = "is written out; the export lacks it" if target.is_unresolved else "leads to its new address"
            self.report.changed("link", f"{href} → {target.url}", f"{reason}{lost}")
        return f'<a href="{escape(target.url)}">'

    def _start_tag_within_page(self, href: str) -> str:
        anchor = self.anchors.find(href[1:])
        if not anchor:
            return self._drop(href, NO_ANCHOR)
        if anchor == href[1:]:
            self.report.kept("link", href)
        else:
            self.report.changed("link", href, "headings have addresses of their own here")
        return self.anchors.start_tag(anchor)

    def _drop(self, href: str, reason: str) -> str:
        """Report a link that leads nowhere here. Old editors also linked notes with an address before the “#”."""
        self.report.dropped("link", href, TO_NOTE if NOTE.fullmatch(href.rpartition("#")[2]) else reason)
        return ""
