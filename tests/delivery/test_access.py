"""The request log, IDs of requests, slow queries, metrics, and what is degraded."""

import json
import logging
import os
import subprocess
import sys
import urllib.request
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings

from config.logs import logging_config
from core.log_redaction import RedactingJsonFormatter
from core.request_ids import RequestIdFilter
from delivery import database, replica
from delivery.access import AccessLog
from delivery.database import log_slow_query
from delivery.metrics import make_registry

from .page_cache.conftest import site  # noqa: F401 - a fixture


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="roundtable.requests")
    return lambda: [record for record in caplog.records if record.name == "roundtable.requests"]


class Answer:
    def __init__(self, application, path: str, **extra: str) -> None:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "testserver", "wsgi.url_scheme": "http"}
        self.body = application(environ | {"QUERY_STRING": "", "REMOTE_ADDR": "192.0.2.7"} | extra, self._start)
        b"".join(self.body)
        if hasattr(self.body, "close"):
            self.body.close()

    def _start(self, status: str, headers: list[tuple[str, str]], *error: object) -> None:
        self.status, self.headers = status, headers
        (self.id,) = [value for name, value in headers if name == "X-Request-ID"]


def test_kept_answers_are_logged_each_with_an_id_of_its_own(site, lines):  # noqa: F811
    site.headers |= {"X-Request-ID": "of-the-rendering"}
    application = AccessLog(site.cache)
    answers = [Answer(application, "/a/"), Answer(application, "/a/"), Answer(application, "/admin/")]
    site.change()
    site.status = "503 Service Unavailable"
    answers.append(Answer(application, "/a/"))
    assert [(line.getMessage(), line.cache, line.status) for line in lines()] == [
        ("GET /a/ 200", "new", 200),
        ("GET /a/ 200", "hit", 200),
        ("GET /admin/ 200", "django", 200),
        ("GET /a/ 200", "stale", 200),
    ]
    assert [line.request_id for line in lines()] == [answer.id for answer in answers]
    assert len({answer.id for answer in answers}) == 4
    assert {line.client for line in lines()} == {"192.0.2.7"}


def test_a_proxy_may_give_the_id_and_nobody_else(site, settings):  # noqa: F811
    application = AccessLog(site.cache)
    given = {"HTTP_X_REQUEST_ID": "4f1c0a7de2b94c1e"}
    assert Answer(application, "/a/", **given).id != given["HTTP_X_REQUEST_ID"]
    settings.TRUST_PROXY = True
    assert Answer(application, "/a/", **given).id == given["HTTP_X_REQUEST_ID"]
    assert "\n" not in Answer(application, "/a/", HTTP_X_REQUEST_ID="forged\nline of a log").id


def test_all_lines_of_a_request_have_its_id(site):  # noqa: F811
    records = []
    site.during = lambda: records.append(logging.makeLogRecord({"msg": "within"}))

    def application(*arguments):
        site.during()
        RequestIdFilter().filter(records[0])
        return site.cache(*arguments)

    answer = Answer(AccessLog(application), "/a/")
    assert records[0].request_id == answer.id
    outside = logging.makeLogRecord({"msg": "outside"})
    RequestIdFilter().filter(outside)
    assert not hasattr(outside, "request_id")


def test_a_line_is_json_without_secrets_or_forged_lines(site, lines):  # noqa: F811
    path = '/a/"\n/eyJhIjoxfQ:1abcde:0123456789abcdefghijklmnopqrstuvwxyz/ünd/'
    Answer(AccessLog(site.cache), path.encode().decode("latin-1"))
    formatter = RedactingJsonFormatter()
    text = formatter.format(lines()[0])
    data = json.loads(text)
    assert "\n" not in text
    assert data["message"] == 'GET /a/"\\n/…/ünd/ 200'
    assert set(data) == {
        *("time", "level", "logger", "message", "request_id", "client", "user", "status", "milliseconds", "cache")
    }
    assert data["time"] == logging.Formatter().formatTime(lines()[0])
    assert "request_id" in logging_config(level="INFO", log_format="json")["handlers"]["console"]["filters"]


def test_slow_queries_are_logged_without_values(settings, caplog, monkeypatch):
    def run(milliseconds: int, sql: str) -> None:
        times = iter([100.0, 100.0 + milliseconds / 1000])
        monkeypatch.setattr(database, "time", SimpleNamespace(perf_counter=lambda: next(times)))
        assert log_slow_query(lambda *arguments: "rows", sql, ["a secret"], False, {}) == "rows"

    settings.SLOW_QUERY_MILLISECONDS = 500
    run(400, "SELECT 1")
    run(600, "SELECT name\n  FROM people WHERE name = %s")
    settings.SLOW_QUERY_MILLISECONDS = 0
    run(900, "SELECT 2")
    (record,) = [record for record in caplog.records if record.name == "roundtable.slow_queries"]
    assert record.getMessage() == "Slow query: SELECT name FROM people WHERE name = %s"
    assert record.milliseconds == 600


COUNT = """
import os
from delivery import metrics
os.fork()
metrics.count_request("200", "hit", 0.002)
metrics.count_slow_query()
"""


@pytest.mark.django_db
def test_metrics_add_up_the_processes_of_a_machine(tmp_path, monkeypatch):
    monkeypatch.setattr("delivery.metrics.connections", SimpleNamespace(close_all=lambda: None))
    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    subprocess.run([sys.executable, "-c", COUNT], check=True, env=environment, cwd=django_settings.BASE_DIR)
    from prometheus_client import start_http_server  # noqa: PLC0415 - only this test has a server

    server, thread = start_http_server(0, "127.0.0.1", make_registry(tmp_path))
    text = urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/metrics").read().decode()
    server.shutdown()
    thread.join()
    assert 'roundtable_request_seconds_count{source="hit",status="200"} 2.0' in text
    assert 'roundtable_request_seconds_bucket{le="0.001",source="hit",status="200"} 0.0' in text
    assert "roundtable_slow_queries_total 2.0" in text
    assert 'roundtable_up{part="worker"}' in text


@pytest.mark.django_db
def test_health_says_which_part_is_degraded(client, settings, monkeypatch):
    settings.CACHE_URL = "redis://127.0.0.1:1"
    settings.CACHES = {"default": {"BACKEND": "core.shared_cache.SharedCache", "LOCATION": settings.CACHE_URL}}
    monkeypatch.setattr(replica._Process, "replica", SimpleNamespace(problem="It lags."))
    answer = client.get("/health/ready/")
    data = answer.json()
    assert (answer.status_code, data["status"]) == (200, "degraded")
    assert (data["cache"], data["replica"], data["database"]) == ("failing", "failing", "ok")
    replica._Process.replica.problem = ""
    assert client.get("/health/ready/").json()["replica"] == "ok"
