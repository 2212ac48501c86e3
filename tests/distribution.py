"""Distribution of the tests over processes: a whole file, or a whole folder, goes to one process.

A module's and a folder's fixtures (an archive that is imported once, the demo, a running site with a browser) are
then made once and not in every process. What takes long begins first, so that all processes end at about the same time.

The browser tests take as long as a third of all others together, so that whichever process had them all would end last:
they are two groups, each with a site and a browser of its own.
"""

from pathlib import PurePath

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Folders whose tests share what is expensive to make.
TOGETHER = ("tests/browser", "tests/site")
#: The one of them that is two groups, by the names of its files; the second group begins with the file of this name.
HALVED, SECOND_HALF = "tests/browser", "test_p"
#: What takes longest, longest first: files and folders by the beginning of their path. All others follow.
LONGEST = (
    *TOGETHER,
    "tests/wordpress/test_editing.py",
    "tests/wordpress/test_odd_",
    "tests/wordpress/test_addresses.py",
    "tests/wordpress/test_kill",
    "tests/wordpress/",
    "tests/events/",
    "tests/people/",
    "tests/search/",
)


def group_of(nodeid: str) -> str:
    """Return what goes to one process together: a folder of ``TOGETHER`` or half of it, or the file of a test."""
    path = PurePath(nodeid.split("::", 1)[0])
    folder = next((folder for folder in TOGETHER if path.is_relative_to(folder)), str(path))
    return f"{folder}:second" if folder == HALVED and path.name >= SECOND_HALF else folder


def sort_longest_first(items: list[pytest.Item]) -> None:
    """Sort the tests by their groups, in place; those of a group stay in order."""
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        first.setdefault(group_of(item.nodeid), number)

    def place(item: pytest.Item) -> tuple[int, int]:
        group = group_of(item.nodeid)
        rank = next((rank for rank, start in enumerate(LONGEST) if group.startswith(start)), len(LONGEST))
        return rank, first[group]

    items.sort(key=place)


class GroupScheduling(LoadScopeScheduling):
    """Hands out groups in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
