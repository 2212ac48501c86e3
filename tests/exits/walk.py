"""How a test looks at each exit: the addresses to request, and how to get what leaves without an address."""

import gzip
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Site

from bookings.emails import compose
from bookings.models import BookingEmail, EventChange
from bookings.tokens import make_booking_token, make_result_token
from core.exits import Exit
from core.mail import deserialise
from core.models import HeldEmail
from delivery.edge.start import open_counter
from delivery.mirror import refreshing
from delivery.mirror.export import write_mirror
from home.share_cards import making
from people.citations.formats import FORMATS
from people.models import Quote

from .canaries import CANARY, World

#: Questions that find something, and ask for what is hidden: misspelt, or by the beginning of a word. None of them is
#: the canary itself, which the answers would repeat.
QUERIES = ["evening", "words", "guest", "canarybrid", "canarybrids evning", "wren field", "closed", "council officer"]
PREFIXES = ["can", "eve", "wren", "gue"]


def search_addresses(name: str) -> Callable[[World], list[str]]:
    def make(world: World) -> list[str]:
        plain = [f"/search/{name}?q={query}" for query in QUERIES]
        filters = [f"{page.kind}={page.slug}" for page in world.hidden if page.kind in ("topic", "person")]
        return [*plain, *(f"/search/{name}?q=evening&{chosen}" for chosen in filters)]

    return make


def document_addresses(world: World) -> list[str]:
    return [f"/documents/{document.pk}/x.txt" for document in world.documents]


#: For the patterns of the resolver: what to request of each.
PATTERNS: dict[str, Callable[[World], list[str]]] = {
    r"^((?:[\w\-]+/)*)$": lambda world: [page.url for page in [*world.public.values(), *world.hidden] if page.url],
    r"^((?:[\w\-]+/)*[\w\-]+\.(?:bib|ics|json|md|ris))$": lambda world: ["/events/calendar.ics"],
    r"documents/^(\d+)/(.*)$": document_addresses,
    "documents/authenticate_with_password/<int:restriction_id>/": lambda world: [],
    r"^media/(?P<path>.+)$": lambda world: [f"/media/documents/{CANARY}-login.txt", "/media/original_images/"],
    "oembed/": lambda world: [
        f"/oembed/?url={quote(page.full_url)}" for page in [*world.public.values(), *world.hidden] if page.url
    ],
    "approve/<str:token>/": lambda world: [f"/approve/{token}/" for token in (*world.approval_tokens, "x" * 43)],
    "search/": search_addresses(""),
    "search/results.json": search_addresses("results.json"),
    "search/results.atom": search_addresses("results.atom"),
    "search/suggest.json": lambda world: [f"/search/suggest.json?q={typed}" for typed in PREFIXES],
    "search/opensearch-suggestions.json": lambda world: [
        f"/search/opensearch-suggestions.json?q={typed}" for typed in PREFIXES
    ],
    "search/opensearch.xml": lambda world: ["/search/opensearch.xml"],
    "search/click/": lambda world: ["/search/click/"],
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": lambda world: [],
    "admin/*": lambda world: [
        "/admin/",
        "/admin/bookings/",
        f"/admin/bookings/{world.public['event'].pk}/?export=csv",
        *(f"/admin/pages/{page.pk}/edit/" for page in world.hidden),
    ],
}  # fmt: skip


def cite_quotes(file: str) -> list[str]:
    return [f"cite/{block_id}/{file}" for block_id in Quote.objects.values_list("block_id", flat=True)[:5]]


def cite_post_as(ending: str, world: World) -> list[str]:
    return [f"cite.{ending}"]


def cite_quotes_as(ending: str, world: World) -> list[str]:
    return cite_quotes(f"cite.{ending}")


FEEDS = ("feed/", "atom/", "feed.json")

#: The values of what a route captures.
ROUTE_VALUES: dict[str, Callable[[World], list[str]]] = {
    r"^(?P<year>[1-9]\d{3})/$": lambda world: [f"{timezone.now().year}/"],
    r"^(?P<year>[1-9]\d{3})/(?P<month>0?[1-9]|1[0-2])/$": lambda world: [
        f"{timezone.now().year}/{timezone.now().month}/"
    ],
    r"^month/$": lambda world: ["month/"],
    "tag/<str:slug>/": lambda world: [f"tag/{CANARY.lower()}/", "tag/kites/"],
    r"^(?P<feed>feed|atom|feed\.json)/$": lambda world: [*FEEDS],
    r"^tag/(?P<slug>[^/]+)/(?P<feed>feed|atom|feed\.json)/$": lambda world: [
        f"tag/{tag}/{feed}" for tag in (CANARY.lower(), "kites") for feed in FEEDS
    ],
    "feed.json/": lambda world: ["feed.json"],
    "index.md/": lambda world: ["index.md"],
    r"^month/(?P<year>[1-9]\d{3})/(?P<number>0?[1-9]|1[0-2])/$": lambda world: [
        f"month/{timezone.now().year}/{timezone.now().month}/"
    ],
    "book/sent/<str:token>/": lambda world: [f"book/sent/{make_result_token(world.submission)}/"],
    "booking/<str:token>/": lambda world: [f"booking/{make_booking_token(world.booking)}/", "booking/x/"],
    "booking/<str:token>/confirm/": lambda world: [f"booking/{make_booking_token(world.booking)}/confirm/"],
    "booking/<str:token>/cancel/": lambda world: [f"booking/{make_booking_token(world.booking)}/cancel/"],
    "event.ics/": lambda world: ["event.ics"],
    "calendar.ics/": lambda world: ["calendar.ics"],
    **{f"cite.{ending}/": partial(cite_post_as, ending) for ending in FORMATS},
    **{f"cite/<str:block_id>/cite.{ending}/": partial(cite_quotes_as, ending) for ending in FORMATS},
    "cite/<str:block_id>/": lambda world: cite_quotes(""),
}


