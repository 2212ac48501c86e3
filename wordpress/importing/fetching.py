"""Downloading files of the old site, from public addresses only.

An export may contain addresses such as ``http://169.254.169.254/`` or ``http://localhost:5432/``. So the name is
resolved here, all its addresses must be public, and the connection is made to one of these (OWASP, Server-Side Request
Forgery Prevention; a second look-up could give another result). Each redirect is checked likewise.
"""

import http.client
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import quote, urljoin, urlsplit

from core.public_addresses import is_public_address

from .files import MAX_BYTES_IN_MEMORY, MAX_FILE_BYTES

TIMEOUT_SECONDS = 10
MAX_SECONDS = 120
MAX_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
USER_AGENT = "Roundtable (moving in; one visit to each file)"


class FetchError(OSError):
    """The file could not be downloaded. The message says why, for an editor."""


def resolve_public_address(host: str, port: int) -> str:
    """Return an IP address of ``host``; raises ``FetchError`` unless all its addresses are public."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no server {host}") from error
    if not all(map(is_public_address, found)):
        raise FetchError(f"{host} is not a public server")
    return sorted(found)[0]


class _Connection(http.client.HTTPConnection):
    """A connection to a checked IP address, with the name of the host for HTTP and TLS."""

    def __init__(self, scheme: str, host: str, port: int):
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self.scheme = scheme

    def connect(self) -> None:
        self.sock = socket.create_connection((resolve_public_address(self.host, self.port), self.port), self.timeout)
        if self.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _parse_url(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address that may be requested; raises ``FetchError``."""
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
def fetch(url: str) -> Iterator[IO[bytes]]:
    """Download a file and yield it, open at its beginning. Raises ``FetchError``."""
    with tempfile.SpooledTemporaryFile(max_size=MAX_BYTES_IN_MEMORY) as file:
        _download(url, file)
        file.seek(0)
        yield file


def _download(url: str, file: IO[bytes]) -> None:
    deadline = time.monotonic() + MAX_SECONDS
    for _redirect in range(MAX_REDIRECTS + 1):
        scheme, host, port, path = _parse_url(url)
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


def _copy(response: http.client.HTTPResponse, file: IO[bytes], deadline: float) -> None:
    if response.status != http.client.OK:
        raise FetchError(f"the server answered {response.status}")
    size = 0
    while chunk := response.read1(1 << 16):
        size += len(chunk)
        if size > MAX_FILE_BYTES:
            raise FetchError(f"the file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB")
        if time.monotonic() > deadline:
            raise FetchError(f"the download took more than {MAX_SECONDS} seconds")
        file.write(chunk)
