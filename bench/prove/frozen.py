"""Freezes the database of a running site, keeps all of its threads busy, and measures what ``/health/live/`` takes.

The site is served by granian as ``manage.py serve`` starts it, with one process. Its PostgreSQL is stopped by SIGSTOP:
it holds its connections, and answers nothing.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
from django.conf import settings
from django.db import connection

from delivery.connection_slots import THREADS
from delivery.supervisor import build_server_command

MAX_LIVE_SECONDS = 0.1
PROBES = 30
CLIENTS = THREADS * 2
MAX_SECONDS = 8  # for the requests that wait for the database: connecting, waiting for a place, and an answer


def prove_frozen(url: str) -> tuple[int, list[str]]:
    """Return how many requests were sent, and the problems. ``url`` is that of the database, which this changes not."""
    with serve(url) as address, ThreadPoolExecutor(CLIENTS) as clients:
        warm_up(address)
        with frozen_backends():
            waiting = [clients.submit(ask, f"{address}/blog/", MAX_SECONDS * 2) for _ in range(CLIENTS)]
            time.sleep(0.3)  # until they have taken the threads
            problems, slowest = probe(address)
            for status, seconds in (each.result() for each in waiting):
                if status != 503 or seconds > MAX_SECONDS:
                    problems.append(f"a page while the database is frozen: {status} after {seconds:.1f} s")
        problems += [f"{status} after the database is back" for status in [recover(address)] if status != 200]
    print(f"/health/live/ while the database is frozen: {slowest * 1000:.0f} ms at most, of {PROBES}")
    return CLIENTS + PROBES, problems


def probe(address: str) -> tuple[list[str], float]:
    problems, slowest = [], 0.0
    for _ in range(PROBES):
        status, seconds = ask(f"{address}/health/live/", 10)
        slowest = max(slowest, seconds)
        if status != 200 or seconds > MAX_LIVE_SECONDS:
            problems.append(f"/health/live/: {status} after {seconds * 1000:.0f} ms")
        time.sleep(0.1)
    return problems, slowest


def warm_up(address: str) -> None:
    """Ask for a page by all threads, so that all connections are open."""
    with ThreadPoolExecutor(16) as clients:
        list(clients.map(lambda _number: ask(f"{address}/blog/", 60), range(64)))


def recover(address: str) -> int:
    """Return the status of a page when the database has been back for a few seconds."""
    for _ in range(20):
        status, _seconds = ask(f"{address}/blog/", 20)
        if status == 200:
            break
        time.sleep(0.5)
    return status


def ask(url: str, timeout: float) -> tuple[int, float]:
    """Return the status and the seconds; 0 as the status if there is no answer."""
    began = time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310 - our own address
            status = response.status
            response.read()
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        status = 0
    return status, time.monotonic() - began


@contextlib.contextmanager
def serve(url: str) -> Iterator[str]:
    """Serve the site with the database of ``url`` by one process of granian, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = build_server_command("127.0.0.1", port, 1, False)
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603 - our own command
    try:
        deadline = time.monotonic() + 60
        while ask(f"http://127.0.0.1:{port}/health/live/", 5)[0] != 200:
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError("The site could not be served")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def frozen_backends() -> Iterator[None]:
    """Stop the processes of PostgreSQL that serve other connections to the databases of this site, new ones included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    postmaster = backend.parent()
    assert postmaster is not None
    connection.close()
    processes = [postmaster, *postmaster.children()]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
