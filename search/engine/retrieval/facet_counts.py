"""Facet counts: how many results each value of a facet would leave, given the visitor's other filters."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from sys import byteorder
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from content.page_visibility import get_public_q

from ...result_types import get_kind_number, get_result_types

FACETS = ("type", "topic", "person", "year")
#: How many values of a facet are counted; some of them may have no page to show.
MAX_COUNTED_VALUES = 24


@dataclass(frozen=True)
class FacetBucket:
    """Matching rows of one kind and year.

    ``packed_facet_ids`` are the topics and people of all of them (see ``SearchDocument``), and ``passes`` tells which
    of the visitor's filters they pass.
    """

    rows: int
    packed_facet_ids: bytes
    kind_number: int
    year: int | None
    passes: dict[str, bool]

    @property
    def passes_all(self) -> bool:
        return all(self.passes.values())

    def passes_all_but(self, facet: str) -> bool:
        return all(passed for name, passed in self.passes.items() if name != facet)


def get_facet_conditions(filters: Mapping[str, Any]) -> dict[str, Q]:
    """Return the condition on ``SearchDocument`` of each chosen facet: its value, or the slug of a topic or person."""
    conditions = {}
    if "type" in filters:
        conditions["type"] = Q(kind=filters["type"])
    for name in ("topic", "person"):
        if name in filters:
            # A topic or person that visitors may not see is as unknown as a slug that nothing has.
            pages = Page.objects.filter(get_public_q(), slug=filters[name]).values_list("pk", flat=True)
            conditions[name] = Q(**{f"{name}_ids__overlap": list(pages)})
    if "year" in filters:
        conditions["year"] = Q(year=filters["year"])
    return conditions


def count_rows(buckets: list[FacetBucket]) -> int:
    return sum(bucket.rows for bucket in buckets if bucket.passes_all)


def count_values(buckets: list[FacetBucket]) -> dict[str, list[tuple]]:
    """Return the commonest values of each facet, and how many rows each would leave, given the other filters."""
    left = {name: [bucket for bucket in buckets if bucket.passes_all_but(name)] for name in FACETS}
    topics = _count_linked_pages(left["topic"])
    people = topics if left["person"] == left["topic"] else _count_linked_pages(left["person"])
    kinds: Counter[int] = Counter()
    years: Counter[int | None] = Counter()
    for bucket in left["type"]:
        kinds[bucket.kind_number] += bucket.rows
    for bucket in left["year"]:
        years[bucket.year] += bucket.rows
    del years[None]
    counts: dict[str, dict] = {
        "type": {kind: kinds[number] for kind in get_result_types() if (number := get_kind_number(kind)) in kinds},
        "topic": {pk: rows for pk, rows in topics.items() if pk > 0},
        "person": {-pk: rows for pk, rows in people.items() if pk < 0},
        "year": years,
    }
    return {name: sorted(counts[name].items(), key=_by_rows, reverse=True)[:MAX_COUNTED_VALUES] for name in FACETS}


def _by_rows(value_and_rows: tuple) -> tuple:
    value, rows = value_and_rows
    return rows, value


def _count_linked_pages(buckets: list[FacetBucket]) -> Counter[int]:
    """Return how many rows have each topic, by page id, and each person, by negative page id.

    There are thousands: put together and counted here they take a tenth of what PostgreSQL needs to unnest them.
    """
    ids = array("i", b"".join(bucket.packed_facet_ids for bucket in buckets))
    if byteorder == "little":
        ids.byteswap()
    return Counter(ids)
