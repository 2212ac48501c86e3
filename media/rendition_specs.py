"""The sizes in which pages show images, as Wagtail's filter specs: those that templates name, and those of Python code.

So the templates are the one place where a size is set. Each image is cut to all of them in the background
(``media.renditions``). Templates of the admin are left out: their sizes are cut when an editor sees them.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.utils.text import smart_split
from wagtail.images.models import Filter

#: Folders of templates that only the admin shows: this project's, and Wagtail's.
ADMIN_FOLDERS = ("editorial", "editors", "wagtail")
AVIF = "format-avif"
TAG = re.compile(r"{%\s*(image|srcset_image|picture)\s+(.+?)\s*%}")

_registered: set[str] = set()


def register_rendition_specs(*specs: str) -> None:
    """Register sizes that Python code asks for (``image.get_rendition``), e.g. ``fill-1200x630``."""
    _registered.update(specs)
    _get_all_specs.cache_clear()


def is_offered(spec: str) -> bool:
    """Return whether a size is cut at all: those in AVIF are not where ``IMAGES_AS_AVIF`` is off."""
    return settings.IMAGES_AS_AVIF or AVIF not in spec


def get_rendition_specs() -> tuple[str, ...]:
    """Return all specs that are offered, sorted."""
    return tuple(spec for spec in _get_all_specs() if is_offered(spec))


@cache
def _get_all_specs() -> tuple[str, ...]:
    specs = set(_registered)
    for folder in engines["django"].template_dirs:
        for path in Path(folder).rglob("*.html"):
            if not path.relative_to(folder).parts[0].startswith(ADMIN_FOLDERS):
                specs.update(find_specs(path.read_text()))
    return tuple(sorted(specs))


def get_cut_key() -> str:
    """Return what tells these specs from those of another version: images with another key are cut again."""
    return hashlib.sha256(" ".join(get_rendition_specs()).encode()).hexdigest()[:16]


def find_specs(template: str) -> Iterator[str]:
    """Yield the specs that the image tags in the source of a template name."""
    for name, arguments in TAG.findall(template):
        bits = list(smart_split(arguments))[1:]
        if "as" in bits:
            bits = bits[: bits.index("as")]
        found = [bit for bit in bits if "=" not in bit]
        yield from ["|".join(found)] if name == "image" else Filter.expand_spec(found)
