"""`manage.py serve` with real processes, on a small project of its own so that nobody's database is touched."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from django.core.management import CommandError
from django.db import OperationalError

from delivery import startup, supervised
from delivery.management.commands.serve import get_account_command

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
from pathlib import Path
BASE_DIR = Path({root!r})
HERE = Path(__file__).parent
SECRET_KEY = "for-this-test-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "small_site"
INSTALLED_APPS = [
    "core", "delivery", "small_app", "django_tasks_db", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
DATABASES = {{"default": {{
    "ENGINE": "config.embedded_postgres", "NAME": "roundtable", "EMBEDDED_POSTGRES_DATA": HERE / "var" / "postgres-18",
}}}}
DATABASES["default"] |= {{"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
MIDDLEWARE = ["delivery.middleware.UnavailableMiddleware"]
TEMPLATES = [{{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE_DIR / "templates"],
}}]
STATIC_URL, STATIC_ROOT = "/static/", HERE / "var" / "static"
STATICFILES_DIRS = [HERE / "assets"]
SITE_URL = "http://127.0.0.1:{port}"
VAR_DIR = HERE / "var"
BACKUP_DIR = CACHE_URL = ""
ARCHIVE_DIR = str(HERE / "var" / "archive")
TRUST_PROXY, SLOW_QUERY_MILLISECONDS = False, 500
METRICS_PORT, METRICS_HOST = {metrics_port}, "127.0.0.1"
PAGE_CACHE_MEGABYTES, EDGE_FILES, PAGE_CACHE_ROOT = 0, False, HERE / "var" / "cache"
TASKS = {{"default": {{"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}}}
"""
SITE = """
import os
from django.db import connection
from django.http import HttpResponse
from django.urls import path
def page(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("it works")
handler500 = "delivery.unavailable.server_error"
urlpatterns = [path("", page), path("health/live/", lambda request: HttpResponse("alive"))]
"""
LOAD_DEMO = """
from django.core.management import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true")
        parser.add_argument("--accounts", action="store_true")
    def handle(self, *, if_empty, **options):
        self.stdout.write("demo if empty" if if_empty else "editor / a-password")
"""


SET_SITE_ADDRESS = """
from django.core.management import BaseCommand
class Command(BaseCommand):
    def handle(self, **options):
        self.stdout.write("address set")
"""


class Site:
    """A small project. With ``metrics`` the supervisor holds Django; without, it is the process that only watches."""

    def __init__(self, folder: Path, metrics: bool = False):
        self.folder = folder
        self.port, self.metrics_port = free_port(), free_port() if metrics else 0
        self.log = folder / "serve.log"
        commands = folder / "small_app" / "management" / "commands"
        commands.mkdir(parents=True)
        (folder / "assets").mkdir()
        (folder / "assets" / "site.css").write_text("body {}")
        (folder / "small_app" / "__init__.py").touch()
        (commands / "load_demo.py").write_text(LOAD_DEMO)
        (commands / "set_site_address.py").write_text(SET_SITE_ADDRESS)
        (folder / "small_site.py").write_text(SITE)
        (folder / "small_settings.py").write_text(
            SETTINGS.format(root=str(ROOT), port=self.port, metrics_port=self.metrics_port)
        )
        self.processes: list[subprocess.Popen] = []

    def serve(self, *options: str) -> subprocess.Popen:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "small_settings",
            "PYTHONPATH": str(self.folder),
            "PORT": str(self.port),
        }
        with self.log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *options],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=60) as page:
                return page.read() == b"it works"
        except OSError:
            return False

    def get(self, path: str = "/", timeout: float = 6) -> tuple[int, float]:
        """Return the status and the seconds that the answer took."""
        began = time.monotonic()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as page:
                status = page.status
        except urllib.error.HTTPError as error:
            status = error.code
        return status, time.monotonic() - began

    def up(self, *options: str) -> subprocess.Popen:
        process = self.serve(*options)
        wait_until(lambda: "Ctrl-C stops it." in self.log.read_text() or process.poll() is not None)
        assert self.answers(), self.log.read_text()
        return process

    def port_is_free(self) -> bool:
        try:
            startup.check_port("127.0.0.1", self.port)
        except CommandError:
            return False
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds=180):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path, request):
    site = Site(tmp_path, metrics=getattr(request, "param", False))
    yield site
    for process in site.processes:
        family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.terminate()
        process.wait(120)
        psutil.wait_procs(family, 10)