def iter_addresses(exit_: Exit, world: World) -> Iterator[str]:
    """Yield the addresses that are requested of an exit; a pattern or route without values is requested as it is."""
    for pattern in exit_.patterns:
        make = PATTERNS.get(pattern)
        yield from make(world) if make else [f"/{pattern}"]
    for label, route in exit_.routes:
        pages = [page for page in [*world.public.values(), *world.hidden] if page._meta.label == label and page.url]
        assert pages, f"The site of canaries has no {label}."
        make = ROUTE_VALUES.get(route)
        below = make(world) if make else [route]
        yield from (f"{page.url}{end}" for page in pages for end in below)


def get_metadata(world: World) -> str:
    """Return the heads of all public pages."""
    client = Client()
    pages = [client.get(page.url).content.decode() for page in world.public.values()]
    return "".join(html.partition("</head>")[0] for html in pages)


def get_redirects(world: World) -> str:
    """Return where old addresses lead to."""
    client = Client()
    return "".join(f"{path} {client.get(path).headers.get('Location', '')}\n" for path in world.old_paths)


def get_error_pages(world: World) -> str:
    return Client().get("/no-such-page/").content.decode()


def get_share_cards(world: World) -> str:
    """Return the words of all cards."""
    with patch.object(making, "draw_card", side_effect=lambda words, accent: str(words).encode()) as draw:
        assert making.make_due_cards(60) is False
    assert draw.call_count > len(world.public)
    return "\n".join(str(call.args[0]) for call in draw.call_args_list)


def get_booking_emails(world: World) -> str:
    """Return every e-mail to the one who is not the canary, with its attachments."""
    state: Any = world.booking.event.published_state
    moved = state | {"location": "elsewhere", "status": "rescheduled"}
    change = EventChange(event=world.booking.event, before=state, after=moved)
    about = {kind: {"change": change} if kind == BookingEmail.Kind.CHANGED else {} for kind in BookingEmail.Kind}
    del about[BookingEmail.Kind.MESSAGE]
    messages = [compose(BookingEmail(booking=world.booking, kind=kind, **more)) for kind, more in about.items()]
    return "".join(message.message().as_string() + message.body for message in messages)


def get_approval_emails(world: World) -> str:
    """Return the e-mails to those whom the editors of public pages ask, with the public links."""
    held = HeldEmail.objects.filter(message__subject__icontains="asks you to read")
    assert held.exists()
    return "".join(deserialise(email.message).message().as_string() + email.message["body"] for email in held)


def get_logs(world: World) -> str:
    """Return what is logged when somebody books, looks at the booking and misspells a password."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, keep = logging.getLogger(), Keep(level=logging.DEBUG)
    root.addHandler(keep)
    try:
        client, event = Client(), world.public["event"]
        client.post(f"{event.url}book/", {"name": CANARY, "email": f"{CANARY}@example.org"})
        client.get(f"/search/?q={CANARY}")
        client.get(f"/approve/{CANARY}/")
        client.post("/admin/login/", {"username": "nobody", "password": CANARY})
    finally:
        root.removeHandler(keep)
    return "\n".join(lines)


@contextmanager
def served_in_process() -> Iterator[Path]:
    """Let the site be read by ``delivery.mirror`` in a test's transaction. Yield a folder for what is written."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with TemporaryDirectory() as folder:
            kept = {"PAGE_CACHE_MEGABYTES": 8, "PAGE_CACHE_ROOT": f"{folder}/cache", "EDGE_FILES": True}
            with override_settings(**kept):
                yield Path(folder)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def read_files(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "".join(
        f"{path.relative_to(folder)}\n"
        + (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode(errors="replace")
        for path in files
    )


def get_mirror(world: World) -> str:
    with served_in_process() as folder:
        counter = open_counter(folder / "cache", None)
        assert counter
        counter.raise_to(counter.value + 1)
        refreshing.refresh(1000)
        text = read_files(folder / "cache" / "edge")
        assert world.public["post"].title in text
    return text


def get_copy(world: World) -> str:
    with served_in_process() as folder:
        write_mirror(Site.objects.get(is_default_site=True), folder / "copy")
        text = read_files(folder / "copy")
        assert world.public["post"].title in text
    return text


#: For exits without an address: how to get what leaves by them.
OTHERS: dict[str, Callable[[World], str]] = {
    "metadata: JSON-LD, Open Graph, Dublin Core, citations": get_metadata,
    "redirects of old addresses": get_redirects,
    "pages of errors": get_error_pages,
    "share cards: pictures of titles and quotes": get_share_cards,
    "e-mails about a booking": get_booking_emails,
    "e-mails that ask for approval": get_approval_emails,
    "logs": get_logs,
    "the mirror": get_mirror,
    "a copy of the site as files": get_copy,
}
