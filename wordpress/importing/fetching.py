"""Downloading files of the old site, from public addresses only.

An export is written by somebody else, and may name ``http://169.254.169.254/`` or ``http://localhost:5432/``. So the
name is resolved here, every address that it has must be a public one, and the connection is made to that very
address (OWASP, Server-Side Request Forgery Prevention; a second look-up could answer differently). Each redirect is
checked likewise.
"""

import http.client
import ipaddress
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import quote, urljoin, urlsplit

from .files import IN_MEMORY, LARGEST_FILE

SECONDS_TO_ANSWER = 10
SECONDS_IN_ALL = 120
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
USER_AGENT = "Roundtable (moving in; one visit to each file)"


class FetchError(OSError):
    """The file could not be downloaded. The message says why, for an editor."""


def public_address(host: str, port: int) -> str:
    """Return an address of ``host``; raises ``FetchError`` unless all that it has are public."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no server {host}") from error
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        address = getattr(address, "ipv4_mapped", None) or address
        if not address.is_global or address.is_multicast or address.is_reserved:
            raise FetchError(f"{host} is not a public server")
    return sorted(found)[0]


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked up and checked before, for the host of that name."""

    def __init__(self, scheme: str, host: str, port: int):
        super().__init__(host, port, timeout=SECONDS_TO_ANSWER)
        self.scheme = scheme

    def connect(self) -> None:
        self.sock = socket.create_connection((public_address(self.host, self.port), self.port), self.timeout)
        if self.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _checked(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address that may be asked for."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or port not in {None, PORTS[parts.scheme]}:
        raise FetchError(f"{url} is not an ordinary address on the web")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, PORTS[parts.scheme], path


@contextmanager
def fetch(url: str) -> Iterator[BinaryIO]:
    """Download a file and yield it, open at its beginning. Raises ``FetchError``."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        _download(url, file)
        file.seek(0)
        yield file


def _download(url: str, file: BinaryIO) -> None:
    deadline = time.monotonic() + SECONDS_IN_ALL
    for _redirect in range(MOST_REDIRECTS + 1):
        scheme, host, port, path = _checked(url)
        connection = _Connection(scheme, host, port)
        try:
            connection.request("GET", path, headers={"User-Agent": USER_AGENT})
            response = connection.getresponse()
            if response.status not in {301, 302, 303, 307, 308}:
                _copy(response, file, deadline)
                return
            url = urljoin(url, response.getheader("Location") or "")
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(f"{host} could not be read: {error}") from error
        finally:
            connection.close()
    raise FetchError(f"{url} redirects again and again")


def _copy(response: http.client.HTTPResponse, file: BinaryIO, deadline: float) -> None:
    if response.status != http.client.OK:
        raise FetchError(f"the server answered {response.status}")
    size = 0
    while chunk := response.read1(1 << 16):
        size += len(chunk)
        if size > LARGEST_FILE:
            raise FetchError(f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB")
        if time.monotonic() > deadline:
            raise FetchError(f"the download took more than {SECONDS_IN_ALL} seconds")
        file.write(chunk)
