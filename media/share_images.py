"""Images for shared links: JPEG of 1200 x 630 pixels and less than 300 kB, whatever was uploaded.

LinkedIn shows no WebP, WhatsApp nothing above 300 kB, and a smaller picture becomes a thumbnail beside the title.
"""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

SHARE_SIZE = (1200, 630)
MAX_SHARE_BYTES = 300_000
#: The rendition of an image that is shown with a link. Templates write it with spaces. Short, for the name of its file
#: has 60 characters, of which a longer one would leave none to the image's own name.
SHARE_FILTER = "fill-1200x630|format-jpeg"
QUALITIES = (82, 72, 62, 50, 38, 26, 16, 8)


def make_share_image(file: IO[bytes]) -> bytes:
    """Return ``file``, a JPEG cut to about the right shape, with the exact size and below the limit.

    Wagtail enlarges no image, so that a small one comes smaller.
    """
    file.seek(0)
    with Image.open(file) as opened:
        image = ImageOps.fit(opened.convert("RGB"), SHARE_SIZE)
    for quality in QUALITIES:
        made = BytesIO()
        image.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
        if made.tell() < MAX_SHARE_BYTES:
            break
    return made.getvalue()
