"""The converter for bodies of WordPress: its galleries, captions, files, embeds, covers and accordions.

The editors' markup is recognised by its classes. The data of shortcodes and of the block editor's comments are in
attributes that ``shortcodes`` and ``gutenberg`` write:

- ``data-gallery``: the ids of attachments, none for those attached to the post;
- ``data-embed``: the address of a player;
- ``data-attachment``, ``data-id``: the id of an attachment;
- ``data-attributes``: the settings of the block that began there, as JSON.
"""

from django.utils.text import Truncator
from lxml.html import HtmlElement

from conversion.blocks.body_converter import BodyConverter
from conversion.blocks.media import MAX_CHARS
from conversion.blocks.media_parts import has_text_outside
from conversion.blocks.quotes import QuoteWriter
from conversion.blocks.stream import BlockStream
from conversion.findings import ConversionReport
from conversion.html.elements import HEADING_TAGS
from conversion.html.rich_text import BREAK, tidy
from conversion.html.tree import allow_attributes, has_class, iter_content, text_of

from .context import WordPressContext
from .gutenberg import read_settings
from .media import WordPressMedia, read_attachment_ids

GALLERY_CLASSES = (
    "wp-block-gallery",
    "gallery",
    "blocks-gallery-grid",
    "tiled-gallery",
    "wp-block-jetpack-tiled-gallery",
)
EMBED_CLASSES = ("wp-block-embed", "wp-block-embed__wrapper")
COVER_CLASSES = ("wp-block-cover", "wp-block-cover-image")
# A private-use character that stands for a line's end while white space is collapsed.
LINE_END = "\ue000"
ATTRIBUTES = allow_attributes(
    {
        "*": {"data-attributes", "data-attachment", "data-gallery", "data-embed", "data-id", "data-full-url"},
        "img": {"data-orig-file"},
        "pre": {"data-enlighter-language"},
    }
)


class WordPressQuoteWriter(QuoteWriter):
    right_aligned_classes = ("has-text-align-right", "alignright")


