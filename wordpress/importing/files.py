"""Checks of a file before it is imported: its size, its type, and whether an image can be decoded."""

import hashlib
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from media.image_metadata import strip_metadata
from media.image_size import get_max_pixels, read_image_size

# Larger files are neither photographs nor papers; recordings belong on a video site.
MAX_FILE_BYTES = 300 * 1024 * 1024
MAX_BYTES_IN_MEMORY = 4 * 1024 * 1024
FORMATS = {"AVIF", "GIF", "JPEG", "MPO", "PNG", "WEBP"}


class FileRefusedError(ValueError):
    """The file is not imported. The message says why, for an editor."""


@dataclass
class InspectedFile:
    """A file that may be imported. ``content`` is a seekable copy; ``digest`` is SHA-1, as Wagtail's ``file_hash``."""

    content: IO[bytes]
    name: str
    digest: str
    is_image: bool


def inspect_file(source: IO[bytes], name: str) -> InspectedFile:
    """Copy a file and check it. Raises ``FileRefusedError``."""
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    is_image = extension in settings.WAGTAILIMAGES_EXTENSIONS
    if not is_image and extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise FileRefusedError(_("files of the type “%(type)s” are not kept here") % {"type": extension or "?"})
    largest = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE if is_image else MAX_FILE_BYTES
    content = tempfile.SpooledTemporaryFile(max_size=MAX_BYTES_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    digest, size = hashlib.sha1(usedforsecurity=False), 0
    while chunk := source.read(1 << 20):
        size += len(chunk)
        if size > largest:
            raise FileRefusedError(_("the file is larger than %(limit)d MB") % {"limit": largest // 1024 // 1024})
        digest.update(chunk)
        content.write(chunk)
    if not size:
        raise FileRefusedError(_("the file is empty"))
    content.seek(0)
    if is_image:
        check_image(content)
        content.seek(0)
    return InspectedFile(content, name, digest.hexdigest(), is_image)


def check_image(content: IO[bytes]) -> None:
    """Raise ``FileRefusedError`` for an image that is damaged, truncated, too large, or no image at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of many pixels, which are counted here
        try:
            # By its header: Pillow makes room for a whole picture of some formats when it opens one.
            width, height = read_image_size(content)
            if width * height > get_max_pixels(content):
                raise FileRefusedError(
                    _("the picture has too many pixels (%(width)d × %(height)d)") % {"width": width, "height": height}
                )
            with Image.open(content) as image:
                if image.format not in FORMATS:
                    raise FileRefusedError(
                        _("it is called a picture but is of the type %(type)s") % {"type": image.format}
                    )
                # JPEG can be decoded at an eighth of its size, which reads all of it and is faster.
                image.draft("RGB", (width // 8, height // 8))
                image.load()
            strip_metadata(content)  # as it is done when the image is saved
        except FileRefusedError:
            raise
        except (UnidentifiedImageError, ValidationError) as error:
            raise FileRefusedError(_("it is called a picture and is damaged, or none")) from error
        # Pillow's decoders raise whatever damaged data leads them to: OSError, SyntaxError, struct.error, ...
        except Exception as error:
            raise FileRefusedError(
                _("the picture is damaged (%(error)s)") % {"error": error or type(error).__name__}
            ) from error
