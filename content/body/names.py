"""Ids of headings and names of regions in a body: each is there once.

A link to a fragment leads to the first element with that id (HTML, 3.2.6), and a list of landmarks tells regions apart
by their names alone (WAI-ARIA, 5.3.4). A block names itself by a method ``get_anchor`` or ``get_region_name``, which
takes its value; its template gets the result as ``own_name``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: Ids in the templates of pages: a heading of that name would take them. ``tests/content/body`` compares.
RESERVED_IDS = {
    *("main", "narrow", "person-card-name", "password-error", "search-words", "site-search"),
}
RESERVED_PATTERN = re.compile(
    r"(approval-|id_|facet-|mirror-|note-|quote-|speakers?-|wagtail).*|.*-(heading|suggestions(-\d+)?)"
)


def is_reserved(anchor: str) -> bool:
    """Return whether an id belongs to the page around the body."""
    return anchor in RESERVED_IDS or RESERVED_PATTERN.fullmatch(anchor) is not None


def name_blocks(body: Iterable) -> Iterator[tuple[Any, str]]:
    """Yield each block of a body with its own id or name; empty for a block that has none."""
    blocks = list(body)
    anchors = [get_name(block, "get_anchor") for block in blocks]
    anchors = [f"section-{anchor}" if is_reserved(anchor) else anchor for anchor in anchors]
    regions = [get_name(block, "get_region_name") for block in blocks]
    distinct_anchors = make_distinct(anchors, "{}-{}".format)
    distinct_regions = make_distinct(regions, "{} ({})".format)
    for block, anchor, region in zip(blocks, distinct_anchors, distinct_regions, strict=True):
        yield block, anchor or region


def get_name(bound_block: Any, method: str) -> str:
    name = getattr(bound_block.block, method, None)
    return str(name(bound_block.value)) if name else ""


def make_distinct(names: list[str], number_name: Callable[[str, int], str]) -> Iterator[str]:
    """Yield the names, those that stood before with a number. None gets the name of a later one."""
    used: set[str] = set()
    all_names = {name.casefold() for name in names}
    for name in names:
        distinct, number = name, 1
        if name and name.casefold() in used:
            while distinct.casefold() in used | all_names:
                number += 1
                distinct = number_name(name, number)
        used.add(distinct.casefold())
        yield distinct
