"""A process that ends with its supervisor (``delivery.supervisor``). No models: ``config.wsgi`` imports it first."""

import contextlib
import os
import threading
import time

import psutil

SUPERVISOR_VARIABLE = "ROUNDTABLE_SUPERVISOR"  # environment variable: the supervisor's PID, for its workers


def exit_with_supervisor() -> None:
    """Make this worker exit when its supervisor has ended, even if that was killed, so that no worker keeps the port.

    Called by config/wsgi.py and ``manage.py work``. Does nothing in a process that no supervisor started.
    """
    pid = os.environ.get(SUPERVISOR_VARIABLE)
    if pid:
        threading.Thread(target=_exit_when_ended, args=[int(pid)], daemon=True).start()


def _exit_when_ended(pid: int) -> None:
    worker = psutil.Process()
    server = worker.parent()
    ancestors = {ancestor.pid: ancestor for ancestor in worker.parents()}
    while pid in ancestors and is_alive(ancestors[pid]):
        time.sleep(0.5)
    # The web server's main process does not watch the supervisor, so its workers terminate it.
    with contextlib.suppress(psutil.Error):
        if server and server.pid != 1 and server.is_running():
            server.terminate()
            server.wait(1)
    os._exit(1)


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
