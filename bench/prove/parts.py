"""The parts of ``make prove``: each returns how much it has tried, and the problems that it found."""

import argparse
import logging
import sys
import time

from django.db import connection
from django.test.utils import setup_test_environment

from delivery.preloading import limit_heap

from ..databases import get_database_url, own_database
from .files import prove_files
from .frozen import prove_frozen
from .kill_scenarios import SCENARIOS
from .kills import find_problems
from .matrix import prove_roles
from .requests import prove_requests
from .world import make_world

Found = tuple[int, list[str]]
REQUESTS = 5000
SHOWN = 200  # problems of a part


def kills(sample: int | None, seed: int) -> Found:
    """Kill a process before every statement; with a sample, before each ``sample``-th of them."""
    tried, problems = 0, []
    for scenario in SCENARIOS:
        kills, found = find_problems(scenario, sample or 1, seed)
        tried += kills
        problems += [f"{scenario.name}: {problem}" for problem in found]
    return tried, problems


def roles(sample: int | None, seed: int) -> Found:
    return prove_roles(make_world(), sample=sample, seed=seed)


def requests(sample: int | None, seed: int) -> Found:
    return prove_requests(make_world(), sample or REQUESTS, seed)


def files(sample: int | None, seed: int) -> Found:
    return prove_files(sample=sample, seed=seed)


def frozen(sample: int | None, seed: int) -> Found:
    return prove_frozen(get_database_url(connection.get_connection_params()))


PARTS = {"kills": kills, "roles": roles, "requests": requests, "files": files, "frozen": frozen}


def run_part(name: str, options: argparse.Namespace) -> tuple[str, int, int, float]:
    set_up()
    began = time.monotonic()
    with own_database(options.here):
        tried, problems = PARTS[name](options.sample, options.seed)
    print(f"\n{name}: {tried} tried, {len(problems)} problems")
    for problem in problems[:SHOWN]:
        print(f"    {problem}")
    sys.stdout.flush()
    return name, tried, len(problems), time.monotonic() - began


def set_up() -> None:
    setup_test_environment()
    limit_heap()  # as the processes of the site
    logging.disable(logging.CRITICAL)  # each hostile request would write a line
