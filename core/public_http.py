"""HTTP requests to servers on the public internet alone.

An editor, or an import, may name addresses such as ``http://169.254.169.254/`` or ``http://localhost:5432/``. So the
name is resolved here, all its addresses must be public, and the connection is made to one of these (OWASP, Server-Side
Request Forgery Prevention; a second look-up could give another result). Callers follow redirects themselves, each
checked likewise.
"""

import http.client
import socket
import ssl
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from .public_addresses import is_public_address

TIMEOUT_SECONDS = 10
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}


class FetchError(OSError):
    """The address could not be fetched. The message says why, for an editor."""


def resolve_public_address(host: str, port: int) -> str:
    """Return an IP address of ``host``; raises ``FetchError`` unless all its addresses are public."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no server {host}") from error
    if not all(map(is_public_address, found)):
        raise FetchError(f"{host} is not a public server")
    return sorted(found)[0]


class PublicConnection(http.client.HTTPConnection):
    """A connection to a checked IP address, with the name of the host for HTTP and TLS."""

    def __init__(self, scheme: str, host: str, port: int):
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self.scheme = scheme

    def connect(self) -> None:
        self.sock = socket.create_connection((resolve_public_address(self.host, self.port), self.port), self.timeout)
        if self.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


class Target(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str  # with the query string

    def connect(self) -> PublicConnection:
        return PublicConnection(self.scheme, self.host, self.port)


def parse_target(url: str) -> Target:
    """Return what to request for an address; raises ``FetchError`` for one that may not be requested."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or port not in {None, PORTS[parts.scheme]}:
        raise FetchError(f"{url} is not an ordinary address on the web")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?[]|") if parts.query else ""
    return Target(parts.scheme, parts.hostname, PORTS[parts.scheme], path + (f"?{query}" if query else ""))
