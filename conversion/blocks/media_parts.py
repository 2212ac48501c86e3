"""The parts of a body that show or play something."""

from django.utils.text import Truncator
from lxml.html import HtmlElement

from wordpress.converting.gutenberg import read_settings

from ..html.tables import is_layout
from ..html.tree import SHOWN_TAGS, content, has_class, text_of
from .media import MAX_CHARS, number_of
from .stream import Stream


class ShownParts:
    """A part of ``flow.Flow``."""

    def shown(self, stream: Stream, node: HtmlElement, caption: str = "") -> None:
        """Add an image or a player."""
        data = block_data(node)
        if node.tag == "img":
            self.media.image(stream, node, caption, number_of(node, data))
        elif node.tag in ("video", "audio"):
            self.media.recording(stream, node, caption, data)
        else:
            self.media.frame(stream, node, caption)

    def _figure(self, stream: Stream, node: HtmlElement) -> None:
        captions = list(node.iterdescendants("figcaption"))
        caption = self.media.caption_of(captions[0]) if captions else ""
        table, shown = node.find(".//table"), list(node.iter(*SHOWN_TAGS))
        quote = node.find(".//blockquote")
        if quote is not None and not text_outside(node, [quote, *captions]):
            self.quotation(stream, quote, captions[-1] if captions else None)
        elif table is not None and not is_layout(table):
            self._table(stream, table, text_of(captions[0]) if captions else "")
        elif len(shown) == 1 and len(captions) < 2 and not text_outside(node, captions):
            number = number_of(node, block_data(node))
            if shown[0].tag == "img":
                self.media.image(stream, shown[0], caption, number_of(shown[0], {}) or number)
            else:
                for name in ("data-attributes", "data-attachment"):
                    if node.get(name):
                        shown[0].set(name, node.get(name))
                self.shown(stream, shown[0], caption)
        else:
            self.walk(stream, node)

    def captioned(self, stream: Stream, node: HtmlElement) -> None:
        """Add an image with its caption as WordPress's first editors and its themes wrote it: in a list, or a box."""
        told = next((part for part in node.iter() if has_class(part, "wp-caption-text", "wp-caption-dd")), None)
        caption = told if told is not None else node.find(".//dd")
        captions, images = [] if caption is None else [caption], list(node.iter("img"))
        if len(images) == 1 and not text_outside(node, captions):
            number = number_of(images[0], {}) or number_of(node, {})
            self.media.image(stream, images[0], self.media.caption_of(caption), number)
        else:
            self.walk(stream, node)

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
        number = number_of(node, block_data(node))
        self.media.file(stream, named[0].get("href"), number, text_of(named[0]))

    def cover(self, stream: Stream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> None:
        """Add the image behind a cover block of the first years, which stands in its attributes alone."""
        data = block_data(node)
        image = node.makeelement("img", {"src": str(data["url"]), "alt": ""})
        self.media.image(stream, image, "", number_of(node, data))
        self.walk(stream, node, around)

    def _embedded(self, stream: Stream, node: HtmlElement) -> bool:
        caption = next(node.iter("figcaption"), None)
        if any(True for _shown in node.iter("iframe", "video", "audio", "blockquote")):
            return False
        wrapper = next((child for child in node.iter("div") if has_class(child, "wp-block-embed__wrapper")), node)
        url = text_of(wrapper).split(" ")[0] or str(block_data(node).get("url", ""))
        if not url.startswith(("http://", "https://", "//")):
            return False
        return self.media.embed(stream, url, _title(caption), self.media.caption_of(caption))


def _title(caption: HtmlElement | None) -> str:
    return Truncator(text_of(caption)).chars(MAX_CHARS) if caption is not None else ""


def block_data(node: HtmlElement) -> dict:
    """Return what ``gutenberg`` noted of the block that began here; plugins use the attribute for other things."""
    return read_settings(node.get("data-attributes"))


def is_old_cover(node: HtmlElement) -> bool:
    return (
        has_class(node, "wp-block-cover", "wp-block-cover-image")
        and "url" in block_data(node)
        and node.find(".//img") is None
    )


def text_outside(node: HtmlElement, captions: list[HtmlElement]) -> bool:
    """Whether an element holds words beside its caption."""
    inside = "".join("".join(caption.itertext()) for caption in captions)
    return len("".join("".join(node.itertext()).split())) > len("".join(inside.split()))
