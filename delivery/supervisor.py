"""Starts the processes of ``manage.py serve``: the web server, and the task worker with the periodic jobs.

Once the site answers, this process becomes ``delivery.supervision``, which watches them without Django. Where metrics
are wanted it stays what it is, as it answers for them (docs/decisions/0091-processes-of-a-site.md).
"""

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.management import CommandError
from django.db import connections

from . import metrics, supervision
from .connection_slots import THREADS
from .database import WorkerConnection, limit_database_time
from .preloading import HEAP, fork_server
from .supervised import SUPERVISOR_VARIABLE


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


def build_worker_command() -> list[str]:
    """Return the command line of the process that runs background tasks and the periodic jobs."""
    if str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db."):
        return [sys.executable, "manage.py", "work", "--verbosity", "0", "--no-reload", "--no-startup-delay", "--jobs"]
    return [sys.executable, "manage.py", "run_jobs", "--verbosity", "0", "--each-minute"]  # tasks run at once


def build_last_command() -> list[str]:
    """Return the command that stops the embedded PostgreSQL, unless another process uses it; empty if there is none."""
    data = settings.DATABASES["default"].get("EMBEDDED_POSTGRES_DATA")
    return [sys.executable, "-m", "config.embedded_postgres", str(data)] if data else []


def supervise(
    command: Sequence[str], host: str, port: int, on_ready: Callable[[], None], *, with_worker: bool = True
) -> None:
    """Run the web server until SIGINT, SIGTERM or SIGHUP arrives; call ``on_ready`` when it listens.

    Unless ``with_worker`` is false, run the task worker beside it. Does not return: the process exits, with code 1 if
    the web server ends by itself. Raises ``CommandError`` if it does not start.
    """
    supervision.interrupt_by_signals()
    metrics.prepare_folder()
    prepare_environment()
    server = start_server(command)
    try:
        wait_until_listening(server, host, port)
        on_ready()
    except KeyboardInterrupt:
        supervision.stop_process(server)
        return
    except CommandError:
        supervision.stop_process(server)
        raise
    watch(server, build_worker_command() if with_worker else [])


def start_server(command: Sequence[str]) -> int:
    """Start the web server and return its process ID.

    It is forked from this process, but for reloading, and where it counts for the metrics: whether it does is decided
    when modules are imported, as this process has done.
    """
    if sys.platform == "linux" and not settings.METRICS_PORT and "--reload" not in command:
        return fork_server(command[3:])
    return supervision.start_process(command, {})


def supervise_worker() -> None:
    """Run the task worker without a web server, until SIGINT, SIGTERM or SIGHUP arrives. Does not return."""
    prepare_environment()
    watch(None, build_worker_command())


def watch(server: int | None, worker: Sequence[str]) -> None:
    connections.close_all()  # rather than keep one open while waiting
    if server is None or not settings.METRICS_PORT:
        supervision.become(server, worker, build_last_command())
    limit_database_time(WorkerConnection)  # the start may take longer: it migrates, or waits for another that does
    metrics.serve_metrics()
    sys.exit(supervision.run(server, worker, build_last_command()))


def prepare_environment() -> None:
    """Set what the processes find in their environment, and the folder from which their commands run."""
    os.chdir(settings.BASE_DIR)
    os.environ[SUPERVISOR_VARIABLE] = str(os.getpid())
    if settings.METRICS_PORT and metrics.get_folder().is_dir():  # a worker alone has no folder
        os.environ[metrics.FOLDER_VARIABLE] = str(metrics.get_folder())
    for variable, (_parameter, value) in HEAP.items():
        os.environ.setdefault(variable, str(value))


def wait_until_listening(server: int, host: str, port: int) -> None:
    """Wait until the port accepts connections. Raises ``CommandError`` if the server ends before."""
    address = ("127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host, port)  # noqa: S104
    while True:
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        pid, status = os.waitpid(server, os.WNOHANG)
        if pid:
            raise CommandError(f"The web server did not start (exit code {os.waitstatus_to_exitcode(status)}).")
        time.sleep(0.05)
