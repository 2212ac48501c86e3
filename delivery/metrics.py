"""Metrics for Prometheus (``METRICS_PORT``), on a port of their own which visitors do not reach.

The web processes and the task worker count in files that they map, one for each process (the multiprocess mode of
``prometheus_client``), and the supervisor's process adds them up when it is asked. So one address tells of a machine,
and asking costs the web processes nothing. ``manage.py serve`` names the folder of the files in the environment of what
it starts; without it nothing is counted.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error, connections
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # of prometheus_client
BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

if FOLDER_VARIABLE in os.environ:
    _requests = Histogram(
        "roundtable_request_seconds",
        "Requests by status and by where the answer came from: hit, new and stale (the page cache), or django.",
        ["status", "source"],
        buckets=BUCKETS,
    )
    _slow_queries = Counter("roundtable_slow_queries", "Statements that took longer than SLOW_QUERY_MILLISECONDS.")
else:
    _requests = _slow_queries = None  # type: ignore[assignment]


def count_request(status: str, source: str, seconds: float) -> None:
    if _requests is not None:
        _requests.labels(status, source).observe(seconds)


def count_slow_query() -> None:
    if _slow_queries is not None:
        _slow_queries.inc()


def get_folder() -> Path:
    return Path(settings.VAR_DIR) / "metrics"


def prepare_folder() -> None:
    """Forget what the processes of an earlier start counted."""
    if settings.METRICS_PORT:
        shutil.rmtree(get_folder(), ignore_errors=True)
        get_folder().mkdir(parents=True)


class SiteCollector(Collector):
    """What the database knows of the site, asked for at each scrape: 1 for what is well, 0 for what is not."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        from .health import get_findings, get_waiting_tasks  # noqa: PLC0415 - models, which wsgi.py must not import

        is_up = GaugeMetricFamily("roundtable_up", "Whether a part of the site works.", labels=["part"])
        waiting = GaugeMetricFamily("roundtable_waiting_tasks", "Background tasks that are due and wait.")
        try:
            for part, finding in get_findings().items():
                is_up.add_metric([part], float(finding.is_good))
            waiting.add_metric([], get_waiting_tasks())
            is_up.add_metric(["database"], 1)
        except Error:
            is_up.add_metric(["database"], 0)
        finally:
            connections.close_all()
        yield is_up
        if waiting.samples:
            yield waiting


def make_registry(folder: Path) -> CollectorRegistry:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    registry.register(SiteCollector())
    return registry


def serve_metrics() -> None:
    """Answer on ``METRICS_HOST`` and ``METRICS_PORT``, in a thread of this process, where metrics are wanted."""
    if not settings.METRICS_PORT:
        return
    start_http_server(settings.METRICS_PORT, settings.METRICS_HOST, make_registry(get_folder()))
    logger.info("Metrics are on http://%s:%s/metrics", settings.METRICS_HOST, settings.METRICS_PORT)
