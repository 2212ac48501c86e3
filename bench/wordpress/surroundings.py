"""Surroundings for converting without a database: every image is there, every address is followed."""

from conversion.context import FileTarget, ImageTarget, LinkTarget


class AllThere:
    """A site that holds all that an export refers to."""

    def __init__(self, source: str):
        self.source = source

    def resolve_link(self, url: str) -> LinkTarget | None:
        return LinkTarget(page=1) if url.startswith("/") else None

    def resolve_image(self, url: str, attachment_id: int | None = None) -> ImageTarget:
        return ImageTarget(1, alt="What the image shows")

    def resolve_file(self, url: str, attachment_id: int | None = None) -> FileTarget:
        return FileTarget(1, "A file")

    def attached_images(self) -> list[int]:
        return [1, 2]

    def resolve_person(self, name: str) -> int | None:
        return None

    def reusable_block(self, ref: int) -> str | None:
        return None
