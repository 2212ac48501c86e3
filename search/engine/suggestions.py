"""Suggestions (autocompletion): pages whose title begins with what is being typed, with a slip in a word if need be."""

import logging

from wagtail.models import Page, Site

from search.models import SearchDocument
from search.models.documents import DOCUMENT, QUOTE, SearchDocumentQuerySet
from search.tokenizer import split_words

from .db.session import TIMEOUT_MS, SearchTimeoutError, search_session
from .db.slots import SearchOverloadedError, wait_for_slot
from .db.sql import fetch_all, matches_tsquery
from .query.spelling import find_similar_words
from .results.types import Suggestion

logger = logging.getLogger(__name__)

MAX_SUGGESTIONS = 8
#: Characters. Further ones are ignored.
MAX_PREFIX_LENGTH = 100
#: Characters. A shorter beginning matches most of the site.
MIN_PREFIX_LENGTH = 2
#: How many of the matching rows are read: a short beginning matches many.
MAX_ROWS_READ = 300
#: How many other spellings of a word are tried; from what length on a beginning may have a slip, and two of them.
MAX_SPELLINGS, MIN_SLIP_LENGTH, LONG_WORD_LENGTH = 8, 4, 8
_FIRST_KINDS = ["person", "topic"]


def suggest(site: Site, prefix: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
    """Return the pages that visitors of ``site`` may see whose title has all words typed, the last as a prefix.

    Where none has, words of the site that are spelt almost so are tried.

    People come first, then topics, then the rest from the newest. Addresses are absolute. Raises
    ``SearchOverloadedError`` when too many others search, or the database takes too long.
    """
    typed = split_words(prefix[:MAX_PREFIX_LENGTH])
    if len("".join(typed)) < MIN_PREFIX_LENGTH:
        return []
    rows = SearchDocument.objects.visible(site).exclude(kind__in=[QUOTE, DOCUMENT])
    try:
        with wait_for_slot() as slot, search_session(TIMEOUT_MS, slot):
            found = _fetch_first(rows, [[word] for word in typed], limit)
            found = found or _fetch_first(rows, _get_spellings(typed), limit)
            pages = Page.objects.only("url_path", "path", "slug", "locale").in_bulk([pk for pk, *_rest in found])
    except SearchTimeoutError as error:
        logger.warning("Suggestions took too long: %r", prefix)
        raise SearchOverloadedError from error
    return [
        Suggestion(title, pages[page_id].full_url or "", kind) for page_id, kind, title in found if page_id in pages
    ]


def _get_spellings(typed: list[str]) -> list[list[str]]:
    """Return each word with words of the site that it may be a slip for; the last with beginnings of them."""
    size = len(typed[-1])
    whole = [[word, *find_similar_words(word)[:MAX_SPELLINGS]] for word in typed]
    if size >= MIN_SLIP_LENGTH:
        beginnings = fetch_all(
            """
            SELECT DISTINCT left(word, %s) FROM search_word
            WHERE word LIKE %s AND levenshtein_less_equal(left(word, %s), %s, 2) <= %s LIMIT %s
            """,
            [size, f"{typed[-1][0]}%", size, typed[-1], 1 if size < LONG_WORD_LENGTH else 2, MAX_SPELLINGS],
        )
        whole[-1] += [beginning for (beginning,) in beginnings]
    return [[word for word in words if word.isalnum()] for words in whole]


def _fetch_first(rows: SearchDocumentQuerySet, words: list[list[str]], limit: int) -> list[tuple]:
    """Return ``(page id, kind, title)`` of people, topics and others among rows, in that order.

    Their titles have one of the spellings of each word, and begin with one of the last word.
    """
    either = [" | ".join(f"'{word}':A" for word in spellings) for spellings in words[:-1]]
    either.append(" | ".join(f"'{word}':*A" for word in words[-1]))
    rows = rows.filter(matches_tsquery(" & ".join(f"({tsquery})" for tsquery in either), "names_vector"))
    columns = rows.order_by().values("page_id", "kind", "title", "date")
    named, named_parameters = columns.filter(kind__in=_FIRST_KINDS)[:MAX_ROWS_READ].query.sql_with_params()
    others, other_parameters = columns.exclude(kind__in=_FIRST_KINDS)[:MAX_ROWS_READ].query.sql_with_params()
    return fetch_all(
        f"""
        SELECT page_id, kind, title FROM (({named}) UNION ALL ({others})) AS found
        ORDER BY CASE kind WHEN 'person' THEN 0 WHEN 'topic' THEN 1 ELSE 2 END, date DESC NULLS LAST, title LIMIT %s
        """,  # noqa: S608 - the inner queries are Django's, all values are parameters
        [*named_parameters, *other_parameters, limit],
    )
