"""What matches, in groups of a kind and year: how much there is, and what each facet counts."""

from array import array
from collections import Counter
from dataclasses import dataclass
from sys import byteorder

from search.kinds import kind_number, kinds

from .facets import FACETS

#: Values of a facet that are counted; some of them may have no page to show.
FACET_VALUES = 24


@dataclass(frozen=True)
class Group:
    """Matching rows of a kind and year.

    ``packed`` are their topics and people (``SearchDocument.packed``), and ``passes`` tells which of the visitor's
    filters they pass.
    """

    rows: int
    packed: bytes
    kind_number: int
    year: int | None
    passes: dict[str, bool]

    @property
    def passes_all(self) -> bool:
        return all(self.passes.values())

    def passes_all_but(self, facet: str) -> bool:
        return all(passed for name, passed in self.passes.items() if name != facet)


def total(groups: list[Group]) -> int:
    return sum(group.rows for group in groups if group.passes_all)


def counted_by_facet(groups: list[Group]) -> dict[str, list[tuple]]:
    """Return the commonest values of each facet, and how many rows each would leave, given the other filters."""
    left = {name: [group for group in groups if group.passes_all_but(name)] for name in FACETS}
    topics = _linked(left["topic"])
    people = topics if left["person"] == left["topic"] else _linked(left["person"])
    numbers, years = Counter(), Counter()
    for group in left["type"]:
        numbers[group.kind_number] += group.rows
    for group in left["year"]:
        years[group.year] += group.rows
    del years[None]
    counts = {
        "type": {kind: numbers[number] for kind in kinds() if (number := kind_number(kind)) in numbers},
        "topic": {pk: rows for pk, rows in topics.items() if pk > 0},
        "person": {-pk: rows for pk, rows in people.items() if pk < 0},
        "year": years,
    }
    return {name: sorted(counts[name].items(), key=_commonest, reverse=True)[:FACET_VALUES] for name in FACETS}


def _commonest(value_and_rows: tuple) -> tuple:
    value, rows = value_and_rows
    return rows, value


def _linked(groups: list[Group]) -> Counter:
    """Return how many rows have each topic, by page id, and each person, by page id less than nought.

    There are thousands: put together and counted here they take a tenth of what PostgreSQL needs to unnest them.
    """
    ids = array("i", b"".join(group.packed for group in groups))
    if byteorder == "little":
        ids.byteswap()
    return Counter(ids)
