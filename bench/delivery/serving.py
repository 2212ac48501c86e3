"""A site of its own for a measurement: its database, its processes, and requests to it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


def build() -> None:
    from demo.builders import build_person, build_post, build_topic  # noqa: PLC0415 - they need Django's set-up

    topic = build_topic("Rivers")
    person = build_person("Ada", "Quill", topics=[topic])
    build_post("A post", authors=[{"person": person}], topics=[topic])


@contextmanager
def serving(
    url: str, folder: str, application: str = "bench.delivery.edited_site:application"
) -> Iterator[tuple[int, subprocess.Popen]]:
    """Serve by two processes; yield the port and the server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": url, "PAGE_CACHE_MEGABYTES": "32", "PAGE_CACHE_ROOT": folder}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8"]
    command += ["--port", str(port), "--log-level", "warning", application]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603 - our own command
    try:
        for _attempt in range(600):
            try:
                get(port, "/health/live/")
                break
            except OSError:
                time.sleep(0.1)
        yield port, server
    finally:
        server.terminate()
        server.wait(20)


def get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Ask over a new connection, which either process may take. Return status, headers and body."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        client.request(method, path, headers={"Connection": "close"})
        response = client.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        client.close()
