"""Parts of a body that are set apart from running text: code, tables, details, quotations, definitions."""

from lxml.html import HtmlElement

from ..html.code import code_of, find_language
from ..html.elements import MEDIA_TAGS
from ..html.rich_text import rich_text
from ..html.tables import is_layout, table_value
from ..html.tree import iter_content, text_of
from .base import BaseConverter
from .media import MAX_CHARS
from .stream import BlockStream

EMPHASIS = ("b", "strong", "i", "em", "s", "del", "sup", "sub")


class TextParts(BaseConverter):
    """A part of ``body_converter.BodyConverter``."""

    def add_term(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add the term of a definition list as a paragraph in bold."""
        words = self.inline.html(iter_content(node))
        if words:
            stream.add_text(f"<p><b>{words}</b></p>")
        self._add_all(stream, list(node.iter(*MEDIA_TAGS)))

    def add_code(self, stream: BlockStream, node: HtmlElement) -> None:
        text = code_of(node)
        shown = list(node.iter(*MEDIA_TAGS))
        if not text.strip():
            self._add_all(stream, shown)
            return
        self._report_plain("code", text, node)
        stream.add("code", {"text": text, "language": self.find_language(node)})
        self._add_links_below(stream, node)
        self._add_all(stream, shown)

    def _add_all(self, stream: BlockStream, shown: list[HtmlElement]) -> None:
        for node in shown:
            self.add_media(stream, node)

    def find_language(self, node: HtmlElement) -> str:
        """Return the programming language of a ``pre``, or nothing."""
        return find_language(node, self.language_attributes)

    def add_table(self, stream: BlockStream, node: HtmlElement, caption: str = "") -> None:
        own = node.find("caption")
        caption = " ".join(filter(None, (caption, text_of(own) if own is not None else "")))
        if is_layout(node):
            self.report.changed("table", text_of(node), "a table for placing things; its cells follow one another")
            self.add_children(stream, node)
            return
        self._report_plain("table", caption or text_of(node), node)
        stream.add("table", table_value(node, caption))
        for image in node.iter("img"):
            self.add_media(stream, image)
        self._add_links_below(stream, node)

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

    def _add_links_below(self, stream: BlockStream, node: HtmlElement) -> None:
        """Keep the links of a table or of code, whose cells and lines hold plain text, in a paragraph below it."""
        links = [self.inline.html([link]) for link in node.iter("a") if link.get("href")]
        found = list(dict.fromkeys(link for link in links if "<a " in link))
        if found:
            stream.add_text(f"<p>{', '.join(found)}</p>")

    def add_details(self, stream: BlockStream, node: HtmlElement, summary: HtmlElement | None) -> None:
        """Add text that is opened by its summary; what else it holds stands below it."""
        heading = text_of(summary) if summary is not None else ""
        if summary is not None:
            summary.drop_tree()
        parts = self.convert_part(node)
        texts = [part["value"] for part in parts if part["type"] == "paragraph"]
        if heading and texts and len(heading) <= MAX_CHARS:
            self.report.kept("block", f"details: {heading}")
            stream.add("details", {"summary": heading, "text": rich_text("".join(texts))})
            stream.extend([part for part in parts if part["type"] != "paragraph"])
            return
        if heading:
            stream.add_text(rich_text(f"<p><b>{self.inline.html([heading])}</b></p>"))
        stream.extend(parts)

    def add_quotation(self, stream: BlockStream, node: HtmlElement, caption: HtmlElement | None = None) -> None:
        speaker = self.quotes.take_speaker_before(stream)
        citation = self.quotes.take_citation(node)
        if citation is None and caption is not None and caption.getparent() is not None:
            citation = caption
        if citation is None and speaker is None:
            citation = self.quotes.take_line_after(node)
        words = self.inline.html(iter_content(citation)) if citation is not None else ""
        parts = self.convert_part(node)
        stream.extend(self.quotes.make_quotation(parts, words, node.get("cite") or "", speaker))
