"""Media of WordPress: attachments, by the number that classes and attributes tell, and galleries of them."""

import re

from lxml.html import HtmlElement

from conversion.blocks.media import FILE_MISSING, Media, complete_address, find_source, image_value, missing_image_value
from conversion.blocks.stream import BlockStream

ATTACHMENT_CLASS = re.compile(r"(?:wp-image-|attachment_)(\d{1,15})")


def read_attachment_ids(text: str | None) -> list[int]:
    """Return the ids in a list such as ``5,6``, without what cannot be the id of an attachment."""
    parts = (part.strip() for part in (text or "").split(","))
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16]


class WordPressMedia(Media):
    """Writes the media of one body."""

    def find_source_id(self, node: HtmlElement) -> int | None:
        """Return the id of the attachment that an element shows, from its attributes, its class or its id."""
        for value in (node.get("data-attachment"), node.get("data-id")):
            if numbers := read_attachment_ids(value):
                return numbers[0]
        found = ATTACHMENT_CLASS.search(node.get("class") or "") or ATTACHMENT_CLASS.search(node.get("id") or "")
        return int(found[1]) if found else None

    def find_image_address(self, node: HtmlElement) -> str:
        return complete_address(node.get("data-orig-file") or node.get("data-full-url") or find_source(node))

    def leads_to_image(self, href: str | None, source: str) -> bool:
        return super().leads_to_image(href, source) or "attachment_id=" in (href or "")

    def add_gallery(self, stream: BlockStream, images: list[tuple[HtmlElement, str]]) -> None:
        """Add images, each with its caption, side by side."""
        values = []
        for node, caption in images:
            source = complete_address(node.get("data-full-url") or find_source(node))
            value = self.image_value(node, source, caption, self.find_source_id(node))
            if value:
                self.keep_link(node, value)
                values.append(value)
            else:
                self.add_image(stream, node, caption)
        self._add_images(stream, values)
        for node, _caption in images:
            self.add_long_description(stream, node)

    def add_numbered_gallery(self, stream: BlockStream, attachment_ids: list[int]) -> None:
        """Add the images of a ``[gallery]``."""
        values = []
        for attachment_id in attachment_ids:
            target = self.context.resolve_image("", attachment_id)
            if target is None:
                self._add_missing_attachment(stream, attachment_id)
                continue
            self.report.kept("image", f"attachment {attachment_id}")
            self.report.label("image", target.id, target.alt or target.caption or f"attachment {attachment_id}")
            values.append(image_value(target, "", target.caption))
        self._add_images(stream, values)

    def _add_missing_attachment(self, stream: BlockStream, attachment_id: int) -> None:
        """Add a placeholder for an image of a ``[gallery]``."""
        if missing := self.context.find_missing_image("", attachment_id):
            self.report.dropped("image", missing.url, FILE_MISSING)
            stream.add("missing_image", missing_image_value(missing, "", ""))
        else:
            self.report.dropped("image", f"attachment {attachment_id}", "its file is missing")

    @staticmethod
    def _add_images(stream: BlockStream, values: list[dict]) -> None:
        """Add a gallery, or a single image by itself."""
        if len(values) > 1:
            images = [{"type": "item", "value": value} for value in values]
            stream.add("gallery", {"heading": "", "images": images})
        elif values:
            stream.add("image", values[0])
