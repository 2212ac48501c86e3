"""Kill a process before each of its SQL statements, and count them.

The process that runs a scenario is a fork, so the site is loaded once. SIGKILL is what nobody can catch: PostgreSQL
finds the connection closed and rolls back, as after a power cut.
"""

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, connections

FAILED = 3


class Killer:
    """Kills its process before the statement number ``victim``, counted from 1. Commits count as two statements.

    So there is a moment before the commit and one after it, in which no more statement may follow.
    """

    def __init__(self, victim: int | None):
        self.victim = victim
        self.statements = 0

    def count(self) -> None:
        self.statements += 1
        if self.statements == self.victim:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, execute, sql, params, many, context):
        self.count()
        return execute(sql, params, many, context)

    @contextmanager
    def watch(self) -> Iterator[None]:
        commit = connection.commit

        def counted_commit() -> None:
            self.count()
            commit()
            self.count()

        connection.commit = counted_commit  # type: ignore[method-assign]
        with connection.execute_wrapper(self):
            yield


def run(act: Callable[[], object], victim: int | None = None) -> tuple[bool, int]:
    """Run ``act`` in a process of its own, which is killed before its statement ``victim``.

    Returns whether it was killed, and how many statements it ran. Raises ``RuntimeError`` if ``act`` failed.
    """
    connections.close_all()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _run_child(act, victim, writer)
    os.close(writer)
    _pid, status = os.waitpid(pid, 0)
    with os.fdopen(reader) as report:
        statements = int(report.read() or 0)
    if os.WIFSIGNALED(status):
        return True, victim or 0
    if os.WEXITSTATUS(status):
        raise RuntimeError("The process that was to be killed failed by itself")
    return False, statements


def _run_child(act: Callable[[], object], victim: int | None, writer: int) -> None:
    code = FAILED
    try:
        killer = Killer(victim)
        with killer.watch():
            act()
        os.write(writer, str(killer.statements).encode())
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
