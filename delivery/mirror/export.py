"""Writing a site as a folder of plain files: for a web server or an object store, for years after the application.

It has the pages of the sitemap, what they link to one step further (archives, months), the numbered pages of lists,
feeds and calendars, public documents, the pictures and style sheets that pages use, and a search. All of it is asked
for as an anonymous visitor, so that nothing is in it that visitors cannot see.
"""

import json
import posixpath
import re
import shutil
from collections import deque
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.etree import SubElement
from lxml.html import HtmlElement
from wagtail.models import Site

from ..page_cache.responses import Response, may_be_kept
from ..views import PRIVATE_MEDIA
from .html import SEARCH, iter_css_addresses, read_document, rewrite, to_bytes
from .reading import Address, ask, get_path, iter_published
from .search_index import Document, build_index

ASSETS = Path(__file__).parent / "assets"
MARKER = "mirror.json"  # in each folder that was written; others with files in them are not overwritten
LIST_PAGE = re.compile(r"page=([1-9]\d{0,3})", re.ASCII)
PAGE_ADDRESS = re.compile(r"/(?:[\w-]+/)*", re.ASCII)
FILE_ADDRESS = re.compile(r"/(?:[\w-]+/)*[\w-]+\.(?:bib|ics|json|md|ris|xml)", re.ASCII)


