"""The template context that the import adds to posts: the archived comments of the old site."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from blog.models import BlogPage
from content.extension import register_annotations, register_context

from .models import ArchivedComment

# Most posts have none: the query that loads a post tells, so that no other query is needed for these.
register_annotations(
    BlogPage, has_archived_comments=Exists(ArchivedComment.objects.order_by().filter(page_id=OuterRef("pk")))
)


@register_context(BlogPage)
def get_archived_comments(post: BlogPage, request: HttpRequest) -> dict:
    """Return comments, each before its answers, with their ``depth`` (0 for answers to the post itself)."""
    if not getattr(post, "has_archived_comments", True):
        return {}
    return {"archived_comments": thread_comments(list(ArchivedComment.objects.filter(page_id=post.pk)))}


def thread_comments(comments: list[ArchivedComment]) -> list[ArchivedComment]:
    """Sort answers after what they answer. Answers to missing comments, or to each other, come as roots."""
    answers: dict[int, list[ArchivedComment]] = {}
    for comment in comments:
        answers.setdefault(comment.parent_id, []).append(comment)
    ordered: list[ArchivedComment] = []
    seen: set[int] = set()
    ids = {comment.comment_id for comment in comments}
    roots = [comment for comment in comments if comment.parent_id not in ids]
    # What is left after the roots are comments that answer each other.
    for root in (*roots, *comments):
        waiting = [(root, 0)]
        while waiting:
            comment, depth = waiting.pop()
            if comment.comment_id in seen:
                continue
            seen.add(comment.comment_id)
            comment.depth = min(depth, MAX_DEPTH)
            ordered.append(comment)
            waiting += [(answer, depth + 1) for answer in reversed(answers.get(comment.comment_id, []))]
    return ordered


# As in WordPress, deeper answers are not indented further.
MAX_DEPTH = 4
