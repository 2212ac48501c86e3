"""Look-ups for the conversion of a document: its links to this site, and its pictures, which are not here yet."""

import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage

PICTURE = re.compile(r"https://picture\.invalid/(\d+)\Z")
#: Seconds for one conversion.
TIME_LIMIT = 60


class TooSlowError(Exception):
    """A conversion took longer than ``TIME_LIMIT``."""


@dataclass
class DocumentContext:
    """Implements ``conversion.context.ConversionContext``."""

    source: str
    started: float = field(default_factory=time.monotonic)

    def resolve_link(self, url: str) -> LinkTarget | None:
        if time.monotonic() - self.started > TIME_LIMIT:
            raise TooSlowError
        try:
            parts = urlsplit(url)
        except ValueError:
            return LinkTarget(drop_reason=_("it is no address"))
        if parts.scheme in ("mailto", "tel"):
            return None
        if not parts.hostname:
            return LinkTarget(drop_reason=_("it leads to the computer it was written on"))
        if parts.scheme not in ("http", "https"):
            return LinkTarget(drop_reason=_("it is no address of the web"))
        site = Site.objects.filter(hostname=parts.hostname).select_related("root_page").first()
        if site is None:
            return None
        address = f"{site.root_page.url_path.rstrip('/')}/{parts.path.strip('/')}/".replace("//", "/")
        page = Page.objects.filter(url_path=address).first()
        return LinkTarget(page=page.pk) if page else None

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        found = PICTURE.match(url)
        return ImageTarget(-int(found[1]) - 1) if found else None

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        return MissingImage(url)

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        return None

    def resolve_person(self, name: str) -> int | None:
        return None

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None
