"""Readers' comments, kept as an archive: what was approved, with name, words and date. Never an address of any kind."""

from django.db import transaction
from django.utils import timezone

from ..converting.bodies import convert_text, plain_text
from ..models import ArchivedComment
from ..reading.records import Comment, Item
from .bodies import BodyContext
from .survey import READERS


def kept_comments(item: Item) -> list[Comment]:
    """Return the comments that everybody could read: not those that waited, no pings, and no editors' notes."""
    return [c for c in item.comments if c.approved and c.type in READERS and c.id and c.content.strip()]


def bring_in_comments(item: Item, page_id: int, context: BodyContext, source: str) -> int:
    """Add the comments of a page that are not there yet, and return how many it has now."""
    comments = kept_comments(item)
    there = set(ArchivedComment.objects.filter(source=source, page_id=page_id).values_list("comment_id", flat=True))
    shown = {comment.id for comment in comments}
    with transaction.atomic():
        ArchivedComment.objects.bulk_create(
            [
                ArchivedComment(
                    page_id=page_id,
                    source=source,
                    comment_id=comment.id,
                    parent_id=comment.parent if comment.parent in shown else 0,
                    name=plain_text(comment.author).strip()[:255],
                    text=convert_text(comment.content, context),
                    date=comment.date and (comment.date if comment.date.tzinfo else timezone.make_aware(comment.date)),
                )
                for comment in comments
                if comment.id not in there
            ],
            ignore_conflicts=True,
        )
    return len(comments)