class Export:
    """The copy of one site. ``write`` makes it in ``folder``, which must be empty."""

    def __init__(self, site: Site, folder: Path) -> None:
        self._site, self._folder = site, folder
        self._address = Address.of(site)
        self._base = f"{self._address.scheme}://{self._address.host}"
        self._application = WSGIHandler()
        self._sitemap = {get_path(site, url_path) for url_path, _time in iter_published(site)}
        self._files: dict[str, str | None] = {}  # by address, without a fragment
        #: Address and file of pages to be written, with the answer if it has been asked for.
        self._waiting: deque[tuple[str, str, Response | None]] = deque()
        self._documents: list[Document] = []
        self._written: list[str] = []

    def write(self) -> list[str]:
        """Write the copy and return the names of its files."""
        for path in sorted(self._sitemap):
            self._find(path, from_sitemap=True)
        for address in ("/sitemap.xml", "/robots.txt"):
            self._add_answer(address, address[1:])
        while self._waiting:
            address, file, response = self._waiting.popleft()
            response = response or self._ask(address)
            if response is not None:
                self._write_page(address, file, response)
        self._write_search()
        self._save(MARKER, json.dumps({"site": self._base, "made_at": timezone.now().isoformat()}).encode())
        return self._written

    def _write_page(self, address: str, file: str, response: Response) -> None:
        is_listed = address.partition("?")[0] in self._sitemap

        def resolve(target: str) -> str | None:
            return self._resolve(urljoin(self._base + address, target), from_sitemap=is_listed)

        document = rewrite(response.body, file, resolve)
        if address in self._sitemap:
            self._documents.append(read_document(document, file))
        self._add_note(document)
        self._save(file, to_bytes(document))

    def _resolve(self, url: str, *, from_sitemap: bool) -> str | None:
        """Return what a page links to instead of ``url``, as ``delivery.mirror.html.Resolve`` says."""
        parts = urlsplit(url)
        if media := self._get_media_name(url):
            return self._add_media(media)
        if f"{parts.scheme}://{parts.netloc}" != self._base:
            return url
        found = self._find(parts.path + (f"?{parts.query}" if parts.query else ""), from_sitemap=from_sitemap)
        if found is None:
            return None
        query = f"?{parts.query}" if found == SEARCH and parts.query else ""
        return found + query + (f"#{parts.fragment}" if parts.fragment else "")

    def _find(self, address: str, *, from_sitemap: bool) -> str | None:
        """Return the file of an address of this site, and see to it that it is written; None if there is none."""
        if address in self._files and (self._files[address] is not None or not from_sitemap):
            return self._files[address]
        self._files[address] = None  # a page may refer to itself
        self._files[address] = self._add(address, from_sitemap=from_sitemap)
        return self._files[address]

    def _add(self, address: str, *, from_sitemap: bool) -> str | None:
        path, _question, query = address.partition("?")
        if path.startswith(settings.STATIC_URL):
            return self._add_static(path)
        if path == "/search/":
            return SEARCH
        if path.startswith("/documents/") or FILE_ADDRESS.fullmatch(path) or path == "/theme.css":
            return self._add_answer(path, posixpath.normpath(unquote(path))[1:])
        if path.endswith(("/feed/", "/atom/")) and not query:
            return self._add_answer(path, f"{path[1:]}index.xml")
        number = LIST_PAGE.fullmatch(query)
        if not PAGE_ADDRESS.fullmatch(path) or path.startswith("/admin/") or (query and not number):
            return None
        if not from_sitemap and path not in self._sitemap:
            return None
        return self._add_page(address, f"{path[1:]}page-{number[1]}.html" if number else f"{path[1:]}index.html")

    def _add_page(self, address: str, file: str) -> str | None:
        response = None
        if address not in self._sitemap:  # whose pages are there, and are asked for when they are written
            response = self._ask(address)
            if response is None or not dict(response.headers).get("Content-Type", "").startswith("text/html"):
                return None
        self._waiting.append((address, file, response))
        return file

    def _add_answer(self, address: str, file: str) -> str | None:
        response = self._ask(address)
        if response is None or file.startswith(("../", "/")):
            return None
        return self._save(file, response.body)

    def _ask(self, address: str) -> Response | None:
        """Return what anybody gets at an address; None for redirects, errors, and what is for one person."""
        response = ask(self._application, self._address, address)
        if response.status[:3] != "200" or not may_be_kept(response.status, response.headers):
            return None
        return response

    def _add_static(self, path: str) -> str | None:
        name = posixpath.normpath(unquote(path[len(settings.STATIC_URL) :]))
        if name.startswith(("../", "/")):
            return None
        found = finders.find(name)
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                content = file.read()
        elif isinstance(found, str):
            content = Path(found).read_bytes()
        else:
            return None
        if name.endswith(".css"):
            for address in iter_css_addresses(content.decode(), path):
                self._find(urlsplit(address).path, from_sitemap=False)
        return self._save(f"static/{name}", content)

    def _get_media_name(self, url: str) -> str | None:
        base = urljoin(self._base, settings.MEDIA_URL)
        return posixpath.normpath(unquote(urlsplit(url[len(base) :]).path)) if url.startswith(base) else None

    def _add_media(self, name: str) -> str | None:
        """Copy a rendition of an image. Originals and documents are never read from the storage."""
        file = f"media/{name}"
        if file in self._files:
            return self._files[file]
        self._files[file] = None
        if not name.startswith(("../", "/", *PRIVATE_MEDIA)) and default_storage.exists(name):
            with default_storage.open(name) as content:
                self._files[file] = self._save(file, content.read())
        return self._files[file]

    def _add_note(self, document: HtmlElement) -> None:
        footer = document.find(".//footer")
        if footer is None:
            return
        note = SubElement(footer, "p", {"class": "mirror-note"})
        note.text = _("This is a copy of %(site)s, made on %(date)s.") % {
            "site": self._base,
            "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        }

    def _write_search(self) -> None:
        """Write the page of the search, which is the home page with other content, and what it needs."""
        response = self._ask("/")
        if response is None:
            return
        document = rewrite(
            response.body, SEARCH, lambda url: self._resolve(urljoin(self._base, url), from_sitemap=False)
        )
        of_home_page = "//link[@rel='canonical'] | //meta[@property or @name='description'] | //script"
        for element in document.xpath(of_home_page):
            element.drop_tree()
        title = document.find(".//title")
        main = document.find(".//main")
        if title is None or main is None:
            return
        title.text = _("Search")
        main.clear()
        main.set("id", "main")
        main.append(lxml_html.fragment_fromstring(render_to_string("mirror/search.html"), create_parent="div"))
        SubElement(document.find(".//body"), "script", {"type": "module", "src": "search.js"})
        self._add_note(document)
        self._save(SEARCH, to_bytes(document))
        self._save("search/index.json", json.dumps(build_index(self._documents), separators=(",", ":")).encode())
        for asset in ASSETS.rglob("*.*"):
            self._save(f"search/{asset.name}", asset.read_bytes())

    def _save(self, name: str, content: bytes) -> str:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._written.append(name)
        return name


def write_mirror(site: Site, folder: Path) -> list[str]:
    """Write a copy of ``site`` to ``folder``, in place of the one that was there; return the names of its files.

    It is made beside the old one and then takes its place, so that what was withdrawn is gone, and a failure changes
    nothing. Raises ``FileExistsError`` if the folder has files and is no earlier copy, ``OSError`` if the disk is full.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise FileExistsError(f"{folder} has files in it that are no copy of a site.")
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        written = Export(site, new).write()
        if folder.exists():
            folder.replace(old)
        new.replace(folder)
    finally:
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
    return written
