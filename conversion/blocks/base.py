"""The base of a converter: its tools, and what its parts do for one another."""

from abc import ABC, abstractmethod

from lxml.html import HtmlElement

from ..context import ConversionContext
from ..findings import ConversionReport
from ..html.inline import Inline
from ..html.links import Links
from ..html.lists import ListWriter
from .headings import Headings
from .media import Media
from .quotes import QuoteWriter
from .stream import Blocks, BlockStream


class BaseConverter(ABC):
    """Converts one body. ``BodyConverter`` joins the parts; sources with markup of their own subclass that."""

    media_class: type[Media] = Media
    quote_class: type[QuoteWriter] = QuoteWriter
    #: Classes of images that stand for a character.
    emoji_classes: tuple[str, ...] = ("emoji",)
    #: Classes of boxes that hold an image and its caption.
    caption_classes: tuple[str, ...] = ()
    #: Attributes of a ``pre`` that name its programming language.
    language_attributes: tuple[str, ...] = ("lang",)
    #: Attributes of a figure that belong to the player in it.
    figure_attributes: tuple[str, ...] = ()

    def __init__(self, body: HtmlElement, context: ConversionContext, report: ConversionReport):
        self.body = body
        self.context = context
        self.report = report
        self.links = Links(body, context, report)
        self.inline = Inline(self.links, report, self.emoji_classes)
        self.lists = ListWriter(self.inline, report)
        self.media = self.media_class(context, self.links, self.inline, report)
        self.quotes = self.quote_class(context, report)
        self.headings = Headings(body, self.inline, report)

    def find_source_id(self, node: HtmlElement) -> int | None:
        """Return the number by which the source knows what an element shows; subclasses may know one."""
        return self.media.find_source_id(node)

    @abstractmethod
    def add_children(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...] = ()) -> None:
        """Add the content of an element. ``around`` are the inline elements that it stands in."""

    @abstractmethod
    def add_paragraph(
        self, stream: BlockStream, run: list[str | HtmlElement], around: tuple[HtmlElement, ...] = ()
    ) -> None:
        """Add a run of inline content as a paragraph."""

    @abstractmethod
    def convert_part(self, node: HtmlElement) -> Blocks:
        """Return the blocks of an element that becomes one block, or a few; speech is not looked for in it."""

    @abstractmethod
    def add_media(self, stream: BlockStream, node: HtmlElement, caption: str = "") -> None:
        """Add an image or a player."""

    @abstractmethod
    def add_table(self, stream: BlockStream, node: HtmlElement, caption: str = "") -> None:
        """Add a table."""

    @abstractmethod
    def add_quotation(self, stream: BlockStream, node: HtmlElement, caption: HtmlElement | None = None) -> None:
        """Add a block quotation or pull quote: its citation apart, then its text and what else it holds."""
