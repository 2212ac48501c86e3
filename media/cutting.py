"""Resizing of images: one reduced decoding of the file for all sizes that are cut from it.

Wagtail decodes the whole file anew for each rendition. A photograph of 12 megapixels takes 290 ms for one size, and
a quarter of a gigabyte for three at a time. JPEG can be decoded at a half, a quarter or an eighth of its size
(``Image.draft``); a picture of another format is reduced once, before it is cut.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import willow
from PIL import Image, ImageOps
from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import Filter
from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage

#: Of AVIF, from 0, the slowest, to 10. A photograph of 1920 pixels takes 0.1 s of CPU; at Pillow's 6 it takes 0.7 s,
#: for a file that is a quarter smaller.
AVIF_SPEED = 9


class CutPicture(PillowImage):
    """A picture in memory that is written as AVIF within a reasonable time, by one thread."""

    @willow.Image.operation
    def resize(self, size: tuple[int, int]) -> PillowImage:
        return CutPicture(super().resize(size).image)

    @willow.Image.operation
    def save_as_avif(self, f: IO[bytes], quality: int = 61, **kwargs: Any) -> AvifImageFile:
        picture = self.transform_colorspace_to_srgb() if self.image.mode == "CMYK" else self
        image = picture.image.convert("RGB") if picture.image.mode == "CMYK" else picture.image
        profile = picture.get_icc_profile()
        image.save(f, "AVIF", quality=quality, speed=AVIF_SPEED, max_threads=1, icc_profile=profile)
        return AvifImageFile(f)


class DecodedPicture(CutPicture):
    """A picture in memory, upright, that may be smaller than in its file. ``full_size`` is the size in the file."""

    def __init__(self, picture: Image.Image, format_name: str, full_size: tuple[int, int]) -> None:
        super().__init__(picture)
        self.format_name, self.full_size = format_name, full_size

    @willow.Image.operation
    def auto_orient(self) -> PillowImage:
        """Return the picture as it is: Willow would copy it even if there is nothing to turn."""
        return self

    @willow.Image.operation
    def crop(self, rect: tuple[int, int, int, int]) -> PillowImage:
        """Cut a rectangle out. The whole picture is not copied, as Pillow would do."""
        whole = (0, 0, *self.image.size)
        return self if tuple(rect) == whole else CutPicture(super().crop(rect).image)


class DecodedFilter(Filter):
    """A filter of Wagtail's that is run on a decoded picture instead of on the image's file."""

    def __init__(self, spec: str, picture: DecodedPicture) -> None:
        super().__init__(spec)
        self.picture = picture

    @contextmanager
    def get_willow_image(self, image: Any, source: Any = None) -> Iterator[DecodedPicture]:
        yield self.picture

    def get_transform(self, image: Any, size: Any = None) -> ImageTransform:
        """Return the transform as for the full size, which a focal point refers to, scaled to the decoded picture."""
        transform = super().get_transform(image, self.picture.full_size)
        ratios = [now / full for now, full in zip(self.picture.image.size, self.picture.full_size, strict=True)]
        transform.scale = tuple(scale / ratio for scale, ratio in zip(transform.scale, ratios, strict=True))
        transform.offset = tuple(offset * ratio for offset, ratio in zip(transform.offset, ratios, strict=True))
        return transform


def decode(image: Any, file: IO[bytes], filters: Iterable[Filter]) -> DecodedPicture:
    """Return the picture in ``file``, upright, and just large enough for all ``filters`` to be cut from it.

    ``image`` is the record of the file, for its focal point. Raises what Pillow raises for a file that is damaged.
    """
    file.seek(0)
    format_name = willow.Image.open(file).format_name
    file.seek(0)
    with Image.open(file) as picture:
        full_size = _get_upright_size(picture)
        needed = max(_get_scale(filter_, image, full_size) for filter_ in filters)
        picture.draft(None, tuple(round(side * needed) for side in picture.size))  # type: ignore[arg-type]  # None: as it is
        picture.load()
        # In place, for a copy of a large picture takes a hundred megabytes more.
        ImageOps.exif_transpose(picture, in_place=True)
    return DecodedPicture(_reduce(_with_all_colours(picture), full_size[0] * needed), format_name, full_size)


def _reduce(picture: Image.Image, width: float) -> Image.Image:
    """Return a picture that is at least as wide as ``width``, made smaller by a whole number."""
    factor = int(picture.width / width)
    if factor <= 1:
        return picture
    reduced = picture.reduce(factor)
    reduced.info = picture.info
    return reduced


def _get_upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    # EXIF 2.3, 4.6.4: these orientations are turned by a quarter.
    return (height, width) if picture.getexif().get(0x0112) in {5, 6, 7, 8} else (width, height)


def _get_scale(filter_: Filter, image: Any, full_size: tuple[int, int]) -> float:
    """Return how large the picture must be for a filter, as a part of its full size: at most 1."""
    return min(1.0, max(Filter.get_transform(filter_, image, full_size).scale))


def _with_all_colours(picture: Image.Image) -> Image.Image:
    """Return a picture that can be reduced, with 8 bits a colour.

    One with a palette, or in black and white, lacks colours in between. Pillow cannot reduce one of 16 bits.
    """
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture
