"""The layout of kept pages as static files for nginx: which file answers which request, and with which headers.

``deploy/nginx/`` maps requests to the same names; ``tests/delivery/edge`` compares the two. Imports no models.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from delivery.page_cache.requests import Application, Key, make_environ
from delivery.page_cache.responses import OWN_HEADERS, Headers, Page, Response, get_cache_control

#: How a file is named, by the end of its address, and the type that nginx sends it with.
FEED_TYPE, PAGE_TYPE = "application/rss+xml; charset=utf-8", "text/html; charset=utf-8"
ADDRESS = re.compile(r"/(?:[\w-]+/)*", re.ASCII)
PAGE_NUMBER = re.compile(r"page=([1-9]\d{0,3})", re.ASCII)
HOST = re.compile(r"[a-z0-9][a-z0-9.-]*(?::\d+)?")
#: nginx sends these by itself, or not at all: a feed's time is in its ETag as well.
LEFT_OUT = OWN_HEADERS | {"content-type", "last-modified"}


def get_file_name(path: str, query: str = "") -> str | None:
    """Return the file of an address, relative to the folder of its host, without ``.gz``; None if it has none."""
    if not ADDRESS.fullmatch(path):
        return None
    number = PAGE_NUMBER.fullmatch(query)
    if query and not number:
        return None
    if path.endswith("/feed/"):
        return None if query else f"{path[1:]}index.rss"
    return f"{path[1:]}index-{number[1]}.html" if number else f"{path[1:]}index.html"


def get_folder_of_host(key: Key) -> str | None:
    return f"{key.scheme}/{key.host}" if key.scheme in ("http", "https") and HOST.fullmatch(key.host) else None


def has_type(page: Page, name: str) -> bool:
    """Return whether ``page`` has the content type that nginx sends for a file with that name."""
    wanted = FEED_TYPE if name.endswith(".rss") else PAGE_TYPE
    return any(header.lower() == "content-type" and value.lower() == wanted for header, value in page.headers)


def normalise(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers that nginx must add. The directives of the security policy may come in any order."""
    kept = []
    for name, value in headers:
        if name.lower() == "content-security-policy":
            value = "; ".join(sorted(part.strip() for part in value.split(";")))
        if name.lower() not in LEFT_OUT:
            kept.append((name, value))
    return sorted(kept)


def get_digest(headers: Headers) -> str:
    """Return the name of the folder for pages with these headers, as ``normalise`` returns them."""
    return hashlib.blake2b(repr(headers).encode(), digest_size=6).hexdigest()


def find_usual_headers(django: Application, site_url: str) -> Headers:
    """Return the headers that pages without any of their own have: those of an address that needs no database."""
    scheme, _colon, host = site_url.partition("://")
    response = Response(django, make_environ(scheme, host, "/robots.txt"))
    return normalise([*response.headers, ("Cache-Control", get_cache_control())])


def write_headers(folder: Path, headers: Headers) -> None:
    """Write what nginx includes when it starts: the headers of kept pages, and the name of their folder.

    After a change of settings nginx looks in the folder of the old headers, which is empty in new generations, until it
    is reloaded: Django answers meanwhile.
    """
    lines = ["# Written when the site starts; `nginx -s reload` after a change of settings."]
    lines += [f"set $edge_headers {get_digest(headers)};"]
    lines += [f"add_header {name} {quote(value)} always;" for name, value in headers]
    content = "\n".join([*lines, 'add_header Vary "Accept-Encoding, Cookie" always;', ""])
    path = folder / "headers.conf"
    if path.is_file() and path.read_text() == content:
        return
    new = path.with_suffix(".new")
    new.write_text(content)
    new.replace(path)


def quote(value: str) -> str:
    """Return a string of nginx's configuration; ``$`` cannot be written in one."""
    if "$" in value:
        raise ValueError("A header with $ cannot be sent by nginx.")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
