"""Putting pages into the tree and publishing them, as an editor's buttons do."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import resolve
from django.utils.text import slugify
from wagtail.models import Page

#: What says where a page stands and who holds it, which an editor may have changed since the page was read.
PLACE = ("path", "depth", "numchild", "url_path", "slug", "locked", "locked_by_id", "locked_at", "owner_id")
#: What publication changes of a page in memory, even if it is refused.
STATE = (
    *("live", "expired", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision_id"),
    *("latest_revision_id", "latest_revision_created_at", "draft_title"),
)


def is_hidden(slug: str) -> bool:
    """Whether the site itself answers ``/slug/``, or what is below it, so that nobody would see a page there."""
    return any(resolve(path).url_name != "wagtail_serve" for path in (f"/{slug}/", f"/{slug}/page/"))


def free_slug(parent: Page, wanted: str, fallback: str, is_reserved: Callable[[str], bool] = lambda slug: False) -> str:
    """Return ``wanted`` as a slug that nothing below ``parent`` has; ``fallback`` where no letter of it remains."""
    base = slugify(anyascii(unquote(wanted)))[:200].strip("-_") or fallback
    if is_reserved(base) or base.isdigit():
        base = f"{fallback}-{base}"[:200]
    below = Page.objects.child_of(parent)
    taken = set(below.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken or is_reserved(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def add(page: Page, parent: Page) -> None:
    """Put a new page below a parent as a draft. The parent is locked meanwhile, so that two cannot get one place."""
    page.live = False
    page.has_unpublished_changes = True
    parent.add_child(instance=page)


def stand_where(page: Page, there: Page) -> None:
    """Let ``page`` take the place of ``there``, the same page as it is in the database, locked."""
    for name in PLACE:
        setattr(page, name, getattr(there, name))


def publish(page: Page, user=None) -> None:
    """Publish what ``page``, whose row is locked, holds. Raises ``ValidationError``, and leaves it as it was then."""
    before = {name: getattr(page, name) for name in STATE}
    try:
        with transaction.atomic():
            revision = page.save_revision(user=user, clean=False)
            # It is what is in memory. To read it back would look each of its relations up again, twice.
            revision.as_object = lambda: page
            revision.publish(user=user, skip_permission_checks=True)
    except ValidationError:
        for name, value in before.items():
            setattr(page, name, value)
        raise


def keep_as_draft(page: Page, user=None) -> None:
    """Save what ``page`` holds without showing it to anybody."""
    if page.live:
        page.unpublish(user=user)
        page.refresh_from_db(fields=["live"])
    page.has_unpublished_changes = True
    page.save(clean=False)
    page.save_revision(user=user, clean=False)


def restore_dates(page: Page, published: datetime | None, modified: datetime | None) -> None:
    """Let the dates of publication be those of the old site, not those of the import."""
    dates = {"first_published_at": published, "last_published_at": modified or published}
    Page.objects.filter(pk=page.pk).update(**{name: moment for name, moment in dates.items() if moment})


def shorten(text: str, limit: int) -> str:
    """Cut a text after a whole word, with an ellipsis, so that it has at most ``limit`` characters."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
