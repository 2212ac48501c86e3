"""Look-ups for the conversion of pasted text (``conversion.context``): where its links lead, and nothing else."""

import re
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage

EDITED_PAGE = re.compile(r"\Apages/(\d+)/")
DOCUMENT = re.compile(r"\A/documents/(\d+)/")
#: Google Docs and Outlook lead links through an address of their own; this is the parameter with the real one.
REDIRECTS = [("www.google.com", "/url", "q"), (".safelinks.protection.outlook.com", "/", "url")]
#: Seconds for one conversion.
TIME_LIMIT = 10


class TooSlowError(Exception):
    """A conversion took longer than ``TIME_LIMIT``."""


@dataclass
class PasteContext:
    request: HttpRequest
    source: str
    started: float = field(default_factory=time.monotonic)

    def resolve_link(self, url: str) -> LinkTarget | None:
        if time.monotonic() - self.started > TIME_LIMIT:
            raise TooSlowError
        parts = urlsplit(url)
        if not parts.hostname:
            return LinkTarget(drop_reason=_("it is an address within the page or the computer it was copied from"))
        for host, path, name in REDIRECTS:
            if parts.hostname.endswith(host) and parts.path == path and (real := parse_qs(parts.query).get(name)):
                return self.resolve_link(real[0]) or LinkTarget(url=real[0])
        if parts.hostname in _get_own_hosts(self.request):
            return self._resolve_own(parts.path)
        return None

    def _resolve_own(self, path: str) -> LinkTarget | None:
        admin = reverse("wagtailadmin_home")
        if path.startswith(admin):
            found = EDITED_PAGE.match(path.removeprefix(admin))
            if found and Page.objects.filter(pk=found[1], depth__gt=1).exists():
                return LinkTarget(page=int(found[1]))
            return LinkTarget(drop_reason=_("only editors can open it"))
        if (found := DOCUMENT.match(path)) and get_document_model().objects.filter(pk=found[1]).exists():
            return LinkTarget(document=int(found[1]))
        site = Site.find_for_request(self.request)
        if site is not None:
            address = site.root_page.url_path.rstrip("/") + "/" + path.strip("/") + "/"
            if page := Page.objects.filter(url_path=address.replace("//", "/")).first():
                return LinkTarget(page=page.pk)
        return None

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        return None

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        return None

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        return None

    def resolve_person(self, name: str) -> int | None:
        return None

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None


def _get_own_hosts(request: HttpRequest) -> set[str]:
    own = request.get_host().rsplit(":", 1)[0]
    return {own, *Site.objects.values_list("hostname", flat=True)}
