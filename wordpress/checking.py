"""Proving that nobody who follows an old address is lost: each answers 200, or redirects once to what does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils.text import slugify
from wagtail.models import Site

from .importing.addresses import OldSite
from .importing.redirects import FEEDS, addresses_of, addresses_of_term
from .importing.survey import Survey
from .importing.topics import NO_CATEGORY
from .models import ImportedItem
from .reading.records import split_address

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
        return self.status == 200 and self.redirects <= 1 and self.permanent


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


def old_addresses(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield kind and path of every address that the old site answered to the public."""
    old, blogs = OldSite(survey.site), set()
    for entry in survey.entries.values():
        if entry.is_public and not entry.is_ahead:
            for address in addresses_of(entry, old):
                yield entry.type, below(old, address)
            if entry.type == "post" and entry.day:
                blogs |= {f"{entry.day:%Y}/", f"{entry.day:%Y/%m}/", f"{entry.day:%Y/%m/%d}/"}
    yield from (("archive by date", below(old, path)) for path in sorted(blogs))
    if blogs:
        yield from (("feed", below(old, path)) for path in FEEDS)
    for login in sorted(survey.public_creators - {""}):
        yield "author", below(old, f"author/{slugify(login) or login}/")
    parents = {term.slug: term.parent for term in survey.export.terms if term.taxonomy == "category"}
    for term in survey.export.terms:
        if term.taxonomy in {"category", "tribe_events_cat"} and term.slug != NO_CATEGORY:
            yield from (("category", below(old, address)) for address in addresses_of_term(term, parents))
        elif term.taxonomy == "post_tag":
            yield "tag", below(old, f"tag/{term.slug}/")


def file_addresses(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the files, and of their pages, that were brought in."""
    kept = ImportedItem.objects.filter(source=survey.source, kind="attachment", state=ImportedItem.State.DONE)
    here = set(kept.values_list("key", flat=True))
    for attachment in survey.attachments.values():
        if attachment.key in here:
            yield "file", split_address(attachment.url).path
            if attachment.link:
                yield "page of a file", request_path(attachment.link)


def below(old: OldSite, address: str) -> str:
    """Return the path and query of an address that is whole, or relative to the old blog."""
    return request_path(address) if split_address(address).netloc else f"{old.base}/{address}"


def request_path(address: str) -> str:
    """Return the part of an address that is asked of a server."""
    parts = split_address(address)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def check(survey: Survey, site: Site, *, files: bool = True) -> Iterable[Answer]:
    """Ask for every old address of an export, each once."""
    checker, asked = Checker(site), set()
    addresses = [*old_addresses(survey), *(file_addresses(survey) if files else ())]
    for kind, path in addresses:
        if path not in asked:
            asked.add(path)
            yield checker.ask(kind, path)
