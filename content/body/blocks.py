"""StreamField blocks for the body of any page, and the registry for those of other apps.

Block keys are stored in the database for good: never rename one.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    Block,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StaticBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from ..published import filter_published
from .addresses import WebAddressBlock
from .block_groups import LINKS, TEXT
from .choosers import BodyPageChooserBlock
from .languages import LanguageBlock
from .media_blocks import DocumentBlock, EmbedBlock, GalleryBlock, ImageBlock, MissingImageBlock, RecordingBlock
from .rich_text import BodyRichTextBlock
from .stream import BaseStreamBlock

PARAGRAPH_FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "strikethrough",
    "code",
    "ol",
    "ul",
    "hr",
    "link",
    "document-link",
]


class HeadingValue(StructValue):
    @property
    def anchor(self) -> str:
        return slugify(self.get("text") or "")


class HeadingBlock(StructBlock):
    text = CharBlock(label=_("Heading"), max_length=255)
    level = ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Subsection")), ("h4", _("Part of a subsection"))],
        default="h2",
    )

    def get_anchor(self, value) -> str:
        return value.anchor

    def get_searchable_content(self, value):
        """Index the text only: the level, such as “Section”, is a word of the editor’s form."""
        return self.child_blocks["text"].get_searchable_content(value.get("text"))

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        description = _("The title of a section. The page's own title stands above all of them.")
        template = "blocks/heading_block.html"
        value_class = HeadingValue
        label_format = "{text}"
        preview_value = {"text": _("What the evidence says"), "level": "h2"}


class ParagraphBlock(BodyRichTextBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Paragraph")
        description = _("Running text with links, lists and emphasis. Several paragraphs are one block.")
        template = "blocks/paragraph_block.html"
        preview_value = (
            "<p>The hall was full by six. The council’s own figures, printed on a single sheet, lay on "
            "every chair, and by the end of the evening most of them had been written on.</p>"
        )


class CalloutBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), max_length=255, default=_("Key points"))
    text = BodyRichTextBlock(label=_("Text"), features=["bold", "italic", "ol", "ul", "link", "document-link"])

    def get_region_name(self, value) -> str:
        return value.get("heading") or ""

    class Meta:
        icon = "list-ul"
        group = TEXT
        label = _("Key points")
        description = _("The points to take away, set apart from the text.")
        template = "blocks/callout_block.html"
        label_format = "{heading}"
        preview_value = {
            "heading": _("Key points"),
            "text": "<ul><li>Two of five libraries would close.</li><li>Nobody had asked the bus company.</li></ul>",
        }


class ExtractBlock(StructBlock):
    text = BodyRichTextBlock(
        label=_("Text"),
        features=[feature for feature in PARAGRAPH_FEATURES if feature != "hr"],
        help_text=_("The passage, word for word."),
    )
    source = CharBlock(
        label=_("Source"),
        required=False,
        max_length=255,
        help_text=_("Where it is from, e.g. “Housing strategy, 2024, page 12”."),
    )
    source_url = WebAddressBlock(label=_("Link to the source"), required=False)
    language = LanguageBlock()

    class Meta:
        icon = "openquote"
        group = TEXT
        label = _("Extract")
        description = _("A passage from a document. For what a person said, use a quote: it names them.")
        template = "blocks/extract_block.html"
        label_format = "{source}: {text}"
        preview_value = {
            "text": "<p>The authority shall publish, in the first week of each quarter, the number of empty shops.</p>",
            "source": "Standing orders, 1974",
            "source_url": "",
        }


class CodeTextBlock(TextBlock):
    """Text that keeps spaces at its start and end: they mean something in code."""

    @cached_property
    def field(self):
        field = super().field
        field.strip = False
        return field


class CodeBlock(StructBlock):
    text = CodeTextBlock(label=_("Code"), help_text=_("Spaces and line breaks stay as they are written."))
    language = CharBlock(label=_("Language"), required=False, max_length=50, help_text=_("E.g. “python”."))

    def get_region_name(self, value) -> str:
        if language := value.get("language"):
            return gettext("Code in %(language)s") % {"language": language}
        return gettext("Code")

    class Meta:
        icon = "code"
        group = TEXT
        label = _("Code")
        description = _("Code, or other text whose spaces and lines must stay as they are.")
        template = "blocks/code_block.html"
        label_format = "{text}"
        preview_value = {
            "text": "shops = count(street)\nempty = [shop for shop in shops if not shop.open]",
            "language": "",
        }


class DetailsBlock(StructBlock):
    summary = CharBlock(
        label=_("Heading"), max_length=255, help_text=_("Always shown, e.g. “How the figures were counted”.")
    )
    text = BodyRichTextBlock(
        label=_("Text"), features=PARAGRAPH_FEATURES, help_text=_("Shown when the reader opens it.")
    )

    class Meta:
        icon = "collapse-down"
        group = TEXT
        label = _("Details")
        description = _("A side matter that readers open if they want it.")
        template = "blocks/details_block.html"
        label_format = "{summary}"
        preview_value = {
            "summary": _("How the figures were counted"),
            "text": "<p>On foot, on the first Tuesday of each month, by two people who did not compare notes.</p>",
        }


class TableBlock(WagtailTableBlock):
    def get_table_options(self, table_options=None):
        # The table editor has English only. Given “en-gb” it reports an error in the browser.
        return super().get_table_options({"language": "en-US"} | (table_options or {}))

    def get_region_name(self, value) -> str:
        return (value or {}).get("table_caption") or gettext("Table")

    class Meta:
        icon = "table"
        group = TEXT
        label = _("Table")
        description = _("Figures in rows and columns. Say which cells are headers, and give it a caption.")
        template = "blocks/table_block.html"
        preview_value = {
            "data": [["Year", "Visits"], ["2024", "18,200"], ["2025", "21,450"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": "Visits to the reading room",
        }


class RelatedPagesValue(StructValue):
    @cached_property
    def pages(self) -> list:
        """The chosen pages that a visitor may see, in the editor's order."""
        return filter_published([page for page in self.get("chosen", []) if page])


class RelatedPagesBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), max_length=255, default=_("Related"))
    chosen = ListBlock(BodyPageChooserBlock(label=_("Page")), label=_("Pages"))

    def get_region_name(self, value) -> str:
        return value.get("heading") or ""

    class Meta:
        icon = "link"
        group = LINKS
        label = _("Related pages")
        description = _("Other pages of this site, with their summaries.")
        template = "blocks/related_pages_block.html"
        value_class = RelatedPagesValue
        label_format = "{heading}"
        preview_value = {"heading": _("Read next"), "chosen": []}


class DividerBlock(StaticBlock):
    class Meta:
        icon = "minus"
        group = TEXT
        label = _("Divider")
        description = _("A pause between two parts of the text.")
        admin_text = _("A short line across the page.")
        template = "blocks/divider_block.html"
        preview_value = None


class CommonStreamBlock(BaseStreamBlock):
    """The common blocks: any body may use them, and none of them comes from another app."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    missing_image = MissingImageBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    recording = RecordingBlock()
    document = DocumentBlock()
    callout = CalloutBlock()
    extract = ExtractBlock()
    details = DetailsBlock()
    code = CodeBlock()
    table = TableBlock()
    related = RelatedPagesBlock()
    divider = DividerBlock()


_registered: dict[str, type[Block]] = {}

#: The keys of blocks that most bodies need: the editor has a button for each below a body.
everyday_blocks = ["paragraph", "heading", "image"]


def register_body_block(name: str, *, everyday: bool = False) -> Callable[[type[Block]], type[Block]]:
    """Register a block class of another app for every ``BodyStreamBlock``. ``name`` is its key in stored bodies.

    Its module must be imported while the apps are loaded, by a model or by ``AppConfig.ready``. An ``everyday`` one
    has a button below a body; all are in the menu of blocks.
    """

    def register(block_class: type[Block]) -> type[Block]:
        _registered[name] = block_class
        if everyday:
            everyday_blocks.append(name)
        return block_class

    return register


class BodyStreamBlock(CommonStreamBlock):
    """The body of a post, an event or another page: the common blocks, then those that apps have registered.

    Give the class, not an instance, to ``StreamField``, which makes the block when it is first needed: all apps are
    loaded then.
    """

    def __init__(self, local_blocks: Iterable[tuple[str, Block]] = (), **kwargs: Any) -> None:
        registered = [(name, block_class()) for name, block_class in _registered.items()]
        super().__init__([*registered, *local_blocks], **kwargs)
