"""Builders of pages, people and bodies, for the demo and the tests.

Every ``build_...`` function takes fields of its model, has a default for each field that is required, and publishes the
page unless ``live=False``. Bodies are lists of blocks that the ``..._block`` functions return.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogIndexPage, BlogPage, BlogPageAuthor
from bookings.models import BookingQuestion
from core.wagtail_compat_saving import pause_index_updates
from events.models import EventIndexPage, EventPage, EventSeries, EventSpeaker, Venue
from home.models import HomePage, StandardPage
from media.models import CustomDocument, CustomImage
from people.models import PersonIndexPage, PersonPage
from publications.models import (
    PublicationAuthor,
    PublicationEditor,
    PublicationFile,
    PublicationIndexPage,
    PublicationPage,
    PublicationPost,
)
from topics.models import TopicIndexPage, TopicPage


def block(kind: str, value, *, block_id: str | None = None) -> dict:
    """Return a block as StreamField stores it."""
    return {"type": kind, "value": value, "id": block_id or str(uuid.uuid4())}


def paragraph_block(html: str = "<p>Text.</p>") -> dict:
    return block("paragraph", html)


def heading_block(text: str, level: str = "h2") -> dict:
    return block("heading", {"text": text, "level": level})


def quote_block(text: str, *, person: PersonPage | None = None, name: str = "", role: str = "", **more) -> dict:
    value = {"text": f"<p>{text}</p>", "person": person and person.pk, "name": name, "role": role}
    return block("quote", value | {"source": "", "source_url": ""} | more)


def speaker_block(text: str, *, person: PersonPage | None = None, name: str = "", role: str = "") -> dict:
    return block("speaker", {"text": f"<p>{text}</p>", "person": person and person.pk, "name": name, "role": role})


def publish(page: Page, user=None) -> Page:
    """Publish the page as the editor's button does, and return it as the database has it."""
    page.save_revision(user=user, clean=False).publish(user=user)
    return type(page).objects.get(pk=page.pk)


def add_page(page: Page, parent: Page, *, live: bool = True) -> Page:
    """Add a new page below ``parent``, published or as a draft."""
    page.live = False
    if not live:
        parent.add_child(instance=page)
        page.save_revision(clean=False)
        return page
    with pause_index_updates():  # the publication has the page indexed
        parent.add_child(instance=page)
    return publish(page)


def build_topic(
    title: str = "Housing",
    *,
    live: bool = True,
    parent: Page | None = None,
    parent_topic: TopicPage | None = None,
    **fields,
) -> TopicPage:
    """Build a topic. ``parent`` is its parent in the page tree, ``parent_topic`` the topic that it is a part of."""
    fields = {"summary": f"All about {title.lower()}.", "parent": parent_topic} | fields
    return add_page(TopicPage(title=title, **fields), parent or TopicIndexPage.objects.get(), live=live)


def build_person(
    given_name: str = "Ida",
    family_name: str = "Quill",
    *,
    topics: Sequence[TopicPage] = (),
    live: bool = True,
    parent: Page | None = None,
    **fields,
) -> PersonPage:
    person = PersonPage(given_name=given_name, family_name=family_name, **fields)
    person.topics = topics
    return add_page(person, parent or PersonIndexPage.objects.get(), live=live)


def build_event(
    title: str = "A round table",
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    topics: Sequence[TopicPage] = (),
    speakers: Sequence[dict] = (),
    questions: Sequence[dict] = (),
    live: bool = True,
    parent: Page | None = None,
    **fields,
) -> EventPage:
    """Build an event, by default tomorrow and of two hours.

    ``speakers`` are fields of ``EventSpeaker``, ``questions`` of ``BookingQuestion``.
    """
    starts_at = starts_at or timezone.now() + timedelta(days=1)
    fields = {"summary": f"{title}, in brief.", "place": "The reading room"} | fields
    event = EventPage(title=title, starts_at=starts_at, ends_at=ends_at or starts_at + timedelta(hours=2), **fields)
    event.topics = topics
    event.speakers.set([EventSpeaker(sort_order=order, **speaker) for order, speaker in enumerate(speakers)])
    event.booking_questions.set([BookingQuestion(sort_order=order, **asked) for order, asked in enumerate(questions)])
    return add_page(event, parent or EventIndexPage.objects.get(), live=live)


