"""Images, players and figures of a body."""

from lxml.html import HtmlElement

from ..html.elements import MEDIA_TAGS
from ..html.tables import is_layout
from ..html.tree import text_of
from .base import BaseConverter
from .stream import BlockStream


class MediaParts(BaseConverter):
    """A part of ``body_converter.BodyConverter``."""

    def add_media(self, stream: BlockStream, node: HtmlElement, caption: str = "") -> None:
        source_id = self.find_source_id(node)
        if node.tag == "img":
            self.media.add_image(stream, node, caption, source_id)
        elif node.tag in ("video", "audio"):
            self.media.add_recording(stream, node, caption, source_id)
        else:
            self.media.add_frame(stream, node, caption)

    def add_figure(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a figure: the quotation, table, image or player in it with its caption, or all of its content."""
        captions = list(node.iterdescendants("figcaption"))
        caption = self.media.caption_of(captions[0]) if captions else ""
        table, shown = node.find(".//table"), list(node.iter(*MEDIA_TAGS))
        quote = node.find(".//blockquote")
        if quote is not None and not has_text_outside(node, [quote, *captions]):
            self.add_quotation(stream, quote, captions[-1] if captions else None)
        elif table is not None and not is_layout(table):
            self.add_table(stream, table, text_of(captions[0]) if captions else "")
        elif len(shown) == 1 and len(captions) < 2 and not has_text_outside(node, captions):
            if shown[0].tag == "img":
                source_id = self.media.find_source_id(shown[0]) or self.find_source_id(node)
                self.media.add_image(stream, shown[0], caption, source_id)
            else:
                for name in self.figure_attributes:
                    if value := node.get(name):
                        shown[0].set(name, value)
                self.add_media(stream, shown[0], caption)
        else:
            self.add_children(stream, node)


def has_text_outside(node: HtmlElement, parts: list[HtmlElement]) -> bool:
    """Whether an element holds words beside these parts of it."""
    inside = "".join("".join(part.itertext()) for part in parts)
    return len("".join("".join(node.itertext()).split())) > len("".join(inside.split()))