class WordPressBodyConverter(BodyConverter):
    """Converts one body."""

    media_class = WordPressMedia
    quote_class = WordPressQuoteWriter
    emoji_classes = ("wp-smiley", "emoji")
    caption_classes = ("wp-caption",)
    language_attributes = ("data-enlighter-language", "lang")
    figure_attributes = ("data-attributes", "data-attachment")
    context: WordPressContext
    media: WordPressMedia

    def __init__(self, body: HtmlElement, context: WordPressContext, report: ConversionReport):
        super().__init__(body, context, report)

    def find_source_id(self, node: HtmlElement) -> int | None:
        """Return the id of the attachment that an element shows: that of its block, if it has one."""
        settings = read_block_settings(node)
        for name in ("id", "mediaId"):
            if isinstance(settings.get(name), int):
                return settings[name]
        return super().find_source_id(node)

    def find_language(self, node: HtmlElement) -> str:
        return super().find_language(node) or str(read_block_settings(node).get("language", ""))[:50]

    def add_special_block(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> bool:
        if (gallery := node.get("data-gallery")) is not None:
            self.media.add_numbered_gallery(stream, read_attachment_ids(gallery) or self.context.get_attached_images())
            self.add_children(stream, node, around)
        elif (address := node.get("data-embed")) is not None:
            self.media.add_embed(stream, address)
            self.add_children(stream, node, around)
        elif node.tag in HEADING_TAGS:
            return False
        elif has_class(node, *GALLERY_CLASSES) and any(True for _image in node.iter("img")):
            self.add_gallery(stream, node)
        elif has_class(node, *EMBED_CLASSES) and self.add_embed(stream, node):
            pass
        elif node.tag in ("div", "dl") and has_class(node, "wp-caption"):
            self.add_captioned_image(stream, node)
        elif has_class(node, "wp-block-file"):
            self.add_file(stream, node)
        elif has_class(node, "wp-block-accordion-item"):
            self.add_accordion_item(stream, node)
        elif node.tag in ("p", "div", "figure") and is_old_cover(node):
            self.add_cover(stream, node, around)
        else:
            return False
        return True

    def add_code(self, stream: BlockStream, node: HtmlElement) -> None:
        if has_class(node, "wp-block-verse"):
            self.add_verse(stream, node)
        else:
            super().add_code(stream, node)

    def add_verse(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a poem as a paragraph that keeps its lines."""
        self.report.changed("code", text_of(node), "a poem became a paragraph with its lines")
        for inner in node.iter():
            inner.text = (inner.text or "").replace("\n", LINE_END)
            if inner is not node:
                inner.tail = (inner.tail or "").replace("\n", LINE_END)
        if words := tidy(self.inline.html(iter_content(node)).replace(LINE_END, BREAK)):
            stream.add_text(f"<p>{words}</p>")

    def add_captioned_image(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add an image with its caption, in a list or a box as WordPress's first editors and its themes wrote it."""
        boxes = (part for part in node.iter() if has_class(part, "wp-caption-text", "wp-caption-dd"))
        caption = next(boxes, None)
        if caption is None:
            caption = node.find(".//dd")
        images = list(node.iter("img"))
        if len(images) == 1 and not has_text_outside(node, [] if caption is None else [caption]):
            attachment_id = self.media.find_source_id(images[0]) or self.media.find_source_id(node)
            self.media.add_image(stream, images[0], self.media.caption_of(caption), attachment_id)
        else:
            self.add_children(stream, node)

    def add_gallery(self, stream: BlockStream, node: HtmlElement) -> None:
        images, captions = [], []
        for image in node.iter("img"):
            figure = next(image.iterancestors("figure", "dl", "li"), None)
            inside = figure is not None and figure is not node and node in figure.iterancestors()
            caption = next(figure.iter("figcaption", "dd"), None) if figure is not None and inside else None
            images.append((image, self.media.caption_of(caption)))
            captions += [] if caption is None or caption in captions else [caption]
        own = [child for child in node if child.tag == "figcaption" or has_class(child, "blocks-gallery-caption")]
        if has_text_outside(node, [*captions, *own]):
            self.add_children(stream, node)
            return
        self.media.add_gallery(stream, images)
        for caption in own:
            self.add_paragraph(stream, list(iter_content(caption)))

    def add_file(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a file block: one link with the file's name, and often a second that says “Download”."""
        links = [link for link in node.iter("a") if link.get("href")]
        named = [link for link in links if not has_class(link, "wp-block-file__button")] or links
        if not named:
            self.add_children(stream, node)
            return
        for button in links:
            if button not in named:
                self.report.drop_button(text_of(button), "the button of a download; the site draws its own")
        self.media.add_file(stream, named[0].get("href") or "", self.find_source_id(node), text_of(named[0]))

    def add_cover(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        """Add the image behind a cover block of the first years, whose address is only in the block's settings."""
        image = node.makeelement("img", {"src": str(read_block_settings(node)["url"]), "alt": ""})
        self.media.add_image(stream, image, "", self.find_source_id(node))
        self.add_children(stream, node, around)

    def add_embed(self, stream: BlockStream, node: HtmlElement) -> bool:
        """Add the player of an embed block; return whether it has one that is not in its HTML already."""
        caption = next(node.iter("figcaption"), None)
        if any(True for _shown in node.iter("iframe", "video", "audio", "blockquote")):
            return False
        wrapper = next((child for child in node.iter("div") if has_class(child, "wp-block-embed__wrapper")), node)
        url = text_of(wrapper).split(" ")[0] or str(read_block_settings(node).get("url", ""))
        if not url.startswith(("http://", "https://", "//")):
            return False
        title = Truncator(text_of(caption)).chars(MAX_CHARS) if caption is not None else ""
        return self.media.add_embed(stream, url, title, self.media.caption_of(caption))

    def add_accordion_item(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a part of an accordion, whose heading is a button with a sign that opens it."""
        headings = [part for part in node.iter() if has_class(part, "wp-block-accordion-heading")]
        for sign in list(node.iter("span")):
            if has_class(sign, "wp-block-accordion-heading__toggle-icon"):
                sign.drop_tree()
        self.add_details(stream, node, headings[0] if headings else None)


def read_block_settings(node: HtmlElement) -> dict:
    """Return what ``gutenberg`` noted of the block that began here; plugins use the attribute for other things."""
    return read_settings(node.get("data-attributes"))


def is_old_cover(node: HtmlElement) -> bool:
    """Whether an element is a cover block without the element of its image."""
    return has_class(node, *COVER_CLASSES) and "url" in read_block_settings(node) and node.find(".//img") is None
