"""Contexts for the conversion of WordPress bodies in tests."""

from collections.abc import Iterable, Mapping
from typing import Any

from conversion.context import ImageTarget
from tests.conversion.contexts import PlainContext


class PlainWordPressContext(PlainContext):
    """Also knows the patterns and attached images that it is given."""

    def __init__(self, patterns: Mapping[int, str] | None = None, attached: Iterable[int] = (), **known: Any):
        super().__init__(**known)
        self.patterns = patterns or {}
        self.attached = list(attached)

    def get_attached_images(self) -> list[int]:
        return self.attached

    def get_reusable_block(self, ref: int) -> str | None:
        return self.patterns.get(ref)


class EverythingContext(PlainWordPressContext):
    """Has every image, under one primary key."""

    def __init__(self, image: int = 1, **known: Any):
        super().__init__(**known)
        self.image = image

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        return ImageTarget(self.image, alt="An alt text")
