"""The parts of a body that are set apart from running text: code, tables, details, quotations."""

import re

from lxml.html import HtmlElement

from wordpress.converting.code_shortcodes import LANGUAGES

from ..html.inline import BREAK, rich_text, tidy
from ..html.tables import is_layout, table_value
from ..html.tree import SHOWN_TAGS, content, has_class, text_of
from .media import MAX_CHARS
from .media_parts import block_data
from .stream import Stream

# A private-use character that stands for a line's end while white space is collapsed.
LINE = "\ue000"
# As WordPress itself, highlight.js and the plugins of SyntaxHighlighter and Crayon name them.
LANGUAGE_CLASS = re.compile(r"(?<!\S)(?:language-|lang[-:]|brush:\s*)([\w+#.-]+)")
EMPHASIS = ("b", "strong", "i", "em", "s", "del", "sup", "sub")


class TextParts:
    """A part of ``flow.Flow``."""

    def _dt(self, stream: Stream, node: HtmlElement) -> None:
        words = self.inline.html(content(node))
        if words:
            stream.text(f"<p><b>{words}</b></p>")
        for shown in node.iter(*SHOWN_TAGS):
            self.shown(stream, shown)

    def _pre(self, stream: Stream, node: HtmlElement) -> None:
        if has_class(node, "wp-block-verse"):
            self._verse(stream, node)
            return
        for line_break in node.iter("br"):
            line_break.text = "\n"
        text = "".join(node.itertext()).strip("\n").rstrip()
        if not text.strip():
            return
        self._report_plain("code", text, node)
        stream.add("code", {"text": text, "language": _language(node)})
        self._links_below(stream, node)

    def _verse(self, stream: Stream, node: HtmlElement) -> None:
        """Add a poem as a paragraph that keeps its lines."""
        self.report.changed("code", text_of(node), "a poem became a paragraph with its lines")
        for inner in node.iter():
            inner.text = (inner.text or "").replace("\n", LINE)
            if inner is not node:
                inner.tail = (inner.tail or "").replace("\n", LINE)
        if words := tidy(self.inline.html(content(node)).replace(LINE, BREAK)):
            stream.text(f"<p>{words}</p>")

    def _table(self, stream: Stream, node: HtmlElement, caption: str = "") -> None:
        own = node.find("caption")
        caption = caption or (text_of(own) if own is not None else "")
        if is_layout(node):
            self.report.changed("table", text_of(node), "a table for placing things; its cells follow one another")
            self.walk(stream, node)
            return
        self._report_plain("table", caption or text_of(node), node)
        stream.add("table", table_value(node, caption))
        for image in node.iter("img"):
            self.shown(stream, image)
        self._links_below(stream, node)

    def _report_plain(self, kind: str, words: str, node: HtmlElement) -> None:
        """Report a table or code as kept, or what its plain cells and lines cannot hold."""
        reasons = []
        if any(link.get("href") for link in node.iter("a")):
            reasons.append("its links stand together below it")
        if any(text_of(mark) for mark in node.iter(*EMPHASIS)):
            reasons.append("bold and italics are plain text in it")
        if reasons:
            self.report.changed(kind, words, ", and ".join(reasons))
        else:
            self.report.kept(kind, words)

    def _links_below(self, stream: Stream, node: HtmlElement) -> None:
        """Keep the links of a table or of code, whose cells and lines hold plain text, in a paragraph below it."""
        links = [self.inline.html([link]) for link in node.iter("a") if link.get("href")]
        found = list(dict.fromkeys(link for link in links if "<a " in link))
        if found:
            stream.text(f"<p>{', '.join(found)}</p>")

    def accordion_item(self, stream: Stream, node: HtmlElement) -> None:
        """Add a part of an accordion, whose heading is a button with a sign that opens it."""
        titled = [part for part in node.iter() if has_class(part, "wp-block-accordion-heading")]
        for sign in list(node.iter("span")):
            if has_class(sign, "wp-block-accordion-heading__toggle-icon"):
                sign.drop_tree()
        self._opened_by(stream, node, titled[0] if titled else None)

    def _details(self, stream: Stream, node: HtmlElement) -> None:
        self._opened_by(stream, node, node.find("summary"))

    def _opened_by(self, stream: Stream, node: HtmlElement, summary: HtmlElement | None) -> None:
        heading = text_of(summary) if summary is not None else ""
        if summary is not None:
            summary.drop_tree()
        parts = self.inner_blocks(node)
        texts = [part["value"] for part in parts if part["type"] == "paragraph"]
        if heading and texts and len(heading) <= MAX_CHARS:
            self.report.kept("block", f"details: {heading}")
            stream.add("details", {"summary": heading, "text": rich_text("".join(texts))})
            stream.extend([part for part in parts if part["type"] != "paragraph"])
            return
        if heading:
            stream.text(rich_text(f"<p><b>{self.inline.html([heading])}</b></p>"))
        stream.extend(parts)

    def _blockquote(self, stream: Stream, node: HtmlElement) -> None:
        self.quotation(stream, node)

    def quotation(self, stream: Stream, node: HtmlElement, caption: HtmlElement | None = None) -> None:
        """Add a block quotation or pull quote: its citation apart, then its text and what else it holds."""
        spoken = self.quotes.speaker_before(stream)
        citation = self.quotes.take_citation(node)
        if citation is None and caption is not None and caption.getparent() is not None:
            citation = caption
        if citation is None and spoken is None:
            citation = self.quotes.take_line_after(node)
        words = self.inline.html(content(citation)) if citation is not None else ""
        parts = self.inner_blocks(node)
        stream.extend(self.quotes.quotation(parts, words, node.get("cite") or "", spoken))


def _language(node: HtmlElement) -> str:
    """Return the language of code, which its classes say."""
    for inner in node.iter("pre", "code"):
        classes = inner.get("class") or ""
        if named := LANGUAGE_CLASS.search(classes):
            return named[1][:50]
        told = inner.get("data-enlighter-language") or inner.get("lang")
        if language := told or next((name for name in classes.split() if name in LANGUAGES), ""):
            return language[:50]
    return str(block_data(node).get("language", ""))[:50]
