"""Process supervisor: runs the web server, the task worker and periodic commands, and stops them together."""

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

from .connection_slots import THREADS
from .database import WorkerConnection, limit_database_time

logger = logging.getLogger(__name__)

SUPERVISOR_VARIABLE = "ROUNDTABLE_SUPERVISOR"  # environment variable: the supervisor's PID, for its workers
INTERVAL_SECONDS = 60  # from one run of the periodic commands to the next
STOP_TIMEOUT_SECONDS = 15
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def build_server_command(host: str, port: int, workers: int, reload: bool) -> list[str]:
    """Return the command line of the web server. Granian logs only warnings, as the application logs the requests."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(THREADS), "--http1-header-read-timeout", "10000"]
    command += ["--workers-kill-timeout", "10"]
    if reload:
        command += ["--reload", "--reload-ignore-dirs", "var", "--reload-ignore-worker-failure"]
    else:
        command += ["--respawn-failed-workers"]
    return [*command, "config.wsgi:application"]


def build_worker_command() -> list[str] | None:
    """Return the command line of the process that runs background tasks; None where tasks run immediately."""
    backend = str(settings.TASKS["default"]["BACKEND"])
    if not backend.startswith("django_tasks_db."):
        return None
    return [sys.executable, "manage.py", "work", "--verbosity", "0", "--no-reload", "--no-startup-delay"]


def supervise(
    command: list[str], host: str, port: int, on_ready: Callable[[], None], *, with_worker: bool = True
) -> None:
    """Run the web server until SIGINT, SIGTERM or SIGHUP arrives; call ``on_ready`` when it listens.

    Unless ``with_worker`` is false, run the task worker and the jobs beside it. Raises ``CommandError`` if the web
    server ends by itself.
    """
    _interrupt_by_signals()
    server, worker = start_process(command), None
    worker_command = build_worker_command() if with_worker else None
    try:
        wait_until_listening(server, host, port)
        worker = start_process(worker_command) if worker_command else None
        on_ready()
        connections.close_all()  # rather than keep one open while waiting
        limit_database_time(WorkerConnection)  # the start may take longer: it migrates, or waits for another that does
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise CommandError(f"The web server ended by itself (exit code {server.wait(INTERVAL_SECONDS)}).")
            if with_worker:
                worker = _run_jobs_and_revive(worker, worker_command)
    except KeyboardInterrupt:
        pass
    finally:
        _ignore_signals()
        if worker:
            stop_process(worker)
        stop_process(server)


def supervise_worker() -> None:
    """Run the task worker and the jobs, without a web server, until SIGINT, SIGTERM or SIGHUP arrives."""
    _interrupt_by_signals()
    connections.close_all()
    limit_database_time(WorkerConnection)
    worker_command = build_worker_command()
    worker = start_process(worker_command) if worker_command else None
    try:
        while True:
            time.sleep(INTERVAL_SECONDS)
            worker = _run_jobs_and_revive(worker, worker_command)
    except KeyboardInterrupt:
        pass
    finally:
        _ignore_signals()
        if worker:
            stop_process(worker)


def _interrupt_by_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.default_int_handler)


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # stopping must not be interrupted


def _run_jobs_and_revive(worker: subprocess.Popen | None, command: list[str] | None) -> subprocess.Popen | None:
    """Run what is due; return the task worker, or a new one if it has ended."""
    run_periodic_commands()
    if worker and command and worker.poll() is not None:
        logger.error("The task worker ended by itself (exit code %s) and is started anew", worker.returncode)
        return start_process(command)
    return worker


def start_process(command: list[str]) -> subprocess.Popen:
    """Start a process in a session of its own, with the supervisor's PID in its environment.

    So Ctrl-C in a terminal reaches only the supervisor, which stops all processes in order.
    """
    environment = os.environ | {SUPERVISOR_VARIABLE: str(os.getpid())}
    return subprocess.Popen(  # noqa: S603 (our own commands)
        command, cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )


def wait_until_listening(server: subprocess.Popen, host: str, port: int) -> None:
    """Wait until the port accepts connections. Raises ``CommandError`` if the server ends before."""
    address = ("127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host, port)  # noqa: S104
    while True:
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        if server.poll() is not None:
            raise CommandError(f"The web server did not start (exit code {server.returncode}).")
        time.sleep(0.05)


def run_periodic_commands() -> None:
    """Publish and expire scheduled pages, then run the due jobs. Errors are logged; the next minute tries again."""
    for command in ("publish_scheduled", "run_jobs"):
        try:
            call_command(command, verbosity=0)
        except Exception:
            logger.exception("%s failed", command)
        finally:
            connections.close_all()


def stop_process(process: subprocess.Popen) -> None:
    """Terminate a process, kill it after ``STOP_TIMEOUT_SECONDS``, and kill what is left of its session."""
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)  # its children, if it was killed itself
        time.sleep(0.5)  # until they have ended, so that this process is the last user of PostgreSQL and stops it


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
