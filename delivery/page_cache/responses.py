"""Kept answers: which may be kept, their three encodings, and how a request is answered with one.

HTTP caching is that of RFC 9110 (validators) and RFC 9111, with ``stale-if-error`` and ``stale-while-revalidate`` of
RFC 5861.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache

import brotli
from django.conf import settings

from .requests import Application, Environ

Headers = list[tuple[str, str]]
StartResponse = Callable[..., object]

KEPT_STATUSES = ("200", "301", "404", "410")
#: What a kept page may depend on besides its key: nobody with a session is answered from the cache.
KNOWN_VARIATIONS = {"accept-encoding", "cookie"}
#: Headers of the answer that was rendered, and not of each that is sent.
OWN_HEADERS = {"etag", "content-length", "content-encoding", "vary", "x-request-id", "connection", "date", "server"}
MAX_BYTES = 16 * 1024 * 1024  # of a page that is kept
MIN_COMPRESSED = 256  # bytes
COMPRESSED_TYPES = (
    *("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml"),
    "application/feed+json",
)
#: Quality 5 of Brotli takes as long as gzip, and the page is a sixth smaller; 11 takes fifty times as long.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
NOT_MODIFIED_HEADERS = {"etag", "cache-control", "vary", "content-security-policy", "x-cache"}


def may_be_kept(status: str, headers: Headers) -> bool:
    """Return whether a response to an anonymous request is the same for everybody."""
    if status[:3] not in KEPT_STATUSES:
        return False
    for name, value in headers:
        match name.lower():
            case "set-cookie":
                return False
            case "cache-control" if {"private", "no-store", "no-cache"} & set(value.lower().replace(",", " ").split()):
                return False
            case "vary" if not {part.strip().lower() for part in value.split(",")} <= KNOWN_VARIATIONS:
                return False
            case "content-length" if int(value) > MAX_BYTES:
                return False
    return True


class Page:
    """A response to be sent again, as made in ``generation``. ``bodies`` are the encodings there are, by their name."""

    __slots__ = ("bodies", "etag", "generation", "headers", "size", "status")

    def __init__(self, generation: int, status: str, headers: Headers, bodies: dict[str, bytes], etag: str) -> None:
        self.generation, self.status, self.headers = generation, status, headers
        self.bodies, self.etag = bodies, etag
        self.size = sum(map(len, bodies.values())) + 1000

    @classmethod
    def make(cls, generation: int, status: str, headers: Headers, body: bytes, before: "Page | None" = None) -> "Page":
        """Make a page of a response. ``before`` is what was kept of it: the same bytes are not compressed again."""
        bodies = {"": body}
        own = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
        content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
        if before is not None and before.bodies[""] == body:
            bodies = before.bodies
        elif len(body) >= MIN_COMPRESSED and content_type.startswith(COMPRESSED_TYPES):
            bodies["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
            bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
        etag = make_etag(bodies)
        if not any(name.lower() == "cache-control" for name, _value in own):
            own.append(("Cache-Control", get_cache_control()))
        own += [("ETag", etag), ("Vary", "Accept-Encoding, Cookie")]
        return cls(generation, status, own, bodies, etag)

    def is_like(self, other: "Page") -> bool:
        return (self.etag, self.status, self.headers) == (other.etag, other.status, other.headers)

    def answer(self, environ: Environ, start_response: StartResponse, state: str) -> Iterable[bytes]:
        """Send the page, or 304 if the client has it. ``state`` is for ``X-Cache``: hit, new or stale."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.status[:3] == "200" and matches(known, self.etag):
            headers = [(name, value) for name, value in self.headers if name.lower() in NOT_MODIFIED_HEADERS]
            start_response("304 Not Modified", [*headers, ("X-Cache", state)])
            return []
        encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in self.bodies:
            encoding = ""
        body = self.bodies[encoding]
        headers = [*self.headers, ("Content-Length", str(len(body))), ("X-Cache", state)]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class Response:
    """A whole response of Django."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.status, self.headers = "", []  # type: str, Headers
        result = application(environ, self._start)
        try:
            self.body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()

    def _start(self, status: str, headers: Headers, exc_info: object = None) -> None:
        self.status, self.headers = status, headers

    def send(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


def make_etag(bodies: dict[str, bytes]) -> str:
    """Return the ETag of a page: that which nginx makes of a file, of its time and its size in hexadecimal.

    The time is 31 bits of a digest of the content (``get_file_time``). So a browser that has a page from the
    application is answered 304 by nginx, and the same page of a later generation has the same ETag.
    """
    moment = int.from_bytes(hashlib.blake2b(bodies[""], digest_size=4).digest(), "big") & 0x7FFF_FFFF
    return f'W/"{moment:x}-{len(bodies.get("gzip", bodies[""])):x}"'


def get_file_time(etag: str) -> int:
    """Return the time in seconds that the file of a page with this ETag must have."""
    return int(etag[3:].partition("-")[0], 16)


def get_cache_control() -> str:
    """Return the header for pages without one: browsers ask each time, a CDN may keep a page as long as is set."""
    seconds = settings.CDN_SECONDS
    parts = ["public", "max-age=0", "stale-if-error=86400"]
    if seconds:
        parts[2:2] = [f"s-maxage={seconds}", f"stale-while-revalidate={seconds}"]
    return ", ".join(parts)


def matches(known: str, etag: str) -> bool:
    """Return whether If-None-Match names ``etag``, by the weak comparison of RFC 9110, 8.8.3.2."""
    if known == etag or known == "*":
        return True
    return etag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in known.split(",")}


@lru_cache(maxsize=500)
def choose_encoding(accepted: str) -> str:
    """Return the best encoding of Accept-Encoding (RFC 9110, 12.5.3) that pages are kept in; empty for none."""
    qualities: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        stated = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            qualities[name] = float(stated)
        except ValueError:
            qualities[name] = 0
    wished = [(qualities.get(name, qualities.get("*", 0)), name) for name in ("gzip", "br")]
    quality, name = max(wished, key=lambda pair: pair[0] if pair[1] == "gzip" else pair[0] + 1e-6)
    return name if quality > 0 else ""
