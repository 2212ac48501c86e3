"""What is done to pages and bookings while a process is killed, and what must hold afterwards.

Each scenario makes its own records, so that one kill leaves nothing for the next one.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogPage
from bookings.models import Booking, BookingEmail
from bookings.services import book
from bookings.status_change import change_status
from content.models import BasePage
from demo.builders import build_event, build_page, build_post, build_topic, quote_block
from editorial.trash.models import TrashedPage
from editorial.trash.pages import RESTORED, TRASHED, restore
from events.models import EventPage
from people.models import Quote
from people.quote_index import QuoteExtractor
from search.models import SearchDocument
from users.models import User


@dataclass
class Case:
    """One run of a scenario: the records that it made, and what they were before."""

    page: Page
    word: str
    submission: uuid.UUID = field(default_factory=uuid.uuid4)
    actions: dict[str, int] = field(default_factory=dict)

    @property
    def stored(self) -> Page | None:
        page = Page.objects.filter(pk=self.page.pk).first()
        return page.specific if page else None

    def count_log(self) -> dict[str, int]:
        entries = PageLogEntry.objects.filter(page_id=self.page.pk).values_list("action", flat=True)
        return {action: list(entries).count(action) for action in entries}


@dataclass(frozen=True)
class Scenario:
    """``act`` is killed. ``is_done`` says whether its change is there; its line in the history is then ``action``.

    What ``recovers`` is done by the minute job after a restart; anything else is done once more by its user.
    """

    name: str
    prepare: Callable[[], Case]
    act: Callable[[Case], object]
    is_done: Callable[[Case], bool]
    action: str
    recovers: bool = False
    may_be_repeated: bool = False

    def find_problems(self, case: Case) -> list[str]:
        """Return what does not hold: everything that follows from the page must agree with it at any moment."""
        problems = []
        page, done = case.stored, self.is_done(case)
        if page is None and self.name not in ("delete", "restore"):
            problems.append("lost: the page is gone")
        if self.action:
            lines = case.count_log().get(self.action, 0) - case.actions.get(self.action, 0)
            if lines != int(done):
                problems.append(f"unlogged or doubled: {lines} lines in the history, done: {done}")
        return problems + find_problems_of_page(case, page) + find_problems_of_bookings(case)


def get_editor() -> User:
    editor, _created = User.objects.get_or_create(username="editor", defaults={"is_superuser": True})
    return editor


def make_word() -> str:
    return f"canary{uuid.uuid4().hex[:12]}"


def make_post(**fields) -> Case:
    word = make_word()
    body = [quote_block(f"The {word} sings.", name="Ida Quill")]
    post = build_post(f"About {word}", body=body, topics=[build_topic(f"Topic {word}")], **fields)
    case = Case(post, word)
    case.actions = case.count_log()
    return case


def is_live(case: Case) -> bool:
    return bool(case.stored and case.stored.live)


def is_not_live(case: Case) -> bool:
    return bool(case.stored and not case.stored.live)


# Publishing


def publish(case: Case) -> None:
    revision = Page.objects.get(pk=case.page.pk).get_latest_revision()
    revision.publish(user=get_editor())


def publish_in_editor(case: Case) -> None:
    """Send the form of the page's editor with a new title, and press “Publish”."""
    client = Client(raise_request_exception=True)
    client.force_login(get_editor())
    paragraph = rich_text(f"<p>The {case.word} flies.</p>")
    data = {
        "title": f"New {case.word}",
        "slug": case.page.slug,
        "summary": "In brief.",
        "date": "2026-01-01 10:00",
        "body": streamfield([("paragraph", paragraph)]),
        "corrections": streamfield([]),
        "event_reported": "",
        "topics": [],
        "tags": "",
        "action-publish": "1",
    }
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    forms = dict.fromkeys(BlogPage.get_edit_handler().get_form_class().formsets, empty)
    response = client.post(f"/admin/pages/{case.page.pk}/edit/", nested_form_data(data | forms))
    assert response.status_code == 302, response.context["form"].errors


def has_new_title(case: Case) -> bool:
    return case.stored is not None and case.stored.title.startswith("New ")


def update(case: Case) -> None:
    post = BlogPage.objects.get(pk=case.page.pk)
    post.title = f"New {case.word}"
    post.body = [quote_block(f"The {case.word} sings again.", name="Ida Quill"), quote_block("Indeed.", name="Guest")]
    post.save_revision(user=get_editor()).publish(user=get_editor())


# The schedule


def make_draft_to_schedule() -> Case:
    return make_post(live=False)


def schedule(case: Case) -> None:
    post = BlogPage.objects.get(pk=case.page.pk)
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision(user=get_editor()).publish(user=get_editor())


def is_scheduled(case: Case) -> bool:
    return Revision.page_revisions.filter(object_id=str(case.page.pk), approved_go_live_at__isnull=False).exists()


def make_due() -> Case:
    case = make_post(live=False)
    schedule(case)
    for revision in Revision.page_revisions.filter(object_id=str(case.page.pk), approved_go_live_at__isnull=False):
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
    case.actions = case.count_log()
    return case


