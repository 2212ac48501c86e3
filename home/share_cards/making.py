"""Makes the cards that are due, and removes those of what is no longer published, in the background.

A card is never made in a visitor's request, and only of what visitors may see. Its address has a hash of what it shows:
browsers and networks may keep it, and one of other words has another address.
"""

import hashlib
import logging
import time
from dataclasses import astuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet
from wagtail.models import Page, Site

from content.models import BasePage
from people.models import Quote

from ..models import ShareCard
from .drawing import DESIGN, CardWords, draw_card
from .due import get_due_pages, get_due_quotes, get_look, get_sites, get_withdrawn_cards
from .words import get_page_words, get_quote_words

logger = logging.getLogger(__name__)

FOLDER = "share-cards"
BATCH = 20  # cards that are stored in one transaction: each raises the generation once
LOCK_KEY = 7_468_131  # an arbitrary number: the key of a PostgreSQL advisory lock


def make_due_cards(seconds: float) -> bool:
    """Make cards for about so many seconds; return whether some may be left. One process does it at a time."""
    until = time.monotonic() + seconds
    with transaction.atomic():
        get_withdrawn_cards().delete()
    while time.monotonic() < until:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_KEY])
            if not cursor.fetchone()[0]:
                return False
            if not _make_batch():
                return False
    return True


def _make_batch() -> bool:
    """Make some cards; return whether there were any to make."""
    sites = get_sites()
    looks = {site.pk: get_look(site) for site in sites}
    subjects: list[Page | Quote] = _lock(get_due_pages(), BATCH)
    subjects += _lock(get_due_quotes(), BATCH - len(subjects))
    for subject in subjects:
        page = subject if isinstance(subject, Page) else subject.page
        site = next(site for site in sites if page.path.startswith(site.root_page.path))
        words = _get_words(subject, site, looks[site.pk])
        _store(subject, _make_file(subject, words, looks[site.pk].accent_colour) if words else "")
    return bool(subjects)


def _lock(due: QuerySet, limit: int) -> list:
    """Return some that are due, locked until their cards are stored, so that none of them goes meanwhile."""
    return list(due.select_for_update(of=("self",), no_key=True, skip_locked=True)[:limit]) if limit else []


def _get_words(subject: Page | Quote, site: Site, look) -> CardWords | None:
    """Return what the card shows; None for a page that has an image to share."""
    if isinstance(subject, Quote):
        return get_quote_words(subject, look)
    page = subject.specific
    return get_page_words(page, site, look) if isinstance(page, BasePage) and not page.share_image else None


def _make_file(subject: Page | Quote, words: CardWords, accent: str) -> str:
    """Return the name of the file with the card. It is of this page or quote alone, so that it can go with it.

    A text that cannot be drawn gets none, and does not keep others from theirs.
    """
    shown = repr((DESIGN, subject._meta.label, subject.pk, accent, astuple(words)))
    name = f"{FOLDER}/{hashlib.sha256(shown.encode()).hexdigest()[:24]}.jpg"
    if default_storage.exists(name):
        return name
    try:
        card = draw_card(words, accent)
    except Exception:  # whatever FreeType or Raqm make of a text
        logger.exception("No share card can be drawn for %s %s", subject._meta.label, subject.pk)
        return ""
    return default_storage.save(name, ContentFile(card))


def _store(subject: Page | Quote, name: str) -> None:
    card = getattr(subject, "share_card", None)
    if card is None:
        card = ShareCard(page=subject) if isinstance(subject, Page) else ShareCard(quote=subject)
    before = card.file.name
    card.file, card.stamp = name, subject.card_stamp  # type: ignore[union-attr]  # annotated
    card.save()
    if before != name:
        remove_file(before)


def remove_file(name: str | None) -> None:
    """Delete the file of a card once the transaction is committed, unless a card has it again by then."""

    def remove() -> None:
        if name and not ShareCard.objects.filter(file=name).exists():
            default_storage.delete(name)

    transaction.on_commit(remove)


def remove_orphans() -> None:
    """Delete files that no card has: those of a process that was stopped between the file and the row."""
    if not default_storage.exists(FOLDER):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_KEY])
        if cursor.fetchone()[0]:
            known = set(ShareCard.objects.exclude(file="").values_list("file", flat=True))
            for name in default_storage.listdir(FOLDER)[1]:
                if f"{FOLDER}/{name}" not in known:
                    default_storage.delete(f"{FOLDER}/{name}")
