"""A context for conversions in tests: what a caller would look up, in plain dictionaries."""

from collections.abc import Mapping

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage


class PlainContext:
    """Knows what it is given; everything under ``https://old.example`` is the source's.

    Images and files are known by address or by the source's id.
    """

    def __init__(
        self,
        source: str = "old.example:1",
        links: Mapping[str, LinkTarget] | None = None,
        images: Mapping[str | int, ImageTarget | int] | None = None,
        files: Mapping[str | int, FileTarget | int] | None = None,
        people: Mapping[str, int] | None = None,
    ):
        self.source = source
        self.links = links or {}
        self.images = images or {}
        self.files = files or {}
        self.people = people or {}

    def resolve_link(self, url: str) -> LinkTarget | None:
        if url in self.links:
            return self.links[url]
        if url.startswith(("https://old.example", "http://old.example", "/")):
            return LinkTarget(drop_reason="nothing of that address is in the export")
        return None

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        found = self.images.get(source_id or 0) or self.images.get(url)
        return ImageTarget(found) if isinstance(found, int) else found

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        return MissingImage(url) if url.startswith("https://old.example") else None

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        found = self.files.get(source_id or 0) or self.files.get(url)
        return FileTarget(found) if isinstance(found, int) else found

    def resolve_person(self, name: str) -> int | None:
        return self.people.get(name)

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None
