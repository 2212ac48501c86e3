"""Proving that nobody who follows an old address is lost: each answers 200, or redirects once to what does.

Which addresses there were is told by ``old_addresses``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from wagtail.models import Site

from .importing.survey import Survey
from .old_addresses import file_addresses, old_addresses, request_path

PERMANENT = 301
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """What an old address answers now. ``target`` is where it redirects to, ``status`` the last answer's."""

    kind: str
    path: str
    target: str
    status: int
    redirects: int
    permanent: bool

    @property
    def is_good(self) -> bool:
        # The front page answers whatever stands behind a question mark, and knows nothing of it.
        is_front_page = self.path.startswith("/?") and not self.redirects
        return self.status == 200 and self.redirects <= 1 and self.permanent and not is_front_page


class Checker:
    """Asks this site, in this process, as a visitor would."""

    def __init__(self, site: Site):
        self.client = Client(raise_request_exception=False)
        self.host = site.hostname if site.port in {80, 443} else f"{site.hostname}:{site.port}"
        if settings.ALLOWED_HOSTS and site.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
            self.host = settings.ALLOWED_HOSTS[0].lstrip(".")
        self.secure = bool(getattr(settings, "SECURE_SSL_REDIRECT", False))
        self._pages: dict[str, int] = {}
        self._visitors = 0

    def ask(self, kind: str, path: str) -> Answer:
        status, location = self._get(path)
        target, redirects, permanent = "", 0, True
        while location and redirects < MOST_REDIRECTS:
            redirects += 1
            permanent = permanent and status == PERMANENT
            target = location
            # Several old addresses lead to one page, which answers the same each time.
            if target in self._pages:
                status, location = self._pages[target], ""
            else:
                status, location = self._get(target)
                if not location:
                    self._pages[target] = status
        return Answer(kind, path, target, status, redirects, permanent)

    def _get(self, address: str) -> tuple[int, str]:
        """Ask for an address; return the status and, if it redirects, where to."""
        # Another visitor each time: one who asked this often would be held off.
        self._visitors += 1
        visitor = f"198.18.{self._visitors // 250 % 250}.{self._visitors % 250 + 1}"
        response = self.client.get(
            request_path(address), headers={"host": self.host}, secure=self.secure, REMOTE_ADDR=visitor
        )
        if response.streaming:
            # To read a file to its end closes it; ``close()`` would end the database connection too.
            for _chunk in response.streaming_content:
                continue
        return response.status_code, response.headers.get("Location", "") if response.status_code in REDIRECTS else ""


def check(survey: Survey, site: Site, *, files: bool = True) -> Iterable[Answer]:
    """Ask for every old address of an export, each once."""
    checker, asked = Checker(site), set()
    addresses = [*old_addresses(survey), *(file_addresses(survey) if files else ())]
    for kind, path in addresses:
        if path not in asked:
            asked.add(path)
            yield checker.ask(kind, path)
