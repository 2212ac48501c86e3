"""Body blocks that any page may use. Block keys live in the database for ever: never rename one."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StaticBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from .body import BodyBlock
from .choosers import BodyDocumentChooserBlock, BodyImageChooserBlock, BodyPageChooserBlock
from .embeds import PROVIDER_NAMES, find_player
from .rich_text import BodyRichTextBlock

TEXT = _("Text")
MEDIA = _("Images and media")
LINKS = _("Links and events")

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
PARAGRAPH_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "hr", "link", "document-link"]


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


class ImageValue(StructValue):
    """``alt`` is the text to show instead of the image: empty when it is decorative."""

    @property
    def alt(self) -> str:
        if self.get("decorative") or not self.get("image"):
            return ""
        return self.get("alt_text") or self["image"].description

    @property
    def credit(self) -> str:
        return self.get("credit_text") or (self["image"].credit if self.get("image") else "")


class ImageBlock(StructBlock):
    image = BodyImageChooserBlock(label=_("Image"))
    alt_text = CharBlock(
        label=_("Alt text here"),
        required=False,
        max_length=255,
        help_text=_("What the image says in this place. Leave empty to use the image's own alt text."),
    )
    decorative = BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("Tick if the text loses nothing without the image; screen readers will pass over it."),
    )
    caption = BodyRichTextBlock(
        label=_("Caption"), required=False, features=INLINE_FEATURES, help_text=_("Shown below the image.")
    )
    credit_text = CharBlock(
        label=_("Credit here"),
        required=False,
        max_length=255,
        help_text=_("Leave empty to use the credit of the image itself."),
    )

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Image")
        description = _("One image with its caption and credit.")
        template = "blocks/image_block.html"
        preview_template = "blocks/previews/image_block.html"
        value_class = ImageValue
        label_format = "{alt_text}"
        preview_value = {
            "image": None,
            "alt_text": "",
            "decorative": False,
            "caption": _("The reading room on the morning of the hearing."),
            "credit_text": _("Photograph: the Institute"),
        }


class GalleryBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), required=False, max_length=255)
    images = ListBlock(ImageBlock(), label=_("Images"), min_num=2)

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Gallery")
        description = _("Several images side by side, each with its caption.")
        template = "blocks/gallery_block.html"
        preview_template = "blocks/previews/gallery_block.html"
        label_format = "{heading}"
        preview_value = {"heading": _("The evening in pictures"), "images": []}


class EmbedValue(StructValue):
    @cached_property
    def player(self):
        return find_player(self.get("url"))

    @property
    def provider(self) -> str:
        return self.player.provider if self.player else ""

    @property
    def player_url(self) -> str:
        return self.player.player_url if self.player else ""


class EmbedBlock(StructBlock):
    url = URLBlock(
        label=_("Address"),
        help_text=_("The address of the video's own page, e.g. https://www.youtube.com/watch?v=…"),
    )
    title = CharBlock(
        label=_("Title"),
        max_length=255,
        help_text=_("What is to be seen or heard, e.g. “The lecture in full, 58 minutes”."),
    )
    caption = BodyRichTextBlock(label=_("Caption"), required=False, features=INLINE_FEATURES)
    poster = BodyImageChooserBlock(
        label=_("Still image"), required=False, help_text=_("Shown until the visitor starts the player.")
    )

    def clean(self, value):
        value = super().clean(value)
        if value.get("url") and not value.player:
            known = ", ".join(PROVIDER_NAMES)
            raise StructBlockValidationError(
                {
                    "url": ValidationError(
                        _("This address cannot be played here. Use one of %(known)s, or write a link in a paragraph."),
                        params={"known": known},
                    )
                }
            )
        return value

    class Meta:
        icon = "media"
        group = MEDIA
        label = _("Video")
        description = _("A video from YouTube or Vimeo. Nothing is loaded from there until a visitor presses play.")
        template = "blocks/embed_block.html"
        value_class = EmbedValue
        label_format = "{title}"
        preview_value = {
            "url": "https://www.youtube.com/watch?v=abcdefghijk",
            "title": _("The lecture in full, 58 minutes"),
            "caption": "",
            "poster": None,
        }


class DocumentValue(StructValue):
    @property
    def label(self) -> str:
        return self.get("title") or (self["document"].title if self.get("document") else "")

    @property
    def file_type(self) -> str:
        return self["document"].file_extension.upper() if self.get("document") else ""

    @property
    def file_size(self) -> int | None:
        """The size in bytes."""
        return self["document"].get_file_size() if self.get("document") else None


class DocumentBlock(StructBlock):
    document = BodyDocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        label=_("Link text"),
        required=False,
        max_length=255,
        help_text=_("Leave empty to use the document's title."),
    )

    class Meta:
        icon = "doc-full"
        group = LINKS
        label = _("Document")
        description = _("A file to download, with its type and size.")
        template = "blocks/document_block.html"
        value_class = DocumentValue
        label_format = "{title}"
        preview_value = {"document": None, "title": _("Briefing paper: who pays for a bus")}


class CalloutBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), max_length=255, default=_("Key points"))
    text = BodyRichTextBlock(label=_("Text"), features=["bold", "italic", "ol", "ul", "link", "document-link"])

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


class TableBlock(WagtailTableBlock):
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
        from .listings import as_published

        return as_published([page for page in self.get("chosen", []) if page])


class RelatedPagesBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), max_length=255, default=_("Related"))
    chosen = ListBlock(BodyPageChooserBlock(label=_("Page")), label=_("Pages"))

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


class ContentStreamBlock(BodyBlock):
    """The blocks that every body offers; people and events add theirs in subclasses."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    callout = CalloutBlock()
    table = TableBlock()
    related = RelatedPagesBlock()
    divider = DividerBlock()
