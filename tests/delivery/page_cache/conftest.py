"""A small application behind the page cache."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.shared_counter import SharedCounter
from delivery.page_cache.application import PageCache
from delivery.page_cache.storage import Files, Memory

BODY = b"<p>Words of a page.</p>" * 50


class Answer:
    def __init__(self, cache: PageCache, path: str = "/", method: str = "GET", **extra: str) -> None:
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
        }
        chunks = cache(environ | extra, self._start)
        self.body = b"".join(chunks)
        self.state = self.headers.get("X-Cache", "django")

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)


class Site:
    """An application whose answer a test changes, behind the cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status, self.body = "200 OK", BODY
        self.headers: dict[str, str] = {"Content-Type": "text/html"}
        self.requests: list[dict] = []
        self.during: Callable[[], object] = lambda: None
        self.counter = SharedCounter(folder / "generation")
        self.cache = self.make_cache()

    def make_cache(self) -> PageCache:
        """Another process of the same machine."""
        files = Files(self.folder / "pages", 10_000_000)
        return PageCache(self.application, SharedCounter(self.folder / "generation"), Memory(1_000_000), files)

    def application(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        self.requests.append(environ)
        status, headers, body = self.status, list(self.headers.items()), self.body
        self.during()
        start_response(status, headers)
        return iter([body])

    def get(self, path: str = "/", **extra: str) -> Answer:
        return Answer(self.cache, path, **extra)

    def change(self) -> None:
        self.counter.raise_to(self.counter.value + 1)


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)
