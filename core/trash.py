"""The trash of pages, as queries see it: a second root of the page tree, which no manager of pages returns.

A deleted page is moved below that root for a time, so that it can be restored (``editorial.trash``). Because every
manager of pages leaves the root out, a page in the trash is in no list, chooser, count, feed, sitemap, report or result
of a search. Its addresses in the admin answer 404, and say why to who may know of it. Code that handles the trash works
within ``including_trash()``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import QuerySet

#: The tree path of the root of the trash: the last that a root can have, so that ``path < TRASH_PATH`` is all the rest.
TRASH_PATH = "ZZZZ"

_including: ContextVar[bool] = ContextVar("including_trash", default=False)
_deleting: ContextVar[bool] = ContextVar("deleting_for_good", default=False)


@contextmanager
def including_trash() -> Iterator[None]:
    """Let querysets of pages that are made within this block return the trash, too."""
    token = _including.set(True)
    try:
        yield
    finally:
        _including.reset(token)


@contextmanager
def deleting_for_good() -> Iterator[None]:
    """Let a deletion by a user delete the page instead of moving it to the trash."""
    token = _deleting.set(True)
    try:
        yield
    finally:
        _deleting.reset(token)


def is_deleting_for_good() -> bool:
    return _deleting.get()


def leave_out_trash(pages: QuerySet) -> QuerySet:
    return pages if _including.get() else pages.filter(path__lt=TRASH_PATH)
