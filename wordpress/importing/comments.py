"""Readers' comments, kept as an archive: what was approved, with name, words and date. Never an address of any kind."""

import hashlib

from django.db import transaction
from django.utils import timezone

from conversion.html.tree import plain_text

from ..converting.bodies import convert_text
from ..models import ArchivedComment
from ..reading.records import Comment, Item
from .bodies import BodyContext
from .survey import READERS


def kept_comments(item: Item) -> dict[int, Comment]:
    """Return the comments that everybody could read: not those that waited, no pings, and no editors' notes.

    By number. One without a number, or with that of another comment, as merged exports have them, gets one of its
    words; what is the same in all of that is one comment that the export has twice.
    """
    kept: dict[int, Comment] = {}
    for comment in item.comments:
        if comment.approved and comment.type in READERS and comment.content.strip():
            number = comment.id or number_of_words(comment)
            if kept.get(number, comment) != comment:
                number = number_of_words(comment)
            kept[number] = comment
    return kept


def number_of_words(comment: Comment) -> int:
    """Return a number that is the same in every run, and higher than any that WordPress counts up to."""
    words = f"{comment.date} {comment.author}\n{comment.content}"
    return (1 << 62) + int.from_bytes(hashlib.sha256(words.encode(errors="replace")).digest()[:6])


def bring_in_comments(item: Item, page_id: int, context: BodyContext, source: str) -> int:
    """Add the comments of a page that are not there yet, and return how many it has now."""
    comments = kept_comments(item)
    there = set(ArchivedComment.objects.filter(source=source, page_id=page_id).values_list("comment_id", flat=True))
    with transaction.atomic():
        ArchivedComment.objects.bulk_create(
            ArchivedComment(
                page_id=page_id,
                source=source,
                comment_id=number,
                parent_id=comment.parent if comment.parent in comments else 0,
                name=plain_text(comment.author).strip()[:255],
                text=convert_text(comment.content, context),
                date=comment.date and (comment.date if comment.date.tzinfo else timezone.make_aware(comment.date)),
            )
            for number, comment in comments.items()
            if number not in there
        )
    return len(comments)
