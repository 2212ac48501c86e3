"""The kill harness: kills a process before the SQL statements of all that changes pages, and of booking.

``python -m bench.prove.kills [SCENARIO ...]`` makes a database of its own. Prints a line for each scenario and each
problem: what is lost, doubled, unlogged, stale or leaked. The exit code is 1 if there is a problem.
"""

import argparse
import os
import sys
from datetime import timedelta
from functools import partial

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core.jobs import registered_jobs

from .killing import run


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="SCENARIO")
    parser.add_argument("--every", type=int, default=1, help="kill before each N-th statement only")
    parser.add_argument("--offset", type=int, default=0, help="with which statement to begin")
    parser.add_argument("--here", action="store_true", help="change the database of DATABASE_URL, which is a copy")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    if options.here:
        return prove_all(options)
    name = settings.DATABASES["default"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "roundtable_prove"  # not that of the tests, which may run meanwhile
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return prove_all(options)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def prove_all(options: argparse.Namespace) -> int:
    from .kill_scenarios import SCENARIOS  # noqa: PLC0415 - it needs the models, which are loaded by now

    chosen = [scenario for scenario in SCENARIOS if not options.names or scenario.name in options.names]
    problems = [prove(scenario, options.every, options.offset) for scenario in chosen]
    return 1 if any(problems) else 0


def prove(scenario, every: int, offset: int) -> int:
    """Kill a scenario before its statements, print what came of it, and return the number of problems."""
    for _ in range(2):  # the first run fills caches and makes what later ones share
        case = scenario.prepare()
        _killed, statements = run(partial(scenario.act, case))
    problems = [f"unharmed: {problem}" for problem in scenario.find_problems(case)]
    if not scenario.is_done(case):
        problems.append("unharmed: it was not done")
    kills = 0
    for victim in range(1 + offset % every, statements + 1, every):
        killed, found = kill_once(scenario, victim)
        kills += killed
        problems += [f"before statement {victim}: {problem}" for problem in found]
    print(f"{scenario.name:<20}{statements:>5} statements {kills:>5} kills {len(problems):>5} problems")
    for problem in problems:
        print(f"    {problem}")
    sys.stdout.flush()
    return len(problems)


def kill_once(scenario, victim: int) -> tuple[bool, list[str]]:
    """Kill a scenario once. Return whether it was killed (it may have fewer statements than before), and the problems.

    They are what does not hold at once, after a restart, and when the user has done it again.
    """
    case = scenario.prepare()
    killed, _statements = run(partial(scenario.act, case), victim)
    found = [f"at once: {problem}" for problem in scenario.find_problems(case)]
    run_jobs()
    found += [f"after the jobs: {problem}" for problem in scenario.find_problems(case)]
    if scenario.recovers and not scenario.is_done(case):
        found.append("lost: the jobs did not do it")
    if not scenario.is_done(case) or scenario.may_be_repeated:
        run(partial(scenario.act, case))
        run_jobs()
        found += [f"done again: {problem}" for problem in scenario.find_problems(case)]
    if not scenario.is_done(case):
        found.append("lost: it cannot be done again")
    return killed, found


def run_jobs() -> None:
    """Do what the site does within an hour of its restart."""
    call_command("publish_scheduled")
    for job in registered_jobs():
        if job.interval <= timedelta(hours=1):
            job.run()


if __name__ == "__main__":
    sys.exit(main())