@pytest.mark.parametrize(("site", "number"), [(True, signal.SIGINT), (False, signal.SIGTERM)], indirect=["site"])
def test_serves_until_it_is_told_to_stop(site, number):
    process = site.up("--demo")
    wait_until(lambda: list((site.folder / "var" / "archive" / "wal").glob("*")))
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 4  # Granian, its two workers, and the one for tasks
    assert any("work" in member.cmdline() for member in family)
    assert any("pg_receivewal" in member.name() for member in family)
    if site.metrics_port:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.metrics_port}/metrics", timeout=60) as page:
            metrics = page.read().decode()
        assert 'roundtable_request_seconds_count{source="django",status="200"}' in metrics
        assert 'roundtable_up{part="database"} 1.0' in metrics
    else:
        assert psutil.Process(process.pid).memory_info().rss < 40_000_000
    process.send_signal(number)
    assert process.wait(120) == 0
    said = site.log.read_text()
    assert f"http://127.0.0.1:{site.port}/admin/" in said
    assert f"Make the first administrator:  {get_account_command()}" in said  # it differs in a container
    assert said.index("demo if empty") < said.index("Collecting") < said.index("editor / a-password")
    assert "Traceback" not in said
    assert site.port_is_free()
    assert not any(supervised.is_alive(member) for member in family)
    assert not (site.folder / "var" / "postgres-18" / "postmaster.pid").exists()


def test_frozen_database_holds_up_nobody_for_long(site):
    process = site.up()
    server = psutil.Process(int((site.folder / "var" / "postgres-18" / "postmaster.pid").read_text().split()[0]))
    frozen = [server, *server.children(recursive=True)]
    for member in frozen:
        member.suspend()
    try:
        status, seconds = site.get()
        assert (status, seconds < 5) == (503, True)
        with ThreadPoolExecutor(8) as visitors:
            answers = list(visitors.map(lambda _: site.get(), range(16)))
        assert {status for status, _ in answers} == {503}
        assert max(seconds for _, seconds in answers) < 5
        for _ in range(5):
            status, seconds = site.get("/health/live/")
            assert (status, seconds < 1) == (200, True)
    finally:
        for member in frozen:
            member.resume()
    wait_until(lambda: site.get()[0] == 200, seconds=10)
    assert process.poll() is None
    assert "Traceback" not in site.log.read_text()


def test_slow_bodies_leave_the_site_to_others(site):
    site.up()
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: 1000\r\n\r\nname="
    slow = [socket.create_connection(("127.0.0.1", site.port), timeout=5) for _ in range(12)]
    try:
        for number in range(12):
            slow[number].sendall(head.encode())
        for _ in range(5):
            time.sleep(0.2)
            assert site.get()[0] == 200
            for connection in slow:
                with contextlib.suppress(OSError):  # the server has answered 503, and closed
                    connection.sendall(b"a")
        statuses = []
        for connection in slow:
            connection.settimeout(0.2)
            with contextlib.suppress(OSError):
                statuses.append(connection.recv(12))
        assert b"HTTP/1.1 503" in statuses
    finally:
        for connection in slow:
            connection.close()


def test_second_start_does_nothing_twice_and_restarts_after_kill(site):
    process = site.up()
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    wait_until(lambda: not any(supervised.is_alive(member) for member in family))
    assert site.port_is_free()
    process = site.up()
    said = site.log.read_text()
    assert "Preparing the database" not in said
    assert "Collecting" not in said
    process.terminate()
    process.wait(120)
    (site.folder / "assets" / "site.css").write_text("body { margin: 0 }")
    site.up()
    assert "Collecting" in site.log.read_text()


def test_web_server_that_dies_ends_it_all(site):
    process = site.up()
    family = psutil.Process(process.pid).children(recursive=True)
    psutil.Process(process.pid).children()[0].kill()
    assert process.wait(120) == 1
    assert "The web server ended by itself" in site.log.read_text()
    assert not any(supervised.is_alive(member) for member in family)
    assert not (site.folder / "var" / "postgres-18" / "postmaster.pid").exists()


def test_taken_port_is_said_before_anything_slow(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        process = site.serve()
        assert process.wait(120) == 1
    said = site.log.read_text().strip()
    assert said.count("\n") == 0
    assert f"port {site.port}" in said
    assert "PORT=8001" in said
    assert not (site.folder / "var").exists()


def test_database_that_is_starting_is_waited_for(monkeypatch):
    answers = iter([OperationalError("connection refused\nIs it running?"), OperationalError("again"), None])

    def connect():
        if answer := next(answers):
            raise answer

    said = []
    monkeypatch.setattr(startup.connection, "ensure_connection", connect)
    monkeypatch.setattr(startup, "check_database_version", lambda: None)  # no connection was made
    monkeypatch.setattr(startup.time, "sleep", lambda seconds: None)
    startup.wait_for_database(said.append)
    assert said == ["Waiting up to 60 seconds for the database: connection refused"]


def test_database_that_never_starts_is_given_up(monkeypatch):
    def connect():
        raise OperationalError("connection refused")

    monkeypatch.setattr(startup.connection, "ensure_connection", connect)
    monkeypatch.setattr(startup, "DATABASE_TIMEOUT_SECONDS", -1)
    with pytest.raises(CommandError, match="does not answer: connection refused"):
        startup.wait_for_database(print)
