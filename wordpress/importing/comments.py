"""Readers' comments, imported as an archive: approved ones, with name, text and date, and no address of any kind."""

import hashlib
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text

from ..converting.bodies import convert_text
from ..models import ArchivedComment
from ..reading.records import Comment, Item
from .body_context import BodyContext
from .scan import READER_TYPES

MAIL_LINK = re.compile(r'<a href="mailto:[^"]*">(.*?)</a>', re.DOTALL | re.IGNORECASE)
# Also as people write it to escape from robots: “ida (at) mail.example”.
E_MAIL = re.compile(r"(?:mailto:)?[\w.%+-]+\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def select_comments(item: Item) -> dict[int, Comment]:
    """Return the comments that everybody could read, by id: approved ones, without pings and editors' notes.

    A comment without an id, or with the id of another comment (as in merged exports), gets a hash of its words as its
    id. Comments that are equal in all of this are one comment that the export has twice.
    """
    kept: dict[int, Comment] = {}
    for comment in item.comments:
        if comment.approved and comment.type in READER_TYPES and comment.content.strip():
            number = comment.id or hash_to_number(comment)
            if kept.get(number, comment) != comment:
                number = hash_to_number(comment)
            kept[number] = comment
    return kept


def without_addresses(text: str, instead: str) -> str:
    """Return a text, plain or rich, without e-mail addresses and links to them."""
    return E_MAIL.sub(instead, MAIL_LINK.sub(r"\1", text))


def hash_to_number(comment: Comment) -> int:
    """Return an id that is the same in each run, and higher than any of WordPress's."""
    words = f"{comment.date} {comment.author}\n{comment.content}"
    return (1 << 62) + int.from_bytes(hashlib.sha256(words.encode(errors="replace")).digest()[:6])


def import_comments(item: Item, page_id: int, context: BodyContext, source: str) -> int:
    """Add the comments of a page that are not there yet, and return how many the page has now."""
    comments = select_comments(item)
    there = set(ArchivedComment.objects.filter(source=source, page_id=page_id).values_list("comment_id", flat=True))
    with transaction.atomic():
        ArchivedComment.objects.bulk_create(
            ArchivedComment(
                page_id=page_id,
                source=source,
                comment_id=number,
                parent_id=comment.parent if comment.parent in comments else 0,
                name=without_addresses(plain_text(comment.author), "").strip()[:255],
                text=without_addresses(convert_text(comment.content, context), _("[e-mail address]")),
                date=comment.date and (comment.date if comment.date.tzinfo else timezone.make_aware(comment.date)),
            )
            for number, comment in comments.items()
            if number not in there
        )
    return len(comments)
