"""Keeps the web server running, does what is due each minute, and ends it all together."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import psutil
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

logger = logging.getLogger(__name__)

SUPERVISOR = "ROUNDTABLE_SUPERVISOR"  # environment variable: the supervisor's pid, for its workers
MINUTE = 60
STOP_SECONDS = 15


def granian(host: str, port: int, workers: int, reload: bool) -> list[str]:
    """The web server's command line. The application logs requests, so Granian's log has only warnings."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "2"]
    command += ["--workers-kill-timeout", "10"]
    if reload:
        command += ["--reload", "--reload-ignore-dirs", "var", "--reload-ignore-worker-failure"]
    else:
        command += ["--respawn-failed-workers"]
    return [*command, "config.wsgi:application"]


def task_worker() -> list[str] | None:
    """The command line of the process that runs background tasks; None where tasks run at once."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        return None
    return [sys.executable, "manage.py", "work", "--verbosity", "0", "--no-reload", "--no-startup-delay"]


def supervise(command: list[str], host: str, port: int, ready: Callable[[], None]):
    """Run the web server until SIGINT, SIGTERM or SIGHUP comes. `ready` is called when it listens."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    server, worker = start(command), None
    try:
        wait_until_listening(server, host, port)
        worker_command = task_worker()
        worker = worker_command and start(worker_command)
        ready()
        connections.close_all()  # none is kept open for a minute of waiting
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise CommandError(f"The web server ended by itself (exit code {server.wait(MINUTE)}).")
            each_minute()
            if worker and worker.poll() is not None:
                logger.error("The task worker ended by itself (exit code %s) and is started anew", worker.returncode)
                worker = start(worker_command)
    except KeyboardInterrupt:
        pass
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # impatience does not make it any faster
        if worker:
            stop(worker)
        stop(server)


def start(command: list[str]) -> subprocess.Popen:
    """Start a process that knows its supervisor, in a session of its own.

    So Ctrl-C in a terminal reaches the supervisor alone, which ends things in order.
    """
    environment = os.environ | {SUPERVISOR: str(os.getpid())}
    return subprocess.Popen(  # noqa: S603 (our own commands)
        command, cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )


def wait_until_listening(server: subprocess.Popen, host: str, port: int):
    address = ("127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host, port)  # noqa: S104
    while True:
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        if server.poll() is not None:
            raise CommandError(f"The web server did not start (exit code {server.returncode}).")
        time.sleep(0.05)


def each_minute():
    """Publish and expire what is due, then run the jobs that are. What goes wrong is logged and tried again."""
    for command in ("publish_scheduled", "run_jobs"):
        try:
            call_command(command, verbosity=0)
        except Exception:
            logger.exception("%s failed", command)
        finally:
            connections.close_all()


def stop(process: subprocess.Popen):
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)  # what it left behind, if it was killed
        time.sleep(0.5)  # so that they are gone, and PostgreSQL is stopped by the last one out


def exit_with_parent():
    """In a web or task worker: end when the supervisor is gone, however it went, so that nobody keeps its port.

    Called by config/wsgi.py and `manage.py work`; does nothing where no supervisor started this process.
    """
    pid = os.environ.get(SUPERVISOR)
    if pid:
        threading.Thread(target=_exit_after, args=[int(pid)], daemon=True).start()


def _exit_after(pid: int):
    worker = psutil.Process()
    server = worker.parent()
    ancestors = {ancestor.pid: ancestor for ancestor in worker.parents()}
    while pid in ancestors and lives(ancestors[pid]):
        time.sleep(0.5)
    # The web server's main process knows nothing of the supervisor, so each worker tells it (once is enough).
    with contextlib.suppress(psutil.Error):
        if server and server.pid != 1 and server.is_running():
            server.terminate()
            server.wait(1)
    os._exit(1)


def lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
