"""The kill harness: kills a process before the SQL statements of all that changes pages, and of booking.

What must hold afterwards is that nothing is lost, doubled, unlogged, stale or leaked.
"""

import sys
from datetime import timedelta
from functools import partial

from django.core.management import call_command

from core.jobs import registered_jobs

from .kill_scenarios import Scenario
from .killing import run


def find_problems(scenario: Scenario, every: int, offset: int) -> tuple[int, list[str]]:
    """Kill a scenario before its statements, print a line on it, and return the number of kills and the problems."""
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
    sys.stdout.flush()
    return kills, problems


def kill_once(scenario: Scenario, victim: int) -> tuple[bool, list[str]]:
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
