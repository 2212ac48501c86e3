"""Search analytics: counts queries, so that editors learn what is looked for and what is missing.

Visitors are not counted. A count has the query and the day, and nothing of its sender: no address, no cookie, no time
of day. Queries that look like e-mail addresses or like numbers of people are not kept at all, and no count is kept
beyond ``DAYS_KEPT`` days.
"""

import logging
import re
import unicodedata
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Window
from django.db.models.functions import Least, RowNumber
from django.utils import timezone

from core.database_roles import use_primary
from core.jobs import every

from .models import SearchCount
from .models.search_counts import MAX_COUNTED_LENGTH

logger = logging.getLogger(__name__)

DAYS_KEPT = 90
#: More different queries than this in one day are not from visitors. The most frequent ones are kept.
MAX_QUERIES_A_DAY = 5_000

_EMAIL = re.compile(r"\S@\S")
#: Six digits or more, perhaps with signs and spaces between them: telephone, account, insurance or card numbers.
_NUMBER = re.compile(r"\d(?:[\s().+/–-]*\d){5,}")

_INSERT_COUNT = """
    INSERT INTO search_searchcount (query, day, searches, failures, clicks, results) VALUES (%s, %s, 1, %s, 0, %s)
    ON CONFLICT (day, query) DO UPDATE SET
        searches = search_searchcount.searches + 1,
        failures = search_searchcount.failures + excluded.failures,
        results = excluded.results
"""


def normalise_query(query: str) -> str:
    """Return ``query`` as it is counted, in lower case; empty if it must not be kept."""
    query = " ".join(unicodedata.normalize("NFC", query).split()).casefold()
    if len(query) > MAX_COUNTED_LENGTH or "\x00" in query or _EMAIL.search(query) or _NUMBER.search(query):
        return ""
    return query


def count_search(query: str, total: int) -> None:
    """Count a search that found ``total`` results. It never fails: a search is worth more than its count."""
    if not (query := normalise_query(query)):
        return
    try:
        with use_primary(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_INSERT_COUNT, [query, timezone.localdate(), int(total == 0), min(total, 2**31 - 1)])
    except DatabaseError:
        logger.exception("A search was not counted")


def count_click(query: str) -> None:
    """Count that a result of ``query`` was followed today or, around midnight, yesterday.

    It adds no row, and a row never has more clicks than searches, whoever sends them.
    """
    today = timezone.localdate()
    counts = SearchCount.objects.filter(query=normalise_query(query), day__range=(today - timedelta(days=1), today))
    latest = counts.order_by("-day").values("pk")[:1]
    SearchCount.objects.filter(pk__in=latest).update(clicks=Least(F("clicks") + 1, F("searches")))


@every(timedelta(days=1))
def delete_old_counts() -> None:
    SearchCount.objects.filter(day__lt=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


@every(timedelta(hours=1))
def delete_rare_queries() -> None:
    """Keep only the most frequent queries of each day, so that a machine cannot fill the table."""
    rank = Window(RowNumber(), partition_by="day", order_by=[F("searches").desc(), F("pk").asc()])
    rare = SearchCount.objects.annotate(rank=rank).filter(rank__gt=MAX_QUERIES_A_DAY)
    SearchCount.objects.filter(pk__in=list(rare.values_list("pk", flat=True))).delete()
