"""Making the draft that an editor has accepted, with its people, topics and events; and undoing all of it."""

import datetime
import io
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError
from wagtail.models import Comment, Page, Revision

from blog.models import BlogIndexPage, BlogPage
from content.choosers import find_index
from content.companions import add_companion
from conversion.account import words_of
from conversion.attribution.apply import apply_proposals
from conversion.attribution.proposals import Kind, Proposal, Voice
from conversion.blocks.stream import with_ids
from conversion.speech.roles import split_role
from events.models import EventIndexPage, EventPage
from events.models.event import EventSpeaker
from events.times import get_end_of_day
from media.models import CustomImage
from people.models import PersonIndexPage, PersonPage
from people.names import split_name
from topics.models import TopicIndexPage, TopicPage

from .forms import ReviewForm
from .models import ReadText
from .reading.documents import read_picture

MAX_LENGTH = 255


class PostChangedError(Exception):
    """The post has been changed since it was read: what would be saved lacks that change."""


class DraftMaker:
    """Makes one draft, and keeps account of what it made."""

    def __init__(self, text: ReadText, form: ReviewForm, user) -> None:
        self.text, self.form, self.user = text, form, user
        self.pages: list[int] = []
        self.images: list[int] = []
        self.people: dict[str, PersonPage | None] = {}

    def make(self) -> Page:
        """Return the new draft, or the post that was read with its new version; if it was made before, that one.

        Raises ``PostChangedError``.
        """
        with transaction.atomic():
            made_before = ReadText.objects.select_for_update(of=("self",)).get(pk=self.text.pk)
            if made_before.state == ReadText.State.DONE and made_before.page:
                return made_before.page
            accepted = [self._settle(*answer) for answer in self.form.get_accepted()]
            blocks = apply_proposals(self.text.blocks, accepted)
            page = self._change_target(blocks) if self.text.target else self._add_post(blocks)
            self.text.page, self.text.state = page, ReadText.State.DONE
            made = {"pages": self.pages, "images": self.images, "saved": page.latest_revision_id}
            self.text.made = self.text.made | made
            self.text.save()
        return page

    def _settle(self, proposal: Proposal, who: str, role: str) -> Proposal:
        """Write into the blocks of a proposal whom the editor has chosen."""
        for block in proposal.blocks:
            if block["type"] == Kind.SPEAKERS:
                people = [self._attribute(self.guess_key(voice), voice.role) for voice in proposal.people]
                block["value"]["people"] = people
            elif block["type"] in (Kind.QUOTE, Kind.SPEAKER):
                block["value"] |= self._attribute(who or "unnamed", role)
        return proposal

    def guess_key(self, voice: Voice) -> str:
        known = self.text.matches.get("people", {}).get(voice.name)
        return f"person:{known['choices'][0]['pk']}" if known and known["is_certain"] else f"new:{voice.name}"

    def _attribute(self, who: str, role: str) -> dict[str, Any]:
        """Return how a block names a speaker."""
        kind, _colon, name = who.partition(":")
        own_role, organisation = split_role(role[:1].upper() + role[1:])
        value: dict[str, Any] = {"person": None, "name": "", "role": own_role, "organisation": organisation}
        value["unnamed"] = kind == "unnamed"
        if kind == "person":
            return value | {"person": int(name)}
        if kind == "new":
            person = self._find_or_add_person(name, own_role, organisation)
            return value | ({"person": person.pk} if person else {"name": name[:MAX_LENGTH]})
        return value | {"name": name[:MAX_LENGTH]}

    def _find_or_add_person(self, name: str, role: str, organisation: str) -> PersonPage | None:
        """Return the person made for a name; None if the user may not add people."""
        if name not in self.people:
            parent = find_index(PersonIndexPage, self.user)
            person = PersonPage(**asdict(split_name(name)), role=role, organisation=organisation)
            self.people[name] = self._add(person, parent) if parent else None
        return self.people[name]

    def _add(self, page: Any, parent: Page) -> Any:
        add_companion(page, parent, self.user)
        self.pages.append(page.pk)
        return page

    def _add_post(self, blocks: list[dict[str, Any]]) -> BlogPage:
        data = self.form.cleaned_data
        parent = find_index(BlogIndexPage, self.user)
        assert parent is not None  # else the view has refused
        blocks = [*self._place_pictures(blocks), *self._announce()]
        page = BlogPage(
            title=data["title"],
            strapline=data["strapline"],
            summary=data["summary"],
            live=False,
            owner=self.user,
        )
        setattr(page, "body", with_ids(blocks, f"word:{self.text.pk}"))  # noqa: B010 - the field takes raw data, too
        if data["reported"]:
            page.event_reported = EventPage.objects.filter(pk=data["reported"]).first()
        page.topics = self._find_topics(data["topics"])
        parent.add_child(instance=page)
        page.save_revision(user=self.user, log_action=True, clean=False)
        self._add_comments(page)
        return page

    def _find_topics(self, keys: list[str]) -> list[TopicPage]:
        parent = find_index(TopicIndexPage, self.user)
        topics = []
        for key in keys:
            if key.isdecimal():
                topics += TopicPage.objects.filter(pk=key)
            elif parent:
                topics.append(self._add(TopicPage(title=key.removeprefix("new:")), parent))
        return topics

    def _announce(self) -> list[dict[str, Any]]:
        """Return the block of the event that the text announces, which is made if it is new."""
        chosen = self.form.cleaned_data["announced"]
        parent = find_index(EventIndexPage, self.user)
        if chosen == "new" and parent:
            chosen = str(self._add_event(parent).pk)
        if not chosen.isdecimal():
            return []
        return [{"type": "event", "value": {"which": "chosen", "page": int(chosen), "heading": ""}}]

    def _add_event(self, parent: Page) -> EventPage:
        """Add an event of a whole day, until somebody writes its hours."""
        data = self.form.cleaned_data
        start = datetime.datetime.combine(data["announced_day"], datetime.time.min, ZoneInfo(settings.TIME_ZONE))
        event = EventPage(title=data["announced_title"], place=data["announced_place"], all_day=True, starts_at=start)
        event.ends_at = get_end_of_day(start + datetime.timedelta(hours=12), settings.TIME_ZONE)
        for name in self.text.matches["announced"]["speakers"]:
            value = self._attribute(self.guess_key(Voice(name)), "")
            event.speakers.add(EventSpeaker(person_id=value["person"], name=value["name"]))
        return self._add(event, parent)

    def _place_pictures(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Put the pictures of the file into the library, and leave out those that are none."""
        content = bytes(self.text.content)
        placed = []
        for block in blocks:
            number = block["value"].get("image") if isinstance(block["value"], dict) else None
            if isinstance(number, int) and number < 0:
                image = self._add_image(content, -number - 1, block["value"])
                if image is None:
                    continue
                block = block | {"value": block["value"] | {"image": image.pk}}
            placed.append(block)
        return placed

    def _add_image(self, content: bytes, number: int, value: dict[str, Any]) -> CustomImage | None:
        names = self.text.report.get("pictures", [])
        name = names[number] if number < len(names) else ""
        data = read_picture(content, name) if name else b""
        alt = value.get("alt_text") or self.form.cleaned_data["title"]
        image = CustomImage(title=alt[:MAX_LENGTH], description=alt[:MAX_LENGTH], uploaded_by_user=self.user)
        try:
            with Image.open(io.BytesIO(data)) as picture:
                picture.verify()
            with transaction.atomic():
                image.file = ImageFile(io.BytesIO(data), name=name.rpartition("/")[2])
                image.save()
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, ValidationError):
            return None
        self.images.append(image.pk)
        return image

    def _add_comments(self, page: BlogPage) -> None:
        """Add the comments of the file to the page, each at the block that has its words."""
        bodies = [(block.id, " ".join(words_of(str(block.value)))) for block in page.body]
        for comment in self.text.report.get("comments", []):
            about = " ".join(words_of(f"<p>{comment['about']}</p>"))
            found = next((block_id for block_id, words in bodies if about and about in words), None)
            quoted = f" “{comment['about']}”" if comment["about"] else ""
            words = f"{comment['author']}{quoted}: {comment['text']}" if comment["author"] else comment["text"]
            path = f"body.{found}" if found else "title"
            Comment.objects.create(page=page, user=self.user, text=words, contentpath=path, position="")

    def _change_target(self, blocks: list[dict[str, Any]]) -> Page:
        assert self.text.target is not None
        if not is_newest(self.text.target_id, self.text.made["revision"]):
            raise PostChangedError
        page = self.text.target.specific.get_latest_revision_as_object()
        page.body = with_new_ids(blocks, f"word:{self.text.pk}")
        page.save_revision(user=self.user, log_action=True, clean=False)
        return page


def is_newest(page_id: int | None, revision_id: int | None) -> bool:
    """Lock a page until the transaction ends, and return whether this is its latest version."""
    rows = Page.objects.select_for_update(no_key=True).filter(pk=page_id, latest_revision=revision_id)
    return rows.order_by().values_list("pk", flat=True).first() is not None


def with_new_ids(blocks: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """Give ids to the blocks that have none; links lead to those of the others."""
    made = with_ids([block for block in blocks if "id" not in block], source)
    ids = iter(made)
    return [block if "id" in block else next(ids) for block in blocks]


def undo(text: ReadText, user) -> list[str]:
    """Delete what was made of a text, and return the titles of what had to stay: published, used or changed since."""
    kept: list[str] = []
    with transaction.atomic():
        if text.page and not is_newest(text.page_id, text.made.get("saved")):
            return [text.page.title]
        if text.target_id:
            _restore_target(text, user)
        elif text.page and text.page.first_published_at is None:
            text.page.delete()
        elif text.page:
            return [text.page.title]
        for page in Page.objects.filter(pk__in=text.made.get("pages", [])).specific():
            if page.live or page.first_published_at or _is_used(page):
                kept.append(page.title)
            else:
                page.delete()
        for image in CustomImage.objects.filter(pk__in=text.made.get("images", [])):
            if not _is_used(image):
                image.delete()
        text.page, text.state = None, ReadText.State.READY
        text.made = {"revision": text.made["revision"]} if "revision" in text.made else {}
        text.save()
    return kept


def _restore_target(text: ReadText, user) -> None:
    """Save the version before as the newest one."""
    before = Revision.objects.filter(pk=text.made.get("revision")).first()
    if before and text.target:
        page = text.target.specific.get_latest_revision_as_object()
        page.body = before.as_object().body
        page.save_revision(user=user, log_action=True, clean=False)


def _is_used(record: Any) -> bool:
    return any(True for _source, _references in record.get_usage()) if hasattr(record, "get_usage") else False
