"""Record types of the demo's content, and one function for each body block.

A block is the tuple (block key, values). Wherever a person is named, `person` is the key of a Person and `name` a guest's
name; exactly one of them is set. Prose may be wrapped over several lines; a blank line starts a new paragraph.
Links in prose are `href="post:KEY"`, `event:KEY`, `person:KEY`, `topic:KEY`, or an address.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


def tidy(text):
    """Joins wrapped lines; keeps the blank lines between paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n") if part.strip())


@dataclass(frozen=True)
class Drawing:
    """What demo.drawing.draw_cover needs, and what an image in the library needs: a title and a description (alt text)."""

    key: str
    scene: str
    seed: int
    title: str
    description: str


class Speaker(NamedTuple):
    """`part` is speaker, chair, respondent, panellist or host; `role` and `organisation` as they were at the event."""

    person: str
    name: str
    role: str
    organisation: str
    part: str


class Synonym(NamedTuple):
    words: str
    same_as: str


class Promoted(NamedTuple):
    """A result for `phrases`: `page` is the key of a standard page, or `url` an address elsewhere with its `title`."""

    phrases: str
    page: str = ""
    url: str = ""
    title: str = ""
    text: str = ""
    begins: bool = False


class Session(NamedTuple):
    time: str
    title: str
    description: str = ""


class Question(NamedTuple):
    """What a booking form asks; `kind` and `choices` as in Wagtail's form builder."""

    label: str
    kind: str
    choices: str = ""
    help_text: str = ""
    required: bool = False
    about_needs: bool = False


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    summary: str
    body: list


@dataclass(frozen=True)
class Topic:
    key: str
    title: str
    summary: str
    body: list

    @property
    def slug(self):
        return self.key


@dataclass(frozen=True)
class Person:
    """`portrait` is the seed for demo.drawing.draw_portrait, or None. `biography` is a list of paragraphs."""

    key: str
    given_name: str
    family_name: str
    role: str
    organisation: str
    biography: list
    topics: list
    honorific: str = ""
    post_nominals: str = ""
    orcid: str = ""
    website: str = ""
    portrait: int | None = None

    @property
    def slug(self):
        return self.key


@dataclass(frozen=True)
class Series:
    key: str
    slug: str
    title: str
    summary: str
    body: list


@dataclass(frozen=True)
class Venue:
    key: str
    name: str
    street_address: str
    locality: str
    postal_code: str
    directions: str = ""
    step_free_access: str = ""
    hearing_loop: str = ""
    facilities: str = ""


@dataclass(frozen=True)
class Event:
    """`days` counts from today to the first day, `end_days` from the first day to the last; times are local to `timezone`.

    An event with `places` takes bookings itself.
    """

    key: str
    slug: str
    title: str
    strapline: str
    summary: str
    days: int
    start: str
    end: str
    speakers: list
    body: list
    topics: list
    venue: str = ""
    place: str = ""
    timezone: str = "Europe/London"
    end_days: int = 0
    status: str = "scheduled"
    status_reason: str = ""
    attendance: str = "in_person"
    online_url: str = ""
    booking_url: str = ""
    places: int | None = None
    questions: list = field(default_factory=list)
    series: str = ""
    audience: str = ""
    price: str | None = None
    captions: bool = False
    access_contact: str = ""
    agenda: list = field(default_factory=list)
    recording_url: str = ""
    attribution: str = "on_record"


class Correction(NamedTuple):
    """A line on what was changed; `days` counts back from today."""

    days: int
    text: str
    kind: str = "correction"


@dataclass(frozen=True)
class Post:
    """`days` counts back from today. An author is the key of a person or a guest's (name, role, url)."""

    key: str
    slug: str
    title: str
    strapline: str
    summary: str
    days: int
    authors: list
    topics: list
    body: list
    tags: list = field(default_factory=list)
    hero: Drawing | None = None
    hero_caption: str = ""
    event: str | None = None
    corrections: list = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A file. The text of a PDF has paragraphs and headings (demo.pdf) below its title and `byline`."""

    key: str
    title: str
    filename: str
    text: str
    byline: str = ""


class Cover(NamedTuple):
    """What demo.drawing.jackets needs: a picture, the colour of the ground below it, and a line above the title."""

    drawing: Drawing
    colour: str
    kicker: str


@dataclass(frozen=True)
class Publication:
    """`days` counts back from today. Authors and editors are as a post's; `files` are (document, label, note).

    `event` is the key of the event that launched it, `posts` those of posts about it, `supersedes` that of the edition
    before it.
    """

    key: str
    slug: str
    title: str
    strapline: str
    summary: str
    days: int
    publication_type: str
    files: list
    topics: list
    authors: list = field(default_factory=list)
    editors: list = field(default_factory=list)
    body: list = field(default_factory=list)
    edition: str = ""
    series: str = ""
    number: str = ""
    isbn: str = ""
    doi: str = ""
    licence: str = ""
    cover: Cover | None = None
    event: str = ""
    posts: list = field(default_factory=list)
    supersedes: str = ""
