"""The demo's content: an invented institute and everything that it has published, as plain data. See records.py."""

from . import (
    posts_care,
    posts_city,
    posts_estuary,
    posts_homes,
    posts_house,
    posts_land,
    posts_memory,
    posts_skills,
    posts_visits,
)
from .documents import PAPERS
from .events import EVENTS
from .institution import INSTITUTION, STANDARD_PAGES
from .people import PEOPLE
from .publications import FILES, PUBLICATIONS
from .records import Drawing
from .searching import PROMOTED, SYNONYMS
from .series import SERIES
from .topics import TOPICS
from .venues import VENUES

_MODULES = (
    posts_care,
    posts_city,
    posts_estuary,
    posts_homes,
    posts_house,
    posts_land,
    posts_memory,
    posts_skills,
    posts_visits,
)

# From the oldest to the newest, so that what is built first is what was published first.
POSTS = sorted((post for module in _MODULES for post in module.POSTS), key=lambda post: post.days)

DOCUMENTS = [*PAPERS, *FILES]

LEAD = "fifteen"
"""The key of the post that leads the home page."""

VOICE = ("hour", 1)
"""The quote across the home page: the key of a post and which of its quote blocks, counted from 0."""


def quotes(post):
    """The values of a post's quote blocks, in their order."""
    return [values for key, values in post.body if key == "quote"]


def _pictures(body):
    for key, values in body:
        if key == "image":
            yield values["drawing"]
        elif key == "gallery":
            yield from (picture["drawing"] for picture in values["images"])


def drawings() -> list[Drawing]:
    """Return every drawing that a page uses, once, in a stable order."""
    found: dict[str, Drawing] = {}
    for page in (*STANDARD_PAGES, *TOPICS, *EVENTS, *POSTS, *PUBLICATIONS):
        hero = getattr(page, "hero", None)
        for drawing in (*([hero] if hero else []), *_pictures(page.body)):
            found.setdefault(drawing.key, drawing)
    return list(found.values())


__all__ = [
    "DOCUMENTS",
    "EVENTS",
    "FILES",
    "INSTITUTION",
    "LEAD",
    "PEOPLE",
    "POSTS",
    "PROMOTED",
    "PUBLICATIONS",
    "SERIES",
    "STANDARD_PAGES",
    "SYNONYMS",
    "TOPICS",
    "VENUES",
    "VOICE",
    "drawings",
    "quotes",
]
