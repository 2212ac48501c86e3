"""Which database this thread uses: the primary, or a replica that only reads (``DATABASE_REPLICA_URL``).

A router of Django would see querysets alone. Much of this site's SQL goes over ``django.db.connection``, so that a
whole request gets a connection instead: ``connections["default"]`` is then one to the replica (``delivery.replica``).
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REPLICA = "replica"  # its name in DATABASES

_primary_paths: list[str] = []


class _LendPrimary(Protocol):
    def __call__(self) -> AbstractContextManager[object]: ...


class _Process:
    lend_primary: _LendPrimary = nullcontext


def register_primary_paths(*patterns: str) -> None:
    """Register regular expressions of addresses that show what visitors wrote themselves, so that none is late."""
    _primary_paths.extend(patterns)


def get_primary_paths() -> re.Pattern[str]:
    return re.compile("|".join(_primary_paths) or r"(?!)")


def make_replica_connection() -> BaseDatabaseWrapper:
    """Return a connection to the replica that any thread may use, one at a time, in the place of the default one."""
    wrapper = connections.create_connection(REPLICA)
    wrapper.alias = "default"  # models remember by it where they come from, and what is related is looked up there
    wrapper.is_replica = True  # type: ignore[attr-defined]
    wrapper.inc_thread_sharing()
    return wrapper


def is_replica(wrapper: BaseDatabaseWrapper | None = None) -> bool:
    """Return whether ``wrapper``, by default what this thread uses, is a connection to the replica."""
    return getattr(wrapper or connections["default"], "is_replica", False)


@contextmanager
def use_connection(wrapper: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the block use ``wrapper`` as the default connection."""
    before = connections["default"]
    connections["default"] = wrapper
    try:
        yield
    finally:
        connections["default"] = before


def let_primary_be_lent(lend: _LendPrimary) -> None:
    """Say how a request that reads from the replica gets a connection to the primary."""
    _Process.lend_primary = lend


def use_primary() -> AbstractContextManager[object]:
    """Let the block write, also in a request that reads from the replica. Raises ``OperationalError`` if it cannot."""
    return _Process.lend_primary() if is_replica() else nullcontext()
