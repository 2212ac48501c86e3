"""From the tree of a body to its blocks, in reading order."""

import json
import re

from django.utils.text import Truncator
from lxml.html import HtmlElement

from .headings import Headings
from .inline import BREAK, Inline, rich_text, tidy
from .links import Links
from .lists import LISTS, ListWriter, holds_more_than_text, items_of
from .media import MAX_CHARS, Media, number_of
from .quotes import QuoteWriter
from .records import Context
from .report import Report
from .stream import Blocks, Stream, paragraph_block
from .tables import is_layout, table_value
from .tree import BLOCK_TAGS, SHOWN_TAGS, content, has_block_inside, has_class, text_of

GALLERY_CLASSES = (
    "wp-block-gallery",
    "gallery",
    "blocks-gallery-grid",
    "tiled-gallery",
    "wp-block-jetpack-tiled-gallery",
)
EMBED_CLASSES = ("wp-block-embed", "wp-block-embed__wrapper")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# A private-use character that stands for a line's end while white space is collapsed.
LINE = "\ue000"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Flow:
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
        return stream.close()

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

    def shown(self, stream: Stream, node: HtmlElement, caption: str = "") -> None:
        """Add an image or a player."""
        data = _data(node)
        if node.tag == "img":
            self.media.image(stream, node, caption, number_of(node, data))
        elif node.tag in ("video", "audio"):
            self.media.recording(stream, node, caption, data)
        else:
            self.media.frame(stream, node, caption)

    def block(self, stream: Stream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        if node.get("data-gallery") is not None:
            numbers = [int(number) for number in node.get("data-gallery").split(",") if 0 < len(number) < 16]
            self.media.numbered_gallery(stream, numbers or self.context.attached_images())
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
        elif has_class(node, "wp-block-file"):
            self.file(stream, node)
        elif node.tag in ("p", "div", "figure") and _is_cover(node):
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

    def _dt(self, stream: Stream, node: HtmlElement) -> None:
        words = self.inline.html(content(node))
        if words:
            stream.text(f"<p><b>{words}</b></p>")

    def _pre(self, stream: Stream, node: HtmlElement) -> None:
        if has_class(node, "wp-block-verse"):
            self._verse(stream, node)
            return
        for line_break in node.iter("br"):
            line_break.text = "\n"
        text = "".join(node.itertext()).strip("\n").rstrip()
        if not text.strip():
            return
        self.report.kept("code", text)
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
        self.report.kept("table", caption or text_of(node))
        stream.add("table", table_value(node, caption))
        for image in node.iter("img"):
            self.shown(stream, image)
        self._links_below(stream, node)

    def _links_below(self, stream: Stream, node: HtmlElement) -> None:
        """Keep the links of a table or of code, whose cells and lines hold plain text, in a paragraph below it."""
        links = [self.inline.html([link]) for link in node.iter("a") if link.get("href")]
        found = list(dict.fromkeys(link for link in links if "<a " in link))
        if found:
            self.report.count_markup("links in a table or in code", "they stand together below it")
            stream.text(f"<p>{', '.join(found)}</p>")

    def _figure(self, stream: Stream, node: HtmlElement) -> None:
        captions = list(node.iterdescendants("figcaption"))
        caption = self.media.caption_of(captions[0]) if captions else ""
        table, shown = node.find(".//table"), list(node.iter(*SHOWN_TAGS))
        quote = node.find(".//blockquote")
        if quote is not None and not _text_outside(node, [quote, *captions]):
            self.quotation(stream, quote, captions[-1] if captions else None)
        elif table is not None and not is_layout(table):
            self._table(stream, table, text_of(captions[0]) if captions else "")
        elif len(shown) == 1 and len(captions) < 2 and not _text_outside(node, captions):
            number = number_of(node, _data(node))
            if shown[0].tag == "img":
                self.media.image(stream, shown[0], caption, number_of(shown[0], {}) or number)
            else:
                for name in ("data-attributes", "data-attachment"):
                    if node.get(name):
                        shown[0].set(name, node.get(name))
                self.shown(stream, shown[0], caption)
        else:
            self.walk(stream, node)

    def _details(self, stream: Stream, node: HtmlElement) -> None:
        summary = node.find("summary")
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
        words = self.inline.html(content(citation)) if citation is not None else ""
        parts = self.inner_blocks(node)
        stream.extend(self.quotes.quotation(parts, words, node.get("cite") or "", spoken))

    def gallery(self, stream: Stream, node: HtmlElement) -> None:
        images = []
        for image in node.iter("img"):
            figure = next(image.iterancestors("figure", "dl", "li"), None)
            inside = figure is not None and figure is not node and node in figure.iterancestors()
            caption = next(figure.iter("figcaption", "dd"), None) if inside else None
            images.append((image, self.media.caption_of(caption)))
        self.media.gallery(stream, images)
        own = [child for child in node if child.tag == "figcaption" or has_class(child, "blocks-gallery-caption")]
        for caption in own:
            self.paragraph(stream, list(content(caption)))

    def file(self, stream: Stream, node: HtmlElement) -> None:
        """Add a file block: one link with the file's name, and often a second that says “Download”."""
        links = [link for link in node.iter("a") if link.get("href")]
        named = [link for link in links if not has_class(link, "wp-block-file__button")] or links
        if not named:
            self.walk(stream, node)
            return
        for button in links:
            if button not in named:
                self.report.dropped("word", text_of(button), "the button of a download; the site draws its own")
        number = number_of(node, _data(node))
        self.media.file(stream, named[0].get("href"), number, text_of(named[0]))

    def cover(self, stream: Stream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        """Add the image behind a cover block of the first years, which stands in its attributes alone."""
        data = _data(node)
        image = node.makeelement("img", {"src": str(data["url"]), "alt": ""})
        self.media.image(stream, image, "", number_of(node, data))
        self.walk(stream, node, around)

    def _embedded(self, stream: Stream, node: HtmlElement) -> bool:
        caption = next(node.iter("figcaption"), None)
        if any(True for _shown in node.iter("iframe", "video", "audio", "blockquote")):
            return False
        wrapper = next((child for child in node.iter("div") if has_class(child, "wp-block-embed__wrapper")), node)
        url = text_of(wrapper).split(" ")[0] or str(_data(node).get("url", ""))
        if not url.startswith(("http://", "https://", "//")):
            return False
        return self.media.embed(stream, url, _title(caption), self.media.caption_of(caption))


def _title(caption: HtmlElement | None) -> str:
    return Truncator(text_of(caption)).chars(MAX_CHARS) if caption is not None else ""


def _holds_blocks(node: HtmlElement) -> bool:
    return has_block_inside(node) and any(child.tag in BLOCK_TAGS for child in node.iterdescendants())


def _data(node: HtmlElement) -> dict:
    return json.loads(node.get("data-attributes") or "{}")


def _is_cover(node: HtmlElement) -> bool:
    return (
        has_class(node, "wp-block-cover", "wp-block-cover-image")
        and "url" in _data(node)
        and node.find(".//img") is None
    )


def _language(node: HtmlElement) -> str:
    """Return the language of code, which its classes say."""
    for inner in node.iter("pre", "code"):
        for name in (inner.get("class") or "").replace("brush:", "lang-").split():
            for prefix in ("language-", "lang-"):
                if name.startswith(prefix):
                    return name.removeprefix(prefix).strip(" ;")[:50]
    return str(_data(node).get("language", ""))[:50]


def _text_outside(node: HtmlElement, captions: list[HtmlElement]) -> bool:
    """Whether an element holds words beside its caption."""
    inside = "".join("".join(caption.itertext()) for caption in captions)
    return len("".join("".join(node.itertext()).split())) > len("".join(inside.split()))