def make_expired() -> Case:
    case = make_post()
    Page.objects.filter(pk=case.page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return case


def run_schedule(case: Case) -> None:
    call_command("publish_scheduled")


# Unpublishing, moving, deleting, booking


def unpublish(case: Case) -> None:
    Page.objects.get(pk=case.page.pk).specific.unpublish(user=get_editor())


def make_branch() -> Case:
    word = make_word()
    page = build_page(f"About {word}")
    build_page(f"Below {word}", parent=page)
    case = Case(page, word)
    case.actions = case.count_log()
    return case


def move(case: Case) -> None:
    target = Page.objects.filter(slug="archive-of-moves").first() or build_page("Archive", slug="archive-of-moves")
    Page.objects.get(pk=case.page.pk).move(target, pos="last-child", user=get_editor())


def is_moved(case: Case) -> bool:
    return case.stored is not None and case.stored.depth > case.page.depth


def delete(case: Case) -> None:
    Page.objects.get(pk=case.page.pk).specific.delete(user=get_editor())


def make_deleted() -> Case:
    case = make_post()
    delete(case)
    case.actions = case.count_log()
    return case


def restore_deleted(case: Case) -> None:
    restore(TrashedPage.objects.get(page=case.page.pk), get_editor())


def make_event() -> Case:
    word = make_word()
    event = build_event(f"Event {word}", takes_bookings=True, capacity=2)
    case = Case(event, word)
    case.actions = case.count_log()
    return case


def make_booking(case: Case) -> None:
    book(case.page.pk, name="Ida Quill", email=f"{case.word}@example.org", submission=case.submission)


def has_booking(case: Case) -> bool:
    return Booking.objects.filter(event=case.page.pk).exists()


def make_booked_event() -> Case:
    case = make_event()
    make_booking(case)
    return case


def cancel_event(case: Case) -> None:
    change_status(case.page.pk, "cancelled", get_editor(), reason="The bridge is closed.")


def is_cancelled(case: Case) -> bool:
    return EventPage.objects.filter(pk=case.page.pk, status="cancelled").exists()


SCENARIOS = [
    Scenario("publish", lambda: make_post(live=False), publish, is_live, "wagtail.publish"),
    Scenario("edit-publish", make_post, publish_in_editor, has_new_title, "wagtail.publish"),
    Scenario("schedule", make_draft_to_schedule, schedule, is_scheduled, "wagtail.publish.schedule"),
    Scenario("publish-scheduled", make_due, run_schedule, is_live, "wagtail.publish.scheduled", recovers=True),
    Scenario("update", make_post, update, has_new_title, "wagtail.publish"),
    Scenario("unpublish", make_post, unpublish, is_not_live, "wagtail.unpublish"),
    Scenario("expire", make_expired, run_schedule, is_not_live, "wagtail.unpublish.scheduled", recovers=True),
    Scenario("move", make_branch, move, is_moved, "wagtail.move"),
    Scenario("delete", make_post, delete, lambda case: case.stored is None, TRASHED),
    Scenario("restore", make_deleted, restore_deleted, is_live, RESTORED),
    Scenario("book", make_event, make_booking, has_booking, "", may_be_repeated=True),
    Scenario("cancel-event", make_booked_event, cancel_event, is_cancelled, "wagtail.publish"),
]


def find_problems_of_page(case: Case, page: Page | None) -> list[str]:
    problems = []
    rows = SearchDocument.objects.filter(page=case.page.pk, document=None, anchor="")
    quotes = list(Quote.objects.filter(page_id=case.page.pk).order_by("position").values_list("text", flat=True))
    if isinstance(page, BasePage) and page.live:
        if [row.title for row in rows] != [page.title] or rows[0].path != page.path:
            problems.append("stale: the search does not have the page as it is")
        if quotes != [quote.text for quote in QuoteExtractor(page).quotes()]:
            problems.append("stale: the quotes are not those of the page")
        if page.live_revision and page.live_revision.as_object().title != page.title:
            problems.append("half-done: the page is not its published revision")
    elif rows.exists() or quotes or SearchDocument.objects.filter(page=None, title__contains=case.word).exists():
        problems.append("leaked: search or quotes have what is not published")
    if page and page.numchild != page.get_children().count():
        problems.append("lost: the tree counts other children")
    if page and any(not child.url_path.startswith(page.url_path) for child in page.get_children()):
        problems.append("half-done: an address below is the old one")
    status = Client().get(page.get_url()).status_code if page else 404
    if status != (200 if isinstance(page, BasePage) and page.is_published else 404):
        problems.append(f"leaked or lost: visitors get {status}")
    return problems


def find_problems_of_bookings(case: Case) -> list[str]:
    bookings = Booking.objects.filter(event=case.page.pk)
    emails = BookingEmail.objects.filter(booking__event=case.page.pk)
    if bookings.count() > 1:
        return ["doubled: two bookings"]
    expected = bookings.count() * (1 + is_cancelled(case))  # the booking itself, and the event's cancellation
    return ["lost or doubled: not one e-mail a booking and change"] if emails.count() != expected else []
