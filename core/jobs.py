"""Recurring jobs, such as deleting expired data.

An app registers a function with ``every``. ``manage.py run_jobs``, which the supervisor calls each minute, runs it when
it is due (delivery.jobs).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[[], None])


@dataclass(frozen=True)
class Job:
    """``name`` identifies the job in the database; ``interval`` is the minimum time from one start to the next."""

    name: str
    interval: timedelta
    run: Callable[[], None]


_jobs: dict[str, Job] = {}


def every(interval: timedelta) -> Callable[[Function], Function]:
    """Register a function without parameters, to be called once in each ``interval`` on one machine.

    The function must be safe to call twice. If it raises, the error is logged, and it is called again after the
    interval.
    """

    def register(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        _jobs[name] = Job(name, interval, function)
        return function

    return register


def registered_jobs() -> list[Job]:
    return list(_jobs.values())
