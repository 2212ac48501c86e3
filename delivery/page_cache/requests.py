"""Which requests the page cache answers, and what tells their answers apart."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from core.query_parameters import get_parameters, get_uncached_parameters

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Any]

#: Views that look at who asks, count, or send files: Django answers them each time.
NEVER_KEPT = (
    *("/admin/", "/_util/", "/documents/", "/search/", "/static/", "/media/", "/health/", "/metrics"),
    "/approve/",
)
#: What Django is told of a request whose answer is kept. Nothing else may decide about the page.
SENT_HEADERS = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT"}
MAX_QUERY_LENGTH = 1000
MAX_HOSTS = 100


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str  # the known parameters that have a value, sorted


class Hosts:
    """The Host headers that Django accepts (``ALLOWED_HOSTS``). Others are for Django to refuse."""

    def __init__(self) -> None:
        self._accepted: set[str] = set()

    def accepts(self, host: str) -> bool:
        if host in self._accepted:
            return True
        domain, _port = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        if len(self._accepted) < MAX_HOSTS:
            self._accepted.add(host)
        return True


class RequestReader:
    """Reads requests before Django does. One instance serves a process."""

    def __init__(self) -> None:
        self._hosts = Hosts()
        cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
        # A few bytes more are refused than need be, and no cookie needs parsing.
        self._personal_cookies = [f"{name}=" for name in (settings.SESSION_COOKIE_NAME, "messages")]
        self._cookies_of_forms = [f"{name}=" for name in cookies]
        self._trusts_proxy = settings.TRUST_PROXY

    def get_key(self, environ: Environ) -> Key | None:
        """Return what the answer is kept by; None if Django must answer this request."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(NEVER_KEPT):
            return None
        host = environ.get("HTTP_HOST", "")
        if not self._hosts.accepts(host) or "HTTP_AUTHORIZATION" in environ:
            return None
        if environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        if (cookie := environ.get("HTTP_COOKIE")) and any(name in cookie for name in self._personal_cookies):
            return None
        query: str | None = environ.get("QUERY_STRING", "")
        if query and (query := clean_query(query)) is None:
            return None
        scheme = environ.get("wsgi.url_scheme", "http")
        if self._trusts_proxy:
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", scheme)
        return Key(scheme, host, path, query or "")

    def has_form_cookie(self, environ: Environ) -> bool:
        """Return whether the client has opened a form: its token must stay the same on each page with a form."""
        cookie = environ.get("HTTP_COOKIE", "")
        return any(name in cookie for name in self._cookies_of_forms)


def clean_query(query: str) -> str | None:
    """Return a query string without what no page reads, in a fixed order; None if Django must see it as it is."""
    if len(query) > MAX_QUERY_LENGTH or "%00" in query:
        return None
    shown = get_parameters()
    pairs = parse_qsl(query)
    names = {name for name, _value in pairs}
    if names & (get_uncached_parameters() - shown):
        return None
    return urlencode(sorted((name, value) for name, value in pairs if name in shown))


def make_environ(scheme: str, host: str, path: str) -> Environ:
    """Return an anonymous GET of ``path`` for WSGI (PEP 3333). It may have a query string. It is not logged."""
    path, _question, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "SERVER_NAME": host.partition(":")[0],
        "SERVER_PORT": "443" if scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "roundtable.unlogged": True,
    }


def with_host(environ: Environ) -> Environ:
    """Return a request with the host that Django takes for one that names none, as HTTP/1.0 and the test client do."""
    if "HTTP_HOST" in environ:
        return environ
    port, usual = str(environ["SERVER_PORT"]), "443" if environ.get("wsgi.url_scheme") == "https" else "80"
    return environ | {"HTTP_HOST": environ["SERVER_NAME"] + ("" if port == usual else f":{port}")}


def is_anonymous(environ: Environ) -> bool:
    """Return whether a request is as ``make_anonymous`` returns it."""
    return environ["REQUEST_METHOD"] == "GET" and all(
        name in SENT_HEADERS or not value for name, value in environ.items() if name.startswith("HTTP_")
    )


def make_anonymous(environ: Environ, key: Key) -> Environ:
    """Return the request as Django must see it to make an answer for everybody."""
    kept = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in SENT_HEADERS}
    return kept | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}
