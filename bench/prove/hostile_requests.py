"""Hostile requests, drawn by a seed: methods, paths, encodings, query strings, headers, cookies, tokens and bodies.

Each has an address that exists, and one to three things that are wrong with it.
"""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MARKER = "zzInjectedzz"  # no answer may hold it as a header, or as HTML
SCRIPT = f"<script>{MARKER}</script>"
EVIL = "evil.example"

METHODS = [
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G\u00c9T",
    "A" * 3000,
]
PATHS = [
    "%00", "\x00", "..", "../" * 40 + "etc/passwd", "..%2f..%2f", "%2e%2e/", "//", "/./", ";a=b", "\\..\\", "%5c", "\r\nX: 1",
    "%0d%0aX-Injected:%201", "\u202e", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "a" * 9000, "a/" * 900,
    "%", "%ff", "\xff\xfe", "\xc0\xae\xc0\xae", ".php", ".json", ".ics", "~", "'", '"', SCRIPT, "{{7*7}}", "${jndi:ldap://x}", "feed/",
    "feed/feed/", "atom/", "feed.json", "calendar.ics", "event.ics", "book/", "pdf/", "2026/13/", "0000/", "99999/1/", "month/2026/2/",
]  # fmt: skip
VALUES = [
    "", "%00", "a%00b", "abc", "0", "-1", "-0", "999999", "1e9", "9" * 400, "1.5", "NaN", "Infinity", "0x10", "\u0661", "0001", "2026",
    "13", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "%F0%9F%90%9F", "%FF%FE", "%E2%80%AE", "%ED%A0%80", "%27%22%3B--",
    "%3Cscript%3E" + MARKER, "%0d%0aX-Injected:%201", "..%2F..%2Fetc%2Fpasswd", "%22unclosed", "-", "!%26|():*", "OR", "%5C", "%25", "_",
    "(" * 2000, "a%20" * 3000, "x" * 60_000, "person:%22" * 50, "topic:", "year:99999999999", "=HYPERLINK(1)", "javascript:alert(1)",
    "//evil.example", "https://evil.example/", "%09//evil.example", "{{7*7}}", "$%7B7*7%7D", "a" + "%CC%81" * 3000, "*", "%C2%A0",
]  # fmt: skip
PARAMETERS = [
    "q", "page", "page_size", "topic", "author", "person", "year", "month", "type", "sort", "series", "mode", "letter",
    "organisation", "verbatim", "next", "v", "url", "id", "key", "token", "return_url", "kind", "language", "format", "ordering",
]  # fmt: skip
QUERIES = [
    "&&&&", "=", "q", "q[]=1&q[]=2", "q=1&q=2&q=3", "%", "a=%", "a=%zz", "?" * 300, "&".join(f"a{n}=1" for n in range(3000)),
    "&".join(f"a{n}=1" for n in range(11_000)), "q=" + "%41" * 30_000, "\xff=\xfe", "q=1#fragment", ";q=1;page=2", "__proto__=1",
]  # fmt: skip
HEADERS = {
    "HTTP_HOST": [EVIL, "", "testserver:99999", "testserver@evil.example", "testserver, evil.example", "[::1", "test server", "xn--a", "."],
    "HTTP_X_FORWARDED_HOST": [EVIL, "a" * 9000],
    "HTTP_X_FORWARDED_FOR": ["127.0.0.1", "abc", "1.2.3.4, " * 3000, "::ffff:0:0", "\r\n", "999.999.999.999"],
    "HTTP_X_FORWARDED_PROTO": ["https", "javascript", "http\r\n"],
    "HTTP_X_FORWARDED_PORT": ["0", "abc"],
    "HTTP_X_ORIGINAL_URL": ["/admin/", "/%00"],
    "HTTP_X_REWRITE_URL": ["/admin/"],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE", "TRACE"],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
    "HTTP_RANGE": ["bytes=0-", "bytes=-1", "bytes=5-1", "bytes=abc", "bytes=" + "0-1," * 3000, "bytes=99999999999999-", "lines=1-2"],
    "HTTP_IF_NONE_MATCH": ["*", '"' * 9000, "W/", "\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Thu, 31 Feb 2026 25:61:61 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "9" * 99],
    "HTTP_IF_UNMODIFIED_SINCE": ["Mon, 01 Jan 0001 00:00:00 GMT"],
    "HTTP_ACCEPT": ["", "*" * 5000, "text/html;q=abc", "application/xml, " * 900, "\xff"],
    "HTTP_ACCEPT_LANGUAGE": ["xx-" * 2000, "*", "en;q=9", "../../etc", "\xff"],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=0", "br" * 900],
    "HTTP_REFERER": [f"https://{EVIL}/", "http://[", SCRIPT, "http://testserver/%ff", "a" * 9000],
    "HTTP_USER_AGENT": ["", "\x01\x02", "() { :; }; true", SCRIPT, "a" * 9000, "x\r\nFORGED log line"],
    "HTTP_ORIGIN": ["null", f"https://{EVIL}", "http://[", "abc"],
    "HTTP_AUTHORIZATION": ["Basic !!!", "Bearer " + "a" * 5000, "Digest"],
    "HTTP_COOKIE": [
        "sessionid=" + "a" * 32, "sessionid=../../x", "sessionid=" + "a" * 5000, "csrftoken=abc", "messages=[[\"x\"]]:1:forged",
        "=;;=", "a" * 9000, "\xff=\xff", "sessionid=%00", "wagtail=1; " * 500,
    ],
    "CONTENT_LENGTH": ["-1", "abc", "99999999999999", "1e3", " 5 "],
    "CONTENT_TYPE": ["", "text", "multipart/form-data", "multipart/form-data; boundary=" + "a" * 900, "application/json; charset=nonsense",
                     "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=\xff", "image/svg+xml", "a/b;" * 900],
    "HTTP_TRANSFER_ENCODING": ["chunked", "chunked, chunked"],
    "REMOTE_ADDR": ["", "::1%eth0", "abc", "2001:db8::1"],
}  # fmt: skip
FIELDS = [
    "name", "email", "username", "password", "q", "token", "csrfmiddlewaretoken", "next", "return_url", "submission", "stamp",
    "access_needs", "url", "restriction",
]  # fmt: skip
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=xx"
BODIES: list[tuple[str, bytes]] = [
    (FORM, b""), (FORM, b"\x00\x01\x02"), (FORM, b"a=%"), (FORM, b"&" * 9000), (FORM, b"a=1&" * 10_100), (FORM, b"a=" + b"x" * 3_000_000),
    (FORM, b"a=\xff\xfe"), ("application/json", b"{"), ("application/json", b"[" * 50_000), ("application/json", b'{"a": 1e999}'),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), (MULTIPART, b""), (MULTIPART, b"--xx"),
    (MULTIPART, b"--xx\r\n\r\n"), (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="a"; filename="../../x"\r\n\r\nhello'),
    (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="file"; filename="a\x00.png"\r\n\r\nhello\r\n--xx--'),
    (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--xx--'),
    (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n' * 150 + b"--xx--"),
    (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n' * 10_100 + b"--xx--"),
    (MULTIPART, b"--xx\r\n" + b"X-Header: a\r\n" * 3000 + b"\r\n--xx--"), (MULTIPART, b"--xx\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xx--"),
    (MULTIPART, b"--xx\r\nContent-Disposition: form-data; name*=utf-9''a; name=\"\xff\"\r\n\r\nx\r\n--xx--"),
]  # fmt: skip


@dataclass
class HostileRequest:
    """One request as WSGI has it (PEP 3333): ``path`` and ``query`` as they come, ``extra`` is of the environment."""

    path: str
    method: str = "GET"
    query: str = ""
    body: bytes = b""
    extra: dict[str, str] = field(default_factory=dict)

    def to_environ(self) -> dict[str, Any]:
        environ = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": self.path.encode(errors="replace").decode("latin-1"),
            "QUERY_STRING": self.query.encode(errors="replace").decode("latin-1"),
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": io.BytesIO(self.body),
        }
        return environ | self.extra

    def __str__(self) -> str:
        extra = {name: value[:60] for name, value in self.extra.items()}
        return f"{self.method[:20]} {self.path[:90]!r} ?{self.query[:90]!r} {extra} body {self.body[:60]!r} ({len(self.body)})"


Mutation = Callable[[HostileRequest, random.Random], None]


def change_method(request: HostileRequest, chance: random.Random) -> None:
    request.method = chance.choice(METHODS)


def change_path(request: HostileRequest, chance: random.Random) -> None:
    added = chance.choice(PATHS)
    request.path = chance.choice(
        [request.path + added, f"/{added}", request.path.rstrip("/") + added, request.path.upper() + added]
    )


def change_parameter(request: HostileRequest, chance: random.Random) -> None:
    pairs = [f"{chance.choice(PARAMETERS)}={chance.choice(VALUES)}" for _ in range(chance.randint(1, 3))]
    request.query = "&".join([*pairs, request.query] if request.query else pairs)


def change_query(request: HostileRequest, chance: random.Random) -> None:
    request.query = chance.choice(QUERIES)


def change_header(request: HostileRequest, chance: random.Random) -> None:
    name = chance.choice(list(HEADERS))
    request.extra[name] = chance.choice(HEADERS[name])


def change_body(request: HostileRequest, chance: random.Random) -> None:
    request.method = "POST"
    request.extra["CONTENT_TYPE"], request.body = chance.choice(BODIES)


def fill_form(request: HostileRequest, chance: random.Random) -> None:
    request.method, request.extra["CONTENT_TYPE"] = "POST", FORM
    names = chance.sample(FIELDS, 5)
    request.body = "&".join(f"{name}={chance.choice(VALUES)}" for name in names).encode(errors="replace")


MUTATIONS: list[Mutation] = [
    change_method, change_path, change_path, change_parameter, change_parameter, change_parameter, change_query, change_header,
    change_header, change_body, fill_form,
]  # fmt: skip


def draw_requests(addresses: Sequence[str], number: int, seed: int) -> Iterator[HostileRequest]:
    """Return ``number`` requests to ``addresses``, always the same ones for a seed."""
    chance = random.Random(seed)
    for _ in range(number):
        path, _question, query = chance.choice(addresses).partition("?")
        request = HostileRequest(path, query=query)
        for mutate in chance.sample(MUTATIONS, chance.randint(1, 3)):
            mutate(request, chance)
        yield request
