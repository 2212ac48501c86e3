"""Finding rows by words: each word that was typed must be in one of several fields, in any order."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

#: Words beyond these are ignored: each costs a condition for each field.
MAX_WORDS = 10


def match_words(rows: QuerySet, text: str, fields: Iterable[str]) -> QuerySet:
    """Return the ``rows`` that contain each word of ``text`` in one of the ``fields``, whatever the case and accents.

    ``fields`` are text fields or paths to them ("authors__person__title"). A row is returned once, however often it
    matches.
    """
    # NUL, which PostgreSQL refuses, separates words like a space.
    for word in text.replace("\x00", " ").split()[:MAX_WORDS]:
        contains: Any = reduce(or_, (Q(**{f"{field}__unaccent__icontains": word}) for field in fields))
        rows = rows.filter(pk__in=rows.model._base_manager.filter(contains).values("pk"))
    return rows
