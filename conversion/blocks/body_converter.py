"""The converter of a body: from the tree of its HTML to its blocks, in reading order."""

import re
from dataclasses import replace

from lxml.html import HtmlElement

from ..account import MAX_LISTED, WORD, compare, without, words_in_blocks
from ..context import ConversionContext
from ..findings import ConversionReport
from ..html.elements import BLOCK_TAGS, HEADING_TAGS, MEDIA_TAGS
from ..html.lists import LIST_TAGS, holds_more_than_text, items_of
from ..html.rich_text import BREAK, join_words, rich_text, tidy
from ..html.tree import has_block_inside, iter_content, text_of
from ..results import Conversion
from ..speech.bylines import take_bylines
from .media_parts import MediaParts
from .stream import Blocks, BlockStream, paragraph_block, with_ids
from .text_parts import TextParts

EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class BodyConverter(MediaParts, TextParts):
    """Converts one body.

    For a source with markup of its own, a subclass sets the attributes of ``BaseConverter`` and overrides
    ``add_special_block``.
    """

    @classmethod
    def convert(
        cls, body: HtmlElement, context: ConversionContext, report: ConversionReport, source_words: list[str]
    ) -> Conversion:
        """Convert a body (which is changed by it). ``source_words`` are accounted for."""
        bylines = take_bylines(body, context, report, cls.caption_classes)
        blocks = with_ids(cls(body, context, report).convert_blocks(), context.source)
        people = {key: name for (kind, key), name in report.labels.items() if kind == "person"}
        # The people of a byline that was taken out are the post's authors: its page shows their names and roles.
        shown = " ".join(text for byline in bylines if byline.used for text in (*byline.names, *byline.roles))
        text = without(source_words, WORD.findall(" ".join(report.drawn_anew)))
        words = compare(text, WORD.findall(shown) + words_in_blocks(blocks, people, report.image_alts))
        words = replace(words, hidden=tuple(WORD.findall(" ".join(report.hidden))[:MAX_LISTED]))
        return Conversion(blocks, report.close(), bylines, words, report.labels)

    def convert_text(self) -> str:
        """Return the body as rich text: its paragraphs and lists, without anything else."""
        parts = self.convert_part(self.body)
        return rich_text("".join(part["value"] for part in parts if part["type"] == "paragraph"))

    def convert_blocks(self) -> Blocks:
        stream = BlockStream(self.quotes.make_text_blocks)
        self.add_children(stream, self.body)
        return self.links.anchors.drop_broken_links(stream.close())

    def convert_part(self, node: HtmlElement) -> Blocks:
        stream = BlockStream(paragraph_block)
        self.add_children(stream, node)
        return stream.close()

    def add_children(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...] = ()) -> None:
        run: list[str | HtmlElement] = []
        for child in iter_content(node):
            if isinstance(child, str) and node is self.body:
                # Text between blocks is split into paragraphs at empty lines.
                *ended, child = EMPTY_LINE.split(child)
                for text in ended:
                    self.add_paragraph(stream, [*run, text])
                    run = []
            if isinstance(child, str) or (child.tag not in BLOCK_TAGS and not _holds_blocks(child)):
                run.append(child)
                continue
            self.add_paragraph(stream, run, around)
            run = []
            if child.tag in BLOCK_TAGS:
                self.add_block(stream, child, around)
            else:
                self.add_children(stream, child, (*around, child))
        self.add_paragraph(stream, run, around)

    def add_paragraph(
        self, stream: BlockStream, run: list[str | HtmlElement], around: tuple[HtmlElement, ...] = ()
    ) -> None:
        """Add a paragraph. Images and players in it stand before it, after it, or at a break between its lines."""
        text = ""
        shown: list[HtmlElement] = []

        def end() -> None:
            nonlocal text
            words = tidy(text)
            if words and words != "\xa0":
                stream.add_text(f"<p>{self._link_lone_address(words)}</p>")
            for node in shown:
                self.add_media(stream, node)
            text = ""
            shown.clear()

        for piece in self.inline.pieces(run, around) if run else []:
            if isinstance(piece, str):
                if shown and piece.lstrip().startswith(BREAK):
                    end()
                text = join_words(text, piece) if shown else text + piece
            elif not tidy(text) or text.rstrip().endswith(BREAK):
                end()
                self.add_media(stream, piece)
            else:
                shown.append(piece)
        end()

    def _link_lone_address(self, words: str) -> str:
        """Make an address that is a whole paragraph a link."""
        if words.startswith(("http://", "https://")) and " " not in words and "<" not in words:
            tag = self.links.start_tag(words.replace("&amp;", "&"), words)
            return f"{tag}{words}</a>" if tag else words
        return words

    def add_special_block(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> bool:
        """Add an element that the source marks in its own way; return whether it was one. For subclasses."""
        return False

    def add_block(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        if self.add_special_block(stream, node, around):
            return
        if node.tag in HEADING_TAGS:
            self.headings.add(stream, node)
            for image in node.iter(*MEDIA_TAGS):
                self.add_media(stream, image)
            return
        match node.tag:
            case "hr":
                stream.add("divider", None)
            case "ul" | "ol" | "menu" | "dir":
                self.add_list(stream, node)
            case "dt":
                self.add_term(stream, node)
            case "pre":
                self.add_code(stream, node)
            case "table":
                self.add_table(stream, node)
            case "figure":
                self.add_figure(stream, node)
            case "details":
                self.add_details(stream, node, node.find("summary"))
            case "blockquote":
                self.add_quotation(stream, node)
            case _:
                self.add_children(stream, node, around)

    def add_list(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a list as rich text, or, where its items hold more than text, one item after the other."""
        if not holds_more_than_text(node):
            if html := self.lists.html(node):
                self.report.kept("list", text_of(node))
                stream.add_text(html)
            return
        self.report.changed("list", text_of(node), "its points stand apart, for they hold more than text")
        for number, item in enumerate(items_of(node), 1):
            # The item's first paragraph with its number, then what else it holds.
            parts = self.convert_part(item)
            if parts and parts[0]["type"] == "paragraph" and node.tag == "ol":
                parts[0]["value"] = parts[0]["value"].replace("<p>", f"<p>{number}. ", 1)
            for part in parts:
                if part["type"] == "paragraph":
                    stream.add_text(part["value"])
                else:
                    stream.add(part["type"], part["value"])
        self._add_content_beside_items(stream, node)

    def _add_content_beside_items(self, stream: BlockStream, node: HtmlElement) -> None:
        for child in iter_content(node):
            if isinstance(child, str):
                self.add_paragraph(stream, [child])
            elif child.tag in LIST_TAGS:
                self.add_list(stream, child)
            elif child.tag not in BLOCK_TAGS:
                self.add_paragraph(stream, [child])
            elif child.tag != "li":
                self.add_block(stream, child, ())


def _holds_blocks(node: HtmlElement) -> bool:
    return has_block_inside(node) and any(child.tag in BLOCK_TAGS for child in node.iterdescendants())
