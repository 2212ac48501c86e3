"""What matches, in groups of a kind and year: how much there is, and what each facet counts."""

from array import array
from collections import Counter
from dataclasses import dataclass
from sys import byteorder

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
    kind: str
    year: int | None
    passes: dict[str, bool]

    @property
    def passes_all(self) -> bool:
        return all(self.passes.values())

    def passes_all_but(self, facet: str) -> bool:
        return all(passed for name, passed in self.passes.items() if name != facet)


def total(groups: list[Group]) -> int:
    return sum(group.rows for group in groups if group.passes_all)


def first_year(groups: list[Group], most: int) -> int | None:
    """Return a year from which on there are ``most`` rows that pass; None where all are needed.

    It is a year earlier than it need be, for the clocks of an event's place may show another year than ours.
    """
    years = Counter()
    for group in groups:
        if group.year is not None and group.passes_all:
            years[group.year] += group.rows
    newer = 0
    for year in sorted(years, reverse=True):
        newer += years[year]
        if newer >= most:
            return year - 1
    return None


def counted_by_facet(groups: list[Group]) -> dict[str, list[tuple]]:
    """Return the commonest values of each facet, and how many rows each would leave, given the other filters."""
    left = {name: [group for group in groups if group.passes_all_but(name)] for name in FACETS}
    topics = _linked(left["topic"])
    people = topics if left["person"] == left["topic"] else _linked(left["person"])
    kinds, years = Counter(), Counter()
    for group in left["type"]:
        kinds[group.kind] += group.rows
    for group in left["year"]:
        years[group.year] += group.rows
    del years[None]
    counts = {
        "type": kinds,
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
