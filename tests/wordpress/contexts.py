"""Contexts for the conversion of bodies in tests: what an importer would know, in plain dictionaries."""

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage


class PlainContext:
    """Knows what it is given; everything under ``https://old.example`` is the old site's."""

    def __init__(
        self, source="old.example:1", links=None, images=None, files=None, people=None, patterns=None, attached=()
    ):
        self.source = source
        self.links = links or {}
        self.images = images or {}
        self.files = files or {}
        self.people = people or {}
        self.patterns = patterns or {}
        self.attached = list(attached)

    def resolve_link(self, url):
        if url in self.links:
            return self.links[url]
        if url.startswith(("https://old.example", "http://old.example", "/")):
            return LinkTarget(drop_reason="nothing of that address is in the export")
        return None

    def resolve_image(self, url, source_id=None):
        found = self.images.get(source_id) or self.images.get(url)
        return ImageTarget(found) if isinstance(found, int) else found

    def find_missing_image(self, url, source_id=None):
        return MissingImage(url) if url.startswith("https://old.example") else None

    def resolve_file(self, url, source_id=None):
        found = self.files.get(source_id) or self.files.get(url)
        return FileTarget(found) if isinstance(found, int) else found

    def get_embed_provider(self, url):
        player = find_player(url)
        return player.provider if player else None

    def get_attached_images(self):
        return self.attached

    def resolve_person(self, name):
        return self.people.get(name)

    def get_reusable_block(self, ref):
        return self.patterns.get(ref)


class EverythingContext(PlainContext):
    """Has every image, under one primary key."""

    def __init__(self, image=1, **kwargs):
        super().__init__(**kwargs)
        self.image = image

    def resolve_image(self, url, source_id=None):
        return ImageTarget(self.image, alt="An alt text")
