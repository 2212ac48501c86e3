"""Content of the browser tests' database, from before the first test.

``prepare`` runs in a process of its own (conftest.py), because accounts and caches need the settings of the tested
server.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site

from bookings.services import book
from demo import builders
from demo.accounts import create_accounts
from editorial.care.models import PageReview
from search.models import PromotedResult, Promotion
from users.models import User

TOPICS = {
    "Bus travel": "Who gets about, how, and at whose cost.",
    "Village life": "What keeps a small place going.",
}
#: A topic that is one of the others, and the draft that names it.
TWIN_TOPIC = "Journeys by bus"
TWIN_DRAFT = "Timetables we have lost"
EVENT = "Round table: the last bus"
BOOKABLE_EVENT = "A walk along the old line"
CONFIRMED_EVENT = "Supper at the terminus"
#: An event soon with two bookings.
BOOKED_EVENT = "Songs of the railway"

#: One event in each state, by its address.
STATES: dict[str, dict[str, Any]] = {
    "upcoming": {},
    "on-now": {"hours": -1},
    "cancelled": {"status": "cancelled", "status_reason": "The bridge is closed."},
    "postponed": {"status": "postponed", "status_reason": "The speaker is unwell."},
    "rescheduled": {"status": "rescheduled", "status_reason": "There are no trains."},
    "moved-online": {"status": "online", "online_url": "https://example.org/live"},
    "full": {"status": "full", "booking_url": "https://example.org/book"},
}
AUTHOR = "Dr Wilma Ashdown"
EARLIER_POST = "What a timetable promises"
LONG_POST = "The long way home"
WIDE_POST = "Words that need room"
LONG_WORD = "Straßenbahnhaltestellenbeleuchtungsbeauftragte"
VERY_LONG_POST = "A hundred and fifty steps"
#: A draft of the editor that quotes a guest, one of the contributor, and a page that is due for review.
QUOTING_DRAFT, GUEST = "What the driver saw", "Jutta Ravn"
SUBMITTED_DRAFT = "A season ticket"
OUT_OF_DATE = "Fares of last year"


def prepare() -> None:
    Site.objects.update(port=urlsplit(settings.SITE_URL).port)  # for permalinks that lead to this server
    create_accounts()
    build_drafts_of_several()
    topics = [builders.build_topic(title, summary=summary) for title, summary in TOPICS.items()]
    twin = builders.build_topic(TWIN_TOPIC)
    builders.build_post(TWIN_DRAFT, topics=[twin], live=False)
    last_week = timezone.now() - timedelta(days=7)
    booked = builders.build_event(BOOKED_EVENT, starts_at=timezone.now() + timedelta(days=3), takes_bookings=True)
    for name in ("Ilse", "Jorun"):
        book(booked.pk, name=name, email=f"{name.lower()}@example.org")
    builders.build_event(
        BOOKABLE_EVENT,
        starts_at=timezone.now() + timedelta(days=14),
        takes_bookings=True,
        capacity=1,
        questions=[
            {"label": "Which way round?", "field_type": "radio", "choices": "With the river\nAgainst it"},
            {"label": "What do you carry?", "field_type": "checkboxes", "choices": "A map\nSoup", "required": False},
            {"label": "When can you come?", "field_type": "date", "required": False, "help_text": "Any day will do."},
        ],
    )
    builders.build_event(
        CONFIRMED_EVENT,
        starts_at=timezone.now() + timedelta(days=15),
        takes_bookings=True,
        capacity=12,
        confirm_addresses=True,
    )

    builders.build_event(
        EVENT,
        starts_at=last_week,
        summary="Who pays for the bus that nobody is on?",
        recording_url="https://www.youtube.com/watch?v=abcdefghijk",
        transcript_text="<p>Chair: good evening.</p>",
    )
    build_long_post()
    build_wide_pages()
    promote()
    build_states(timezone.now() + timedelta(days=5))
    author = builders.build_person("Wilma", "Ashdown", honorific="Dr", role="Editor", organisation="The Crossing")
    builders.build_post(
        EARLIER_POST,
        date=last_week,
        authors=[{"person": author, "role": "Editor"}, {"name": "Bram Oosterlee", "role": "Guest"}],
        topics=topics[:1],
        tags=["paper"],
        body=[
            builders.heading_block("The printed page"),
            builders.paragraph_block("<p>A timetable is a promise in very small type.</p>"),
            builders.quote_block("Nobody reads it until it is wrong.", person=author, role="Editor"),
            builders.speaker_block("He had kept every timetable since the ferry.", name="Bram Oosterlee"),
        ],
    )


def promote() -> None:
    result = PromotedResult(url="https://example.org/tickets", title="Tickets", text="Sold by the bus company.")
    Promotion(phrases="tickets", results=[result]).save()


def build_long_post() -> None:
    """A post whose words are far below its head, among them a phrase across markup, an accent and an apostrophe."""
    steps = [
        builders.paragraph_block("<p>" + "One foot, and then the other one. " * 40 + "</p>") for _number in range(3)
    ]
    body = [
        *steps,
        builders.paragraph_block(
            "<p>By the weir is the <b>ferryman’s</b> café, <i>never</i> quite shut, they say.</p>"
        ),
        *steps,
        builders.quote_block("Nobody has asked the dredger what she heard.", name="Isolde Marsh", role="Guest"),
        *steps,
        builders.paragraph_block("<p>That café of the ferryman’s is never quite shut, and so they went in.</p>"),
    ]
    builders.build_post(LONG_POST, body=body)
    builders.build_post(VERY_LONG_POST, body=[step(number) for number in range(1, 151)], live=False)


def build_wide_pages() -> None:
    """A post, a publication and a plain page with words, addresses, tables and code that are wider than a phone."""
    address = "https://example.org/" + "a-path-without-any-space-" * 4
    role = f"{LONG_WORD} {address}"
    rows = [["Line", LONG_WORD, "First tram", "Last tram", "Fare"], ["4", "Quayside", "05.10", "23.55", "£ 1.20"]]
    table = {"data": rows, "table_caption": LONG_WORD, "first_row_is_table_header": True, "first_col_is_header": False}
    body = [
        builders.heading_block(LONG_WORD),
        builders.paragraph_block(f'<p>See <a href="{address}">{address}</a>, <code>{"x" * 80}</code>. قصة قصيرة</p>'),
        builders.quote_block("Short words.", name=f"Ilse {LONG_WORD}", role=role),
        builders.speaker_block("More words.", name=f"Jorun {LONG_WORD}", role=role),
        builders.block("code", {"language": "", "text": "lines = " + "quay, " * 60}),
        builders.block("table", table),
    ]
    topics = [builders.build_topic(f"{LONG_WORD} und ihre Nachbarn")]
    builders.build_post(WIDE_POST, strapline=role, topics=topics, tags=[LONG_WORD], body=body, authors=[
        {"name": f"Ilse {LONG_WORD}", "role": role}])  # fmt: skip
    builders.build_publication(WIDE_POST, topics=topics, body=body)
    builders.build_page(WIDE_POST, body=body)


def step(number: int) -> dict[str, Any]:
    """A block of the very long post: a quote or a heading now and then, paragraphs otherwise, also the last."""
    if number % 7 == 0:
        return builders.quote_block(f"Quotation {number}.", name="Isolde Marsh", role="Guest")
    if number % 11 == 0:
        return builders.heading_block(f"Heading {number}")
    return builders.paragraph_block(f"<p>Paragraph {number}.</p>")


def build_states(tomorrow: datetime) -> None:
    """One event of each state, with everything that a page of an event may show."""
    venue = builders.build_venue(
        "The Ferry House",
        street_address="1 Slipway",
        locality="Lower Aldersea",
        directions="Down the hill.",
        map_url="https://example.org/map",
        step_free_access="Level.",
        hearing_loop="In the hall.",
    )
    agenda = [
        builders.block("session", {"time": None, "title": "Openings", "speakers": [{"name": "Bram Oosterlee"}]}),
        builders.block("pause", {"time": None, "title": "Tea"}),
    ]
    for slug, fields in STATES.items():
        fields = dict(fields)
        hours = fields.pop("hours", None)
        starts_at = tomorrow if hours is None else tomorrow - timedelta(days=5) + timedelta(hours=hours)
        local = starts_at.astimezone(ZoneInfo("Europe/London"))
        for number, part in enumerate(agenda):
            part["value"]["time"] = (local + timedelta(minutes=number)).strftime("%H:%M:%S.%f")
        builders.build_event(
            f"Ferry night, {slug}",
            slug=slug,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=4),
            venue=venue,
            agenda=agenda,
            speakers=[{"name": "Bram Oosterlee", "part": "chair"}],
            audience="Everybody",
            price="12.50",
            captions=True,
            access_contact="access@example.org",
            **fields,
        )


def build_drafts_of_several() -> None:
    """Build what an editor, a contributor and a guest do together."""
    editor, contributor = (User.objects.get(username=name) for name in ("editor", "contributor"))
    quote = builders.quote_block("Nobody got on after Thornby.", name=GUEST, role="Driver of the last bus")
    builders.build_post(QUOTING_DRAFT, live=False, owner=editor, body=[builders.paragraph_block(), quote])
    draft = builders.build_post(SUBMITTED_DRAFT, live=False, owner=contributor)
    draft.save_revision(user=contributor, clean=False)
    page = builders.build_post(OUT_OF_DATE)
    PageReview.objects.create(page=page, due_on=timezone.localdate(), owner=editor)
