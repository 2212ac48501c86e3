"""A check of old addresses: each must answer 200, or redirect once to an address that does.

The addresses are those of ``old_addresses.iter_old_addresses`` and ``iter_file_addresses``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from wagtail.models import Site

from .importing.scan import ExportScan
from .old_addresses import get_request_path, iter_file_addresses, iter_old_addresses

PERMANENT = 301
REDIRECTS = {301, 302, 303, 307, 308}
MAX_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """The answer of an old address. ``target`` is where it redirects to, ``status`` that of the last response."""

    kind: str
    path: str
    target: str
    status: int
    redirects: int
    permanent: bool

    @property
    def is_good(self) -> bool:
        # The front page answers any query string, so that is no proof.
        is_front_page = self.path.startswith("/?") and not self.redirects
        return self.status == 200 and self.redirects <= 1 and self.permanent and not is_front_page


class AddressChecker:
    """Requests addresses of this site, in this process."""

    def __init__(self, site: Site):
        self.client = Client(raise_request_exception=False)
        self.host = site.hostname if site.port in {80, 443} else f"{site.hostname}:{site.port}"
        if settings.ALLOWED_HOSTS and site.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
            self.host = settings.ALLOWED_HOSTS[0].lstrip(".")
        self.secure = bool(getattr(settings, "SECURE_SSL_REDIRECT", False))
        self._pages: dict[str, int] = {}
        self._visitors = 0

    def check(self, kind: str, path: str) -> Answer:
        status, location = self._get(path)
        target, redirects, permanent = "", 0, True
        while location and redirects < MAX_REDIRECTS:
            redirects += 1
            permanent = permanent and status == PERMANENT
            target = location
            # Several old addresses lead to one page, which is requested once.
            if target in self._pages:
                status, location = self._pages[target], ""
            else:
                status, location = self._get(target)
                if not location:
                    self._pages[target] = status
        return Answer(kind, path, target, status, redirects, permanent)

    def _get(self, address: str) -> tuple[int, str]:
        """Request an address; return the status and, if it redirects, where to."""
        # From another IP address each time, since requests are rate limited.
        self._visitors += 1
        visitor = f"198.18.{self._visitors // 250 % 250}.{self._visitors % 250 + 1}"
        response = self.client.get(
            get_request_path(address), headers={"host": self.host}, secure=self.secure, REMOTE_ADDR=visitor
        )
        if response.streaming:
            # Reading a file to its end closes it; ``close()`` would close the database connection, too.
            for _chunk in response:
                continue
        return response.status_code, response.headers.get("Location", "") if response.status_code in REDIRECTS else ""


def check_addresses(scan: ExportScan, site: Site, *, files: bool = True) -> Iterable[Answer]:
    """Check every old address of an export, each once."""
    checker = AddressChecker(site)
    checked: set[str] = set()
    addresses = [*iter_old_addresses(scan), *(iter_file_addresses(scan) if files else ())]
    for kind, path in addresses:
        if path not in checked:
            checked.add(path)
            yield checker.check(kind, path)
