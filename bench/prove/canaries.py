"""Records of every kind that is hidden from somebody, each with a word of its own that no answer may hold.

All words begin with ``PREFIX``, so that a search for it finds all that it may find.
"""

import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from demo.builders import (
    build_event,
    build_image,
    build_page,
    build_person,
    build_post,
    build_publication,
    build_series,
    build_topic,
    publish,
)
from media.models import CustomDocument
from users.models import User

PREFIX = "Zq"


def make_word() -> str:
    return f"{PREFIX}{secrets.token_hex(5)}"


def draw_picture() -> bytes:
    Image.new("RGB", (8, 6), "navy").save(file := io.BytesIO(), "PNG")
    return file.getvalue()


@dataclass
class Canaries:
    """Words by what they are of. ``hidden`` ones no visitor and no contributor may see; ``own`` are the contributor's."""

    hidden: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    collections: list[Collection] = field(default_factory=list)

    def hide(self, what: str, build: Callable[..., Page], **fields: Any) -> Page:
        """Build a page that is named by a new hidden word. Its body has the word, too."""
        self.hidden[what] = word = make_word()
        self.pages[what] = page = build(word, **fields)
        return page


def restrict(page: Page, kind: str, **fields: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def make_canaries(contributor: User, other: User) -> Canaries:
    """Make the records. The drafts that are not ``contributor``'s are of ``other``, who is no more than that."""
    canaries = Canaries()
    make_drafts(canaries, other)
    make_published_but_hidden(canaries, other)
    make_own(canaries, contributor)
    make_files(canaries, other)
    return canaries


def make_drafts(canaries: Canaries, other: User) -> None:
    drafts = {"live": False, "owner": other}
    canaries.hide("a draft post", build_post, tags=[make_tag(canaries)], **drafts)
    canaries.hide("a draft event", build_event, **drafts)
    canaries.hide("a draft series", build_series, **drafts)
    canaries.hide("a draft person", lambda word, **fields: build_person("Ida", word, **fields), **drafts)
    canaries.hide("a draft topic", build_topic, **drafts)
    canaries.hide("a draft publication", build_publication, **drafts)
    canaries.hide("a draft plain page", build_page, **drafts)
    for what, page in (("post", build_post("Changed in public")), ("series", build_series("Changed in public, too"))):
        canaries.hidden[f"the draft of a public {what}"] = page.title = make_word()
        page.save_revision(user=other, clean=False, log_action=True)
        canaries.pages[f"the draft of a public {what}"] = page
    # Found by its own title; lists name the series that it is in.
    build_event(f"{PREFIX} of a changed series", parent=canaries.pages["the draft of a public series"])


def make_tag(canaries: Canaries) -> str:
    canaries.hidden["a tag of a draft"] = word = make_word()
    return word


def make_published_but_hidden(canaries: Canaries, other: User) -> None:
    restrict(canaries.hide("a private post", build_post, owner=other), "login")
    restrict(
        canaries.hide("a private event", build_event, owner=other, starts_at=timezone.now() - timedelta(days=2)),
        "login",
    )
    restrict(
        canaries.hide("a person with a password", lambda word: build_person("Ida", word)), "password", password="x"
    )
    group = canaries.hide("a page of a group", build_page)
    restrict(group, "groups")
    PageViewRestriction.objects.get(page=group).groups.add(Group.objects.get(name="Administrators"))
    series = canaries.hide("a private series", build_series, owner=other)
    restrict(series, "login")
    canaries.hide("an event of a private series", build_event, parent=series, owner=other)
    later, before = timezone.now() + timedelta(days=3), timezone.now() - timedelta(minutes=1)
    canaries.hide("a post of the future", build_post, date=later, owner=other)
    expired = canaries.hide("an expired post", build_post, owner=other)
    Page.objects.filter(pk=expired.pk).update(expire_at=before)
    withdrawn = canaries.hide("a withdrawn post", build_post, owner=other)
    withdrawn.unpublish()
    scheduled = canaries.hide("a scheduled post", build_post, owner=other, live=False, go_live_at=later)
    scheduled.save_revision(clean=False).publish()


def make_own(canaries: Canaries, contributor: User) -> None:
    canaries.own["a draft post"] = word = make_word()
    canaries.pages["own draft"] = build_post(word, live=False, owner=contributor)
    public = publish(build_post("What everybody may read"))
    canaries.pages["public"] = public
    canaries.pages["public event"] = build_event("A lecture for everybody", takes_bookings=True)


def make_files(canaries: Canaries, other: User) -> None:
    root = Collection.get_first_root_node()
    canaries.hidden["a private collection"] = make_word()
    private = root.add_child(instance=Collection(name=canaries.hidden["a private collection"]))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    canaries.hidden["a collection in a private one"] = make_word()
    below = private.add_child(instance=Collection(name=canaries.hidden["a collection in a private one"]))
    canaries.collections = [private, below]
    for collection in canaries.collections:
        place = "a private collection" if collection == private else "a collection below it"
        tag, title = make_word(), make_word()
        image = build_image(draw_picture, title, make_word(), filename="picture.png")
        document = CustomDocument.objects.create(title=make_word(), file=ContentFile(b"words", name="words.txt"))
        image.tags.add(tag)
        for file in (image, document):
            file.collection, file.uploaded_by_user = collection, other
            file.save()
        canaries.hidden |= {
            f"an image of {place}": image.title,
            f"the alt text of an image of {place}": image.description,
            f"a document of {place}": document.title,
            f"a tag of an image of {place}": tag,
        }
        canaries.files |= {f"an image of {place}": image, f"a document of {place}": document}


def read_content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def find_leaks(content: bytes, words: dict[str, str]) -> list[str]:
    """Return of what ``words`` a response tells. Case does not matter: a slug is in lower case."""
    text = content.lower()
    return [what for what, word in words.items() if word.lower().encode() in text]
