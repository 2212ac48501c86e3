"""Process supervisor: runs the web server, the task worker and periodic commands, and stops them together."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from . import metrics
from .backup.archive import start_receiver
from .connection_slots import THREADS
from .database import WorkerConnection, limit_database_time
from .supervised import SUPERVISOR_VARIABLE

logger = logging.getLogger(__name__)

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

    Unless ``with_worker`` is false, run what is in the background beside it. Raises ``CommandError`` if the web server
    ends by itself.
    """
    _interrupt_by_signals()
    metrics.prepare_folder()
    background = Background() if with_worker else None
    server = start_process(command)
    try:
        wait_until_listening(server, host, port)
        if background:
            background.start()
        metrics.serve_metrics()
        on_ready()
        connections.close_all()  # rather than keep one open while waiting
        limit_database_time(WorkerConnection)  # the start may take longer: it migrates, or waits for another that does
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise CommandError(f"The web server ended by itself (exit code {server.wait(INTERVAL_SECONDS)}).")
            if background:
                background.run_jobs_and_revive()
    except KeyboardInterrupt:
        pass
    finally:
        _ignore_signals()
        if background:
            background.stop()
        stop_process(server)


def supervise_worker() -> None:
    """Run what is in the background, without a web server, until SIGINT, SIGTERM or SIGHUP arrives."""
    _interrupt_by_signals()
    connections.close_all()
    limit_database_time(WorkerConnection)
    background = Background()
    background.start()
    try:
        while True:
            time.sleep(INTERVAL_SECONDS)
            background.run_jobs_and_revive()
    except KeyboardInterrupt:
        pass
    finally:
        _ignore_signals()
        background.stop()


class Background:
    """What runs beside the web server: the task worker, the receiver of the write-ahead log, and the periodic jobs."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen | None = None
        self._receiver: subprocess.Popen | None = None

    def start(self) -> None:
        if command := build_worker_command():
            self._worker = start_process(command)
        self._receiver = start_archiving()

    def run_jobs_and_revive(self) -> None:
        """Run the jobs that are due, and start anew what has ended by itself."""
        run_periodic_commands()
        if settings.ARCHIVE_DIR and (self._receiver is None or self._receiver.poll() is not None):
            self._receiver = start_archiving()
        if self._worker and self._worker.poll() is not None:
            logger.error("The task worker ended by itself (exit code %s) and is started anew", self._worker.returncode)
            metrics.forget_process(self._worker.pid)
            command = build_worker_command()
            self._worker = start_process(command) if command else None

    def stop(self) -> None:
        for process in (self._receiver, self._worker):
            if process:
                stop_process(process)


def _interrupt_by_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.default_int_handler)


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # stopping must not be interrupted


def start_process(command: list[str]) -> subprocess.Popen:
    """Start a process in a session of its own, with the supervisor's PID in its environment.

    So Ctrl-C in a terminal reaches only the supervisor, which stops all processes in order.
    """
    environment = os.environ | {SUPERVISOR_VARIABLE: str(os.getpid())}
    if settings.METRICS_PORT and metrics.get_folder().is_dir():  # a worker alone has no folder
        environment[metrics.FOLDER_VARIABLE] = str(metrics.get_folder())
    return subprocess.Popen(  # noqa: S603 (our own commands)
        command, cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )


def start_archiving() -> subprocess.Popen | None:
    """Start the receiver of the write-ahead log. A full or missing disk of the archive must not end the site."""
    try:
        return start_receiver()
    except (OSError, CommandError, DatabaseError) as error:
        logger.error("The write-ahead log is not archived: %s", error)
        return None


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
