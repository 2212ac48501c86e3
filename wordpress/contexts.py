"""What moving in adds to a post: the comments that its readers left on the old site."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from blog.models import BlogPage
from content.extension import register_annotations, register_context

from .models import ArchivedComment

# Most posts have none, which the query that loads them says already.
register_annotations(
    BlogPage, has_archived_comments=Exists(ArchivedComment.objects.order_by().filter(page_id=OuterRef("pk")))
)


@register_context(BlogPage)
def archived_comments(post: BlogPage, request: HttpRequest) -> dict:
    """Each comment before its answers, with how deep it stands (``depth``, 0 for what answers the post itself)."""
    if not getattr(post, "has_archived_comments", True):
        return {}
    return {"archived_comments": threaded(list(ArchivedComment.objects.filter(page_id=post.pk)))}


def threaded(comments: list[ArchivedComment]) -> list[ArchivedComment]:
    """Put answers after what they answer. Those that answer nothing here, or each other, stand by themselves."""
    answers: dict[int, list[ArchivedComment]] = {}
    for comment in comments:
        answers.setdefault(comment.parent_id, []).append(comment)
    ordered, seen = [], set()
    ids = {comment.comment_id for comment in comments}
    roots = [comment for comment in comments if comment.parent_id not in ids]
    # Whatever is left after the roots answers itself in a circle.
    for root in (*roots, *comments):
        waiting = [(root, 0)]
        while waiting:
            comment, depth = waiting.pop()
            if comment.comment_id in seen:
                continue
            seen.add(comment.comment_id)
            comment.depth = min(depth, DEEPEST)
            ordered.append(comment)
            waiting += [(answer, depth + 1) for answer in reversed(answers.get(comment.comment_id, []))]
    return ordered


# As WordPress shows them: further answers stand beside each other.
DEEPEST = 4
