"""From the tree of a body to its blocks, in reading order."""

import re

from lxml.html import HtmlElement

from ..context import Context
from ..findings import Report
from ..html.inline import BREAK, Inline, tidy
from ..html.links import Links
from ..html.lists import LISTS, ListWriter, holds_more_than_text, items_of
from ..html.tree import BLOCK_TAGS, SHOWN_TAGS, content, has_block_inside, has_class, text_of
from .headings import Headings
from .media import Media, attachment_numbers
from .media_parts import ShownParts, is_old_cover
from .quotes import QuoteWriter
from .stream import Blocks, Stream, paragraph_block
from .text_parts import TextParts

GALLERY_CLASSES = (
    "wp-block-gallery",
    "gallery",
    "blocks-gallery-grid",
    "tiled-gallery",
    "wp-block-jetpack-tiled-gallery",
)
EMBED_CLASSES = ("wp-block-embed", "wp-block-embed__wrapper")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Flow(ShownParts, TextParts):
    """Converts one body."""

    def __init__(self, body: HtmlElement, context: Context, report: Report):
        self.body = body
        self.context = context
        self.report = report
        self.links = Links(body, context, report)
        self.inline = Inline(self.links, report)
        self.lists = ListWriter(self.inline, report)
        self.media = Media(context, self.links, self.inline, report)
        self.quotes = QuoteWriter(context, report)
        self.headings = Headings(body, self.inline, report)

    def blocks(self) -> Blocks:
        stream = Stream(self.quotes.text_blocks)
        self.walk(stream, self.body)
        return self.links.places.settle(stream.close())

    def inner_blocks(self, node: HtmlElement) -> Blocks:
        """Return the blocks of a part that becomes one block; speech is not looked for in it."""
        stream = Stream(paragraph_block)
        self.walk(stream, node)
        return stream.close()

    def walk(self, stream: Stream, node: HtmlElement, around: tuple[HtmlElement, ...] = ()) -> None:
        """Add what stands in an element. ``around`` are the inline elements in which it stands."""
        run: list[str | HtmlElement] = []
        for child in content(node):
            if isinstance(child, str) and node is self.body:
                # Between blocks stands text of the classic editor, whose empty lines part paragraphs.
                *ended, child = EMPTY_LINE.split(child)
                for text in ended:
                    self.paragraph(stream, [*run, text])
                    run = []
            if isinstance(child, str) or (child.tag not in BLOCK_TAGS and not _holds_blocks(child)):
                run.append(child)
                continue
            self.paragraph(stream, run, around)
            run = []
            if child.tag in BLOCK_TAGS:
                self.block(stream, child, around)
            else:
                self.walk(stream, child, (*around, child))
        self.paragraph(stream, run, around)

    def paragraph(self, stream: Stream, run: list, around: tuple[HtmlElement, ...] = ()) -> None:
        """Add a paragraph. What is shown in it stands before it, after it, or at a break of its lines."""
        text, shown = "", []

        def end() -> None:
            nonlocal text
            words = tidy(text)
            if words and words != "\xa0":
                stream.text(f"<p>{self._linked_alone(words)}</p>")
            for node in shown:
                self.shown(stream, node)
            text = ""
            shown.clear()

        for piece in self.inline.pieces(run, around) if run else []:
            if isinstance(piece, str):
                if shown and piece.lstrip().startswith(BREAK):
                    end()
                elif shown and text[-1:].isalnum() and piece[:1].isalnum():
                    # What is shown between two words parts them.
                    text += " "
                text += piece
            elif not tidy(text) or text.rstrip().endswith(BREAK):
                end()
                self.shown(stream, piece)
            else:
                shown.append(piece)
        end()

    def _linked_alone(self, words: str) -> str:
        """Make an address that is a whole paragraph a link, as WordPress showed what stood there."""
        if words.startswith(("http://", "https://")) and " " not in words and "<" not in words:
            tag = self.links.open(words.replace("&amp;", "&"), words)
            return f"{tag}{words}</a>" if tag else words
        return words

    def block(self, stream: Stream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        if node.get("data-gallery") is not None:
            numbers = attachment_numbers(node.get("data-gallery"))
            self.media.numbered_gallery(stream, numbers or self.context.attached_images())
            self.walk(stream, node, around)
        elif node.get("data-embed") is not None:
            self.media.embed(stream, node.get("data-embed"))
        elif node.tag in HEADINGS:
            self.headings.add(stream, node)
            for image in node.iter(*SHOWN_TAGS):
                self.shown(stream, image)
        elif has_class(node, *GALLERY_CLASSES) and any(True for _image in node.iter("img")):
            self.gallery(stream, node)
        elif has_class(node, *EMBED_CLASSES) and self._embedded(stream, node):
            return
        elif node.tag in ("div", "dl") and has_class(node, "wp-caption"):
            self.captioned(stream, node)
        elif has_class(node, "wp-block-file"):
            self.file(stream, node)
        elif has_class(node, "wp-block-accordion-item"):
            self.accordion_item(stream, node)
        elif node.tag in ("p", "div", "figure") and is_old_cover(node):
            self.cover(stream, node, around)
        elif handler := getattr(self, f"_{node.tag}", None):
            handler(stream, node)
        else:
            self.walk(stream, node, around)

    def _hr(self, stream: Stream, node: HtmlElement) -> None:
        stream.add("divider", None)

    def _ul(self, stream: Stream, node: HtmlElement) -> None:
        if not holds_more_than_text(node):
            if html := self.lists.html(node):
                self.report.kept("list", text_of(node))
                stream.text(html)
            return
        self.report.changed("list", text_of(node), "its points stand apart, for they hold more than text")
        for number, item in enumerate(items_of(node), 1):
            # An item's paragraph in the list's own mark, then whatever the item shows.
            parts = self.inner_blocks(item)
            if parts and parts[0]["type"] == "paragraph" and node.tag == "ol":
                parts[0]["value"] = parts[0]["value"].replace("<p>", f"<p>{number}. ", 1)
            for part in parts:
                if part["type"] == "paragraph":
                    stream.text(part["value"])
                else:
                    stream.add(part["type"], part["value"])
        self._loose_text(stream, node)

    _ol = _menu = _dir = _ul

    def _loose_text(self, stream: Stream, node: HtmlElement) -> None:
        """Add what stands in a list beside its items."""
        loose = [child for child in content(node) if isinstance(child, str) or child.tag != "li"]
        for child in loose:
            if not isinstance(child, str) and child.tag in LISTS:
                self._ul(stream, child)
            elif isinstance(child, str) or child.tag not in BLOCK_TAGS:
                self.paragraph(stream, [child])
            else:
                self.block(stream, child, ())


def _holds_blocks(node: HtmlElement) -> bool:
    return has_block_inside(node) and any(child.tag in BLOCK_TAGS for child in node.iterdescendants())
