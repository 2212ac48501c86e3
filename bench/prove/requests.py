"""Sends hostile requests to the site, and looks at what came of them.

No answer may be a server's error (but 503), come late, lead to another site, set a header or run a script that the
request brought, or tell a hidden word. Afterwards the site must have what it had before, and answer as before.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.apps import apps
from django.db import transaction
from django.test import Client

from bookings.tokens import make_booking_token

from .canaries import Canaries, find_leaks, read_content
from .hostile_requests import EVIL, MARKER, HostileRequest, draw_requests
from .world import World

MAX_SECONDS = 5
SITE_ADDRESSES = [
    "/", "/blog/", "/blog/feed/", "/blog/2026/", "/events/", "/events/month/", "/events/calendar.ics", "/people/", "/people/voices/",
    "/topics/", "/publications/", "/search/", "/search/?q=herring", "/search/results.json?q=herring", "/search/results.atom?q=a",
    "/search/suggest.json?q=a", "/search/opensearch.xml", "/search/opensearch-suggestions.json?q=a", "/search/click/", "/sitemap.xml",
    "/robots.txt", "/theme.css", "/health/live/", "/health/ready/", "/.well-known/security.txt", "/media/images/a.png",
    "/media/original_images/a.png", "/documents/1/a.pdf", "/documents/authenticate_with_password/1/", "/admin/", "/admin/login/",
    "/admin/password_reset/", "/admin/password_reset/confirm/MQ/abc-def/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/",
    "/admin/pages/", "/admin/api/main/pages/", "/_util/login/", "/_util/authenticate_with_password/1/1/", "/static/css/tokens.css",
]  # fmt: skip


def find_addresses(world: World) -> list[str]:
    """Return the addresses of the site, with those of pages, hidden ones included, and of signed links, whole and broken."""
    pages = [page.get_url() for page in world.canaries.pages.values()]
    event = world.canaries.pages["public event"]
    token = make_booking_token(event.bookings.create(name="Ada", email="ada@example.org", status="confirmed"))
    links = [f"{event.url}{end}" for end in ("book/", "event.ics", "book/sent/forged/", f"booking/{token}/")]
    links += [
        f"{event.url}booking/{token}x/",
        f"{event.url}booking/{token[:-4]}/cancel/",
        f"{event.url}booking/{token}/cancel/",
        f"{event.url}booking/{token}/confirm/",
    ]
    files = [file.url for what, file in world.canaries.files.items() if "document" in what]
    return [*SITE_ADDRESSES, *filter(None, pages), *links, *files]


def prove_requests(world: World, number: int, seed: int = 0) -> tuple[int, list[str]]:
    """Return how many requests were sent, and the problems."""
    addresses = find_addresses(world)
    before, answers = count_records(), ask_cleanly(addresses)
    # Some have the time or a new token in them.
    answers = {address: answer for address, answer in ask_cleanly(addresses).items() if answers[address] == answer}
    problems: list[str] = []
    for request in draw_requests(addresses, number, seed):
        problems += check(request, world.canaries)
    problems += [f"lost or made: {name}" for name in compare(before, count_records())]
    problems += [f"answers otherwise afterwards: {address}" for address in compare(answers, ask_cleanly(addresses))]
    return number, problems


def check(request: HostileRequest, canaries: Canaries) -> Iterator[str]:
    """Send one request, in a transaction that is rolled back: a form that is filled in well by chance makes nothing."""
    client = Client(raise_request_exception=False)
    began = time.monotonic()
    with transaction.atomic():
        response = client.request(**request.to_environ())
        content = read_content(response)
        transaction.set_rollback(True)
    seconds = time.monotonic() - began
    if response.status_code >= 500 and response.status_code != 503:
        error = getattr(response, "exc_info", None)
        yield f"{response.status_code} {error and error[1]!r}: {request}"
    if seconds > MAX_SECONDS:
        yield f"{seconds:.1f} s: {request}"
    location = urlsplit(response.headers.get("Location", ""))
    if location.hostname not in {None, "testserver", "127.0.0.1"} or location.scheme not in {"", "http", "https"}:
        yield f"leads to {location.geturl()}: {request}"
    if "X-Injected" in response.headers or (
        response.headers.get("Content-Type", "").startswith("text/html") and f"<script>{MARKER}".encode() in content
    ):
        yield f"injected: {request}"
    for what in find_leaks(content, canaries.hidden):
        if canaries.hidden[what].lower() not in f"{request.path}{request.query}".lower():
            yield f"tells of {what}: {request}"


def count_records() -> dict[str, int]:
    """Return how many rows each table of the site has; sessions and counters of tries are not records."""
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions", "axes", "core", "django_tasks_db"}
    ]
    return {
        model._meta.label: model._base_manager.count() for model in models if model._meta.label != "search.SearchCount"
    }


def ask_cleanly(addresses: Iterable[str]) -> dict[str, str]:
    """Return status and content of each address, as a hash, so that a poisoned cache shows."""
    found = {}
    for address in addresses:
        response = Client(raise_request_exception=False).get(address)
        stable = (
            b""
            if response.streaming or EVIL in address or b"csrfmiddlewaretoken" in response.content
            else response.content
        )
        found[address] = f"{response.status_code} {hashlib.sha256(stable).hexdigest()}"
    return found


def compare(before: dict, after: dict) -> list[str]:
    return [name for name in before if before[name] != after.get(name)]
