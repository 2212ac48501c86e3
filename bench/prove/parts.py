"""The parts of ``make prove``: each returns how much it has tried, and the problems that it found."""

from functools import cache

from django.db import connection

from ..databases import get_database_url
from .files import prove_files
from .frozen import prove_frozen
from .kill_scenarios import SCENARIOS
from .kills import find_problems
from .matrix import prove_roles
from .requests import prove_requests
from .world import World, make_world

Found = tuple[int, list[str]]
REQUESTS = 5000


@cache
def get_world() -> World:
    return make_world()


def kills(sample: int | None, seed: int) -> Found:
    """Kill a process before every statement; with a sample, before each ``sample``-th of them."""
    tried, problems = 0, []
    for scenario in SCENARIOS:
        kills, found = find_problems(scenario, sample or 1, seed)
        tried += kills
        problems += [f"{scenario.name}: {problem}" for problem in found]
    return tried, problems


def roles(sample: int | None, seed: int) -> Found:
    return prove_roles(get_world(), sample=sample, seed=seed)


def requests(sample: int | None, seed: int) -> Found:
    return prove_requests(get_world(), sample or REQUESTS, seed)


def files(sample: int | None, seed: int) -> Found:
    return prove_files(sample=sample, seed=seed)


def frozen(sample: int | None, seed: int) -> Found:
    return prove_frozen(get_database_url(connection.get_connection_params()))


PARTS = {"kills": kills, "roles": roles, "requests": requests, "files": files, "frozen": frozen}
