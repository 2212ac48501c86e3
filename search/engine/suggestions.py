"""What a visitor may mean while still typing."""

import logging

from django.db import connection
from wagtail.models import Page, Site

from search.models import SearchDocument
from search.models.documents import DOCUMENT, QUOTE

from .planning import SearchTookTooLong, search_settings
from .results import Suggestion
from .retrieval import matches
from .text import words

logger = logging.getLogger(__name__)

MOST_SUGGESTIONS = 8
#: So long (ms) is waited for them.
LONGEST = 120
#: A beginning that is too short matches most of the site.
SHORTEST_PREFIX = 2
#: So many of the rows that match are looked at: a short beginning matches many.
LOOKED_AT = 300


def suggest(site: Site, prefix: str, limit: int = MOST_SUGGESTIONS) -> list[Suggestion]:
    """Return what visitors of ``site`` can open whose title has all words typed, the last as a beginning of a word.

    People come first, then topics, then the rest from the newest. Addresses are absolute.
    """
    typed = words(prefix[:100])
    if len("".join(typed)) < SHORTEST_PREFIX:
        return []
    query = " & ".join([*(f"'{word}':A" for word in typed[:-1]), f"'{typed[-1]}':*A"])
    rows = SearchDocument.objects.visible(site).filter(matches(query, "names")).exclude(kind__in=[QUOTE, DOCUMENT])
    try:
        with search_settings(LONGEST):
            found = _first(rows, limit)
            pages = Page.objects.only("url_path", "path", "slug", "locale").in_bulk([pk for pk, *_rest in found])
    except SearchTookTooLong:
        # Whoever types on will ask again.
        logger.warning("Suggestions took too long: %r", prefix)
        return []
    return [
        Suggestion(title, pages[page_id].full_url or "", kind) for page_id, kind, title in found if page_id in pages
    ]


def _first(rows, limit: int) -> list[tuple]:
    """Return ``(page id, kind, title)`` of people, topics and others among rows, in that order."""
    columns = rows.order_by().values("page_id", "kind", "title", "date")
    named, named_parameters = columns.filter(kind__in=["person", "topic"])[:LOOKED_AT].query.sql_with_params()
    others, other_parameters = columns.exclude(kind__in=["person", "topic"])[:LOOKED_AT].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT page_id, kind, title FROM (({named}) UNION ALL ({others})) AS found
            ORDER BY CASE kind WHEN 'person' THEN 0 WHEN 'topic' THEN 1 ELSE 2 END, date DESC NULLS LAST, title LIMIT %s
            """,  # noqa: S608 - the inner queries are Django's, all values are parameters
            [*named_parameters, *other_parameters, limit],
        )
        return cursor.fetchall()
