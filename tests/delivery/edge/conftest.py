"""A small application behind the page cache, and a real nginx with the repository's configuration in front of it."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from config.nginx import write_nginx_configuration
from core.shared_counter import SharedCounter
from delivery.edge.files import Edge
from delivery.edge.layout import normalise, write_headers
from delivery.mirror.files import MirrorFiles
from delivery.page_cache.application import PageCache
from delivery.page_cache.responses import get_cache_control
from delivery.page_cache.storage import Files, Memory

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
BODY = "<!DOCTYPE html><p>Words of a page.</p>" + "<p>Some more of them.</p>" * 50
HTML = [("Content-Type", "text/html; charset=utf-8")]
USUAL = [("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "img-src 'self'; default-src 'self'")]


@pytest.fixture(scope="session", autouse=True)
def nginx_is_there():
    if NGINX is None and not os.environ.get("CI"):
        pytest.skip("nginx is not installed (apt install nginx-light)")
    assert NGINX, "nginx is not installed, and CI tests the edge with it"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Log nothing."""


def get_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.state = self.headers.get("x-cache", "django")


class Site:
    """The application, which a test changes and stops, the edge, the mirror, and nginx."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cache_folder = folder, folder / "cache"
        self.reset()
        edge_folder = self.cache_folder / "edge"
        self.edge = Edge(edge_folder, 10_000_000)
        headers = normalise([*USUAL, ("Cache-Control", get_cache_control())])
        self.edge.set_usual_headers(headers)
        edge_folder.mkdir(parents=True)
        write_headers(edge_folder, headers)
        self.mirror = MirrorFiles(edge_folder / "mirror")
        self.counter = SharedCounter(self.cache_folder / "generation", self.edge.switch)
        files = Files(self.cache_folder / "pages", 10_000_000)
        self.cache = PageCache(self.application, self.counter, Memory(1_000_000), files, publish=self.edge.put)
        self.application_port = get_free_port()
        self.port = get_free_port()
        self.host = f"127.0.0.1:{self.port}"

    def reset(self) -> None:
        self.status, self.body, self.headers = "200 OK", BODY, HTML
        self.requests: list[str] = []

    def application(self, environ, start_response):
        self.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        body = self.body.encode()
        if environ["REQUEST_METHOD"] == "POST":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start_response(self.status, [*self.headers, *USUAL, ("Content-Length", str(len(body)))])
        return [body]

    def change(self) -> None:
        self.counter.raise_to(self.counter.value + 1)

    def get(self, path: str = "/", method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(client):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            client.request(method, path, body=body, headers={"Host": self.host} | sent)
            return Answer(client.getresponse())

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Let the application answer. Outside of it nobody listens on its port."""
        server = make_server("127.0.0.1", self.application_port, self.cache, Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()

    @contextlib.contextmanager
    def nginx(self) -> Iterator[None]:
        main = write_nginx_configuration(
            self.folder / "nginx",
            var=self.folder,
            port=self.port,
            application=f"127.0.0.1:{self.application_port}",
        )
        assert NGINX
        process = subprocess.Popen([NGINX, "-c", str(main), "-p", str(self.folder / "nginx")])
        try:
            wait_for_port(self.port)
            yield
        finally:
            process.terminate()
            process.wait(10)


def wait_for_port(port: int) -> None:
    for _attempt in range(500):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(f"Nothing listens on port {port}.")


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("edge"))
    with site.nginx():
        yield site


@pytest.fixture
def site(running: Site) -> Site:
    """The site in a new generation, with a new answer."""
    running.reset()
    running.cache._retry_at = 0
    running.change()
    return running