def build_venue(name: str = "Quay House", **fields) -> Venue:
    return Venue.objects.create(name=name, **fields)


def build_series(
    title: str = "The lectures", *, live: bool = True, parent: Page | None = None, **fields
) -> EventSeries:
    fields = {"summary": f"{title}, in brief."} | fields
    return add_page(EventSeries(title=title, **fields), parent or EventIndexPage.objects.get(), live=live)


def build_post(
    title: str = "A report",
    *,
    body: list[dict] | None = None,
    authors: Sequence[dict] = (),
    topics: Sequence[TopicPage] = (),
    tags: Sequence[str] = (),
    live: bool = True,
    parent: Page | None = None,
    **fields,
) -> BlogPage:
    """Build a post. ``authors`` are fields of ``BlogPageAuthor``; ``date`` defaults to an hour ago."""
    fields = {"summary": f"{title}, in brief.", "date": timezone.now() - timedelta(hours=1)} | fields
    post = BlogPage(title=title, body=[paragraph_block()] if body is None else body, **fields)
    post.topics = topics
    post.authors.set([BlogPageAuthor(sort_order=order, **author) for order, author in enumerate(authors)])
    if tags:
        post.tags.add(*tags)
    return add_page(post, parent or BlogIndexPage.objects.get(), live=live)


def build_publication(
    title: str = "A study",
    *,
    authors: Sequence[dict] = (),
    editors: Sequence[dict] = (),
    files: Sequence[CustomDocument | dict] = (),
    posts: Sequence[BlogPage] = (),
    topics: Sequence[TopicPage] = (),
    body: list[dict] | None = None,
    live: bool = True,
    parent: Page | None = None,
    **fields,
) -> PublicationPage:
    """Build a report of yesterday, with a paragraph if it has no files.

    ``authors`` and ``editors`` are fields of their models; ``files`` are documents, or fields of ``PublicationFile``.
    """
    fields = {"summary": f"{title}, in brief.", "date": timezone.localdate() - timedelta(days=1)} | fields
    if body is None:
        body = [] if files else [paragraph_block()]
    page = PublicationPage(title=title, body=body, **fields)
    page.topics = topics
    page.authors.set([PublicationAuthor(sort_order=order, **author) for order, author in enumerate(authors)])
    page.editors.set([PublicationEditor(sort_order=order, **editor) for order, editor in enumerate(editors)])
    rows = [file if isinstance(file, dict) else {"document": file} for file in files]
    page.files.set([PublicationFile(sort_order=order, **row) for order, row in enumerate(rows)])
    page.post_links.set([PublicationPost(post=post) for post in posts])
    return add_page(page, parent or PublicationIndexPage.objects.get(), live=live)


def build_page(
    title: str = "About us", *, body: Sequence[dict] = (), live: bool = True, parent: Page | None = None, **fields
):
    fields = {"summary": f"{title}, in brief."} | fields
    page = StandardPage(title=title, body=list(body), **fields)
    return add_page(page, parent or HomePage.objects.get(), live=live)


def build_image(draw: Callable[[], bytes], title: str, description: str, *, filename: str, **fields) -> CustomImage:
    """Add the image that ``draw`` returns (an encoded file) to the library, or return the one of the same title."""
    existing = CustomImage.objects.filter(title=title).first()
    if existing:
        return existing
    file = ContentFile(draw(), name=filename)
    return CustomImage.objects.create(title=title, description=description, file=file, **fields)


def build_document(content: bytes, title: str, *, filename: str) -> CustomDocument:
    """Add a document to the library, or return the one of the same title."""
    existing = CustomDocument.objects.filter(title=title).first()
    return existing or CustomDocument.objects.create(title=title, file=ContentFile(content, name=filename))
