"""Work that is due again and again, such as deleting what may not be kept any longer.

An app registers a function with ``every``; ``delivery`` calls it when it is due (``manage.py run_jobs``, which the
supervisor calls each minute).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Job:
    """``name`` identifies the job for ever; ``interval`` is the least time from one start to the next."""

    name: str
    interval: timedelta
    run: Callable[[], None]


_jobs: dict[str, Job] = {}


def every(interval: timedelta):
    """Register a function without arguments to be called once in each ``interval``, on one machine only.

    It must be safe to call twice. What it raises is logged, and it is called again after the interval.
    """

    def register(function: Callable[[], None]):
        name = f"{function.__module__}.{function.__qualname__}"
        _jobs[name] = Job(name, interval, function)
        return function

    return register


def registered_jobs() -> list[Job]:
    return list(_jobs.values())
