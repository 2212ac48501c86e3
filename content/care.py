"""The care list: what on the site wants looking after, for the front page of the admin.

An app registers a function that counts its own kind of things, so that the list knows none of them. A line is there
while there is something, and leads to where it is put right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CareItem:
    """``text`` says how many of what: “3 images without alt text”. ``url`` lists them."""

    text: str
    url: str
    is_urgent: bool = False


#: Takes a user, and returns what they may put right; None if there is nothing.
CareSource = Callable[[Any], CareItem | None]
_sources: list[tuple[int, CareSource]] = []


def register_care(order: int) -> Callable[[CareSource], CareSource]:
    """Register a function for the care list. Lower orders come first."""

    def register(source: CareSource) -> CareSource:
        _sources.append((order, source))
        return source

    return register


def get_care_items(user: Any) -> list[CareItem]:
    found = (source(user) for _order, source in sorted(_sources, key=lambda entry: entry[0]))
    return [item for item in found if item]
