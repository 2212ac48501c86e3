"""StreamField blocks for media: images, galleries, video, recordings and documents."""

import mimetypes

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from .addresses import WebAddressBlock
from .block_groups import LINKS, MEDIA
from .choosers import BodyDocumentChooserBlock, BodyImageChooserBlock
from .embeds import PROVIDER_NAMES, find_player
from .rich_text import BodyRichTextBlock

CAPTION_FEATURES = ["bold", "italic", "link", "document-link"]


class ImageValue(StructValue):
    """``alt`` is the text alternative of the image, empty if the image is decorative."""

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
        label=_("Caption"), required=False, features=CAPTION_FEATURES, help_text=_("Shown below the image.")
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


class MissingImageBlock(StructBlock):
    """The place of an image whose file an import did not find. Visitors see nothing of it."""

    address = CharBlock(
        label=_("Where it was"),
        required=False,
        max_length=2000,
        help_text=_("The address of the image on the old site."),
    )
    alt_text = CharBlock(label=_("Alt text"), required=False, max_length=255, help_text=_("What it showed."))
    caption = BodyRichTextBlock(label=_("Caption"), required=False, features=CAPTION_FEATURES)

    def get_searchable_content(self, value):
        """Index nothing: a search would find what its page does not show."""
        return []

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Missing image")
        description = _("Where an image stood that an import did not find. Visitors do not see it. Put the image in.")
        template = "blocks/missing_image_block.html"
        label_format = "{alt_text} {address}"
        preview_value = {
            "address": "https://old.example/wp-content/uploads/hall.jpg",
            "alt_text": _("The reading room on the morning of the hearing."),
            "caption": "",
        }


class GalleryBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), required=False, max_length=255)
    images = ListBlock(ImageBlock(), label=_("Images"), min_num=2)

    def get_region_name(self, value) -> str:
        return value.get("heading") or ""

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

    @property
    def page_url(self) -> str:
        """The address of the video's own page, also where that of its player was given."""
        return self.player.page_url if self.player else self.get("url") or ""


class EmbedBlock(StructBlock):
    url = WebAddressBlock(
        label=_("Address"),
        help_text=_("The address of the video's own page, e.g. https://www.youtube.com/watch?v=…"),
    )
    title = CharBlock(
        label=_("Title"),
        max_length=255,
        help_text=_("What is to be seen or heard, e.g. “The lecture in full, 58 minutes”."),
    )
    caption = BodyRichTextBlock(label=_("Caption"), required=False, features=CAPTION_FEATURES)
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


class FileValue(StructValue):
    """A file with a title. A file that not everybody may download is not shown, nor found by what is said of it."""

    file_name: str

    @property
    def shown(self):
        """The document, if anybody may download it."""
        document = self.get(self.file_name)
        return document if document and document.is_public else None

    @property
    def label(self) -> str:
        return self.get("title") or (self[self.file_name].title if self.get(self.file_name) else "")


class FileBlock(StructBlock):
    def get_searchable_content(self, value):
        return super().get_searchable_content(value) if value.shown else []


class RecordingValue(FileValue):
    file_name = "file"

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def content_type(self) -> str:
        """The media type, guessed from the file's name, e.g. ``audio/mpeg``; empty if unknown."""
        guessed = mimetypes.guess_type(self["file"].filename)[0] if self.get("file") else None
        return guessed or ""


class RecordingBlock(FileBlock):
    file = BodyDocumentChooserBlock(label=_("File"), help_text=_("An audio or video file, e.g. .mp3 or .mp4."))
    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=255,
        help_text=_("What is to be heard or seen, e.g. “The debate, 42 minutes”. Leave empty for the file's title."),
    )
    caption = BodyRichTextBlock(
        label=_("Caption"),
        required=False,
        features=CAPTION_FEATURES,
        help_text=_("E.g. where the transcript is: a recording needs one (WCAG 2.2, 1.2.1)."),
    )

    def clean(self, value):
        value = super().clean(value)
        if value.get("file") and not value.content_type.startswith(("audio/", "video/")):
            raise StructBlockValidationError(
                {"file": ValidationError(_("This is no audio or video file. Use a document to offer it for download."))}
            )
        return value

    class Meta:
        icon = "media"
        group = MEDIA
        label = _("Recording")
        description = _("Sound or film from this site, played in the page. Use “Video” for YouTube and Vimeo.")
        template = "blocks/recording_block.html"
        value_class = RecordingValue
        label_format = "{title}"
        preview_value = {"file": None, "title": _("The debate, 42 minutes"), "caption": ""}


class DocumentValue(FileValue):
    file_name = "document"

    @property
    def file_type(self) -> str:
        return self["document"].file_extension.upper() if self.get("document") else ""

    @property
    def file_size(self) -> int | None:
        """The size in bytes."""
        return self["document"].get_file_size() if self.get("document") else None


class DocumentBlock(FileBlock):
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
