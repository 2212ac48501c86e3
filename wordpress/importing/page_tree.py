"""Adding pages to the tree and publishing them, as the editor does."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import resolve
from django.utils.text import slugify
from wagtail.models import Page

from users.models import User

#: A page's position and lock, which an editor may have changed since the page was read.
POSITION_FIELDS = ("path", "depth", "numchild", "url_path", "slug", "locked", "locked_by_id", "locked_at", "owner_id")
#: What publication changes in a page in memory, even if it fails.
PUBLICATION_FIELDS = (
    *("live", "expired", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision_id"),
    *("latest_revision_id", "latest_revision_created_at", "draft_title"),
)


def is_answered_by_site(slug: str) -> bool:
    """Whether another view answers ``/slug/`` or ``/slug/page/``, so that a page there would not be shown."""
    return any(resolve(path).url_name != "wagtail_serve" for path in (f"/{slug}/", f"/{slug}/page/"))


def find_free_slug(
    parent: Page, wanted: str, fallback: str, is_reserved: Callable[[str], bool] = lambda slug: False
) -> str:
    """Return ``wanted`` as a slug that no page below ``parent`` has; ``fallback`` if nothing of it can be in a slug."""
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


def add_draft(page: Page, parent: Page) -> None:
    """Add a new page below a parent as a draft."""
    page.live = False
    page.has_unpublished_changes = True
    parent.add_child(instance=page)


def copy_position(page: Page, stored: Page) -> None:
    """Copy position and lock to ``page`` from ``stored``, the same page as it is in the database, locked."""
    for name in POSITION_FIELDS:
        setattr(page, name, getattr(stored, name))


def publish(page: Page, user: User | None = None) -> None:
    """Publish ``page``, whose row is locked. Raises ``ValidationError`` and then leaves the page as it was."""
    before = {name: getattr(page, name) for name in PUBLICATION_FIELDS}
    try:
        with transaction.atomic():
            revision = page.save_revision(user=user, clean=False)
            # The page in memory is what was saved. Reading it back would query each of its relations twice.
            revision.as_object = lambda: page
            revision.publish(user=user, skip_permission_checks=True)
    except ValidationError:
        for name, value in before.items():
            setattr(page, name, value)
        raise


def save_as_draft(page: Page, user: User | None = None) -> None:
    """Save ``page`` as a draft."""
    if page.live:
        page.unpublish(user=user)
        page.refresh_from_db(fields=["live"])
    page.has_unpublished_changes = True
    page.save(clean=False)
    page.save_revision(user=user, clean=False)


def restore_dates(page: Page, published: datetime | None, modified: datetime | None) -> None:
    """Set the dates of publication to those of the old site."""
    dates = {"first_published_at": published, "last_published_at": modified or published}
    Page.objects.filter(pk=page.pk).update(**{name: moment for name, moment in dates.items() if moment})


def shorten(text: str, limit: int) -> str:
    """Cut a text after a whole word, with an ellipsis, so that it has at most ``limit`` characters."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
