"""What watches the web server and the task worker of ``manage.py serve``, and stops them together.

``delivery.supervisor`` prepares the site and then becomes this module (``execv``), which imports neither Django nor
the site: a process that waits needs 12 MB instead of 130. It keeps its process ID, and so its child processes.
``run`` needs nothing but the process IDs and the command lines. It does not log: a worker that is started anew says why
(``ENDED_VARIABLE``), in the format of the log.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

STOP_TIMEOUT_SECONDS = 15
RESTART_SECONDS = 5  # at least, from one start of the worker to the next
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Environment variable: how the worker before this one ended, for its log.
ENDED_VARIABLE = "ROUNDTABLE_WORKER_ENDED"

Command = Sequence[str]


def become(server: int | None, worker: Command, afterwards: Command) -> None:
    """Replace this process by one that does ``run``. Signals that arrive in between wait for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(  # noqa: S606 (our own module)
        sys.executable, [sys.executable, "-m", __name__, json.dumps([server, list(worker), list(afterwards)])]
    )


def run(server: int | None, worker: Command, afterwards: Command) -> int:
    """Watch until SIGINT, SIGTERM or SIGHUP arrives, or the web server ends by itself; return the exit code.

    ``server`` is the process ID of the web server, a child of this process, if there is one. ``worker`` is the command
    of the task worker, which is started here, and anew if it ends by itself; empty if there is none. ``afterwards``
    is run when both have ended.
    """
    interrupt_by_signals()
    children = Children(server, worker)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # those that ``become`` held back interrupt here
        code = children.watch()
        print(f"CommandError: The web server ended by itself (exit code {code}).", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)  # stopping must not be interrupted
        children.stop()
        if afterwards:
            subprocess.run(afterwards, check=False)  # noqa: S603 (our own command)


def interrupt_by_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.default_int_handler)


class Children:
    """The web server and the task worker."""

    def __init__(self, server: int | None, worker: Command) -> None:
        self._server, self._command = server, worker
        self._worker: int | None = None

    def watch(self) -> int:
        """Start the worker, and anew when it ends by itself. Returns the exit code of the web server when it ends."""
        ended = ""
        while True:
            started = time.monotonic()
            if self._command and self._worker is None:
                self._worker = start_process(self._command, {ENDED_VARIABLE: ended})
            pid, status = os.wait()
            code = os.waitstatus_to_exitcode(status)
            kill_session(pid)
            if pid == self._server:
                self._server = None
                return code
            if pid == self._worker:
                self._worker, ended = None, str(code)
                time.sleep(max(0, started + RESTART_SECONDS - time.monotonic()))

    def stop(self) -> None:
        for pid in (self._worker, self._server):
            if pid is not None:
                stop_process(pid)


def start_process(command: Command, more_environment: dict[str, str]) -> int:
    """Start a process in a session of its own, and return its ID.

    So Ctrl-C in a terminal reaches only this process, which stops all processes in order.
    """
    return subprocess.Popen(  # noqa: S603 (our own commands)
        command, env=os.environ | more_environment, start_new_session=True
    ).pid


def stop_process(pid: int) -> None:
    """Terminate a child, kill it after ``STOP_TIMEOUT_SECONDS``, and kill its children."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
    kill_session(pid)


def kill_session(pid: int) -> None:
    """Kill the children of a process that has ended, if it was killed itself."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
        time.sleep(0.5)  # until they have ended


if __name__ == "__main__":
    sys.exit(run(*json.loads(sys.argv[1])))
