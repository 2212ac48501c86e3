"""Looking at a file before it is taken in: its size, its type, and whether a picture can be shown."""

import hashlib
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

# Beyond this a file is no press photo and no paper; recordings belong on a video site.
LARGEST_FILE = 300 * 1024 * 1024
IN_MEMORY = 4 * 1024 * 1024
FORMATS = {"AVIF", "GIF", "JPEG", "MPO", "PNG", "WEBP"}


class Refused(ValueError):  # noqa: N818 - reads as what it says
    """The file is not taken in. The message says why, for an editor."""


@dataclass
class TakenFile:
    """A file that may be kept. ``content`` is a seekable copy; ``digest`` is SHA-1, as Wagtail's ``file_hash``."""

    content: BinaryIO
    name: str
    digest: str
    is_image: bool


def take(source: BinaryIO, name: str) -> TakenFile:
    """Copy a file and look at it. Raises ``Refused``."""
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    is_image = extension in settings.WAGTAILIMAGES_EXTENSIONS
    if not is_image and extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise Refused(_("files of the type “%(type)s” are not kept here") % {"type": extension or "?"})
    largest = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE if is_image else LARGEST_FILE
    content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    digest, size = hashlib.sha1(usedforsecurity=False), 0
    while chunk := source.read(1 << 20):
        size += len(chunk)
        if size > largest:
            raise Refused(_("the file is larger than %(limit)d MB") % {"limit": largest // 1024 // 1024})
        digest.update(chunk)
        content.write(chunk)
    if not size:
        raise Refused(_("the file is empty"))
    content.seek(0)
    if is_image:
        check_image(content)
        content.seek(0)
    return TakenFile(content, name, digest.hexdigest(), is_image)


def check_image(content: BinaryIO) -> None:
    """Refuse what cannot be shown: damaged, cut off, of too many pixels, or something else by the name of a picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of many pixels, which are counted here
        try:
            with Image.open(content) as image:
                width, height = image.size
                if image.format not in FORMATS:
                    raise Refused(_("it is called a picture but is of the type %(type)s") % {"type": image.format})
                if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    raise Refused(
                        _("the picture has too many pixels (%(width)d × %(height)d)")
                        % {"width": width, "height": height}
                    )
                # JPEG can be decoded at an eighth of its size, which reads all of it and is faster.
                image.draft("RGB", (width // 8, height // 8))
                image.load()
        except Refused:
            raise
        except UnidentifiedImageError as error:
            raise Refused(_("it is called a picture and is damaged, or none")) from error
        # Pillow's decoders raise whatever damaged data leads them to: OSError, SyntaxError, struct.error, ...
        except Exception as error:
            raise Refused(_("the picture is damaged (%(error)s)") % {"error": error or type(error).__name__}) from error
