"""A context for converting without a database: every image is there, every address is followed."""

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage


class EverythingContext:
    """A site that holds all that an export refers to."""

    def __init__(self, source: str):
        self.source = source

    def resolve_link(self, url: str) -> LinkTarget | None:
        return LinkTarget(page=1) if url.startswith("/") else None

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget:
        return ImageTarget(1, alt="What the image shows")

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        return None

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget:
        return FileTarget(1, "A file")

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None

    def get_attached_images(self) -> list[int]:
        return [1, 2]

    def resolve_person(self, name: str) -> int | None:
        return None

    def get_reusable_block(self, ref: int) -> str | None:
        return None
