"""Checks of an image file. Its size is read from the header: no pixel is decoded before it is known how many there are.

Pillow makes room for a whole WebP or AVIF when it opens the file, so that four kilobytes can take two gigabytes.
"""

from typing import IO

import imagesize
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

# Where a file says nothing in its header, Pillow refuses it by the same rule.
Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
#: The longest side that any browser shows.
MAX_SIDE = 16_000  # pixels
#: The decoders of these formats keep three copies of a picture while they make a fourth.
MAX_PIXELS_OF_WEBP_AND_AVIF = 12_000_000


def read_image_size(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height of an image file, and leave it at its beginning.

    Raises ``ValidationError`` where no size is to be found.
    """
    file.seek(0)
    try:
        width, height = imagesize.get(file)
    except Exception as error:  # whatever a damaged header leads the reader to, the file is no image that we take
        raise ValidationError(_("This file is damaged, or is no image."), code="invalid_image") from error
    finally:
        file.seek(0)
    if width <= 0 or height <= 0:
        raise ValidationError(_("This file is damaged, or is no image."), code="invalid_image")
    return width, height


def check_image_size(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height as ``read_image_size`` does. Raises ``ValidationError`` for too many pixels, too."""
    width, height = read_image_size(file)
    most = get_max_pixels(file)
    if width * height > most or max(width, height) > MAX_SIDE:
        message = _(
            "This image is %(width)d by %(height)d pixels, which is too large. Make it smaller: at most %(most)d "
            "million pixels, and %(side)d on the longer side."
        )
        values = {"width": width, "height": height, "most": most // 1_000_000, "side": MAX_SIDE}
        raise ValidationError(message % values, code="file_too_many_pixels")
    return width, height


def get_max_pixels(file: IO[bytes]) -> int:
    """Return how many pixels an image of this format may have, so that no format takes more memory than others."""
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    return min(most, MAX_PIXELS_OF_WEBP_AND_AVIF) if head.endswith(b"WEBP") or head[4:8] == b"ftyp" else most


def check_image_decodes(file: IO[bytes]) -> None:
    """Raise ``ValidationError`` unless the picture and its EXIF can be read; of an animation, the first frame.

    Call it when the size is known to be small enough. It leaves the file at its beginning.
    """
    file.seek(0)
    try:
        with Image.open(file) as image:
            # JPEG can be decoded at an eighth of its size, which reads all of it and is faster.
            image.draft("RGB", (image.width // 8, image.height // 8))
            image.load()
            image.getexif()
    except Exception as error:  # Pillow's decoders raise whatever damaged data leads them to
        raise ValidationError(_("This file is damaged, or is no image."), code="invalid_image") from error
    finally:
        file.seek(0)
