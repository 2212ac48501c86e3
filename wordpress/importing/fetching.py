"""Downloading files of the old site, from public addresses only (``core.public_http``)."""

import http.client
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urljoin

from core.public_http import REDIRECTS, FetchError, parse_target

from .files import MAX_BYTES_IN_MEMORY, MAX_FILE_BYTES

MAX_SECONDS = 120
MAX_REDIRECTS = 3
USER_AGENT = "Roundtable (moving in; one visit to each file)"


@contextmanager
def fetch(url: str) -> Iterator[IO[bytes]]:
    """Download a file and yield it, open at its beginning. Raises ``FetchError``."""
    with tempfile.SpooledTemporaryFile(max_size=MAX_BYTES_IN_MEMORY) as file:
        _download(url, file)
        file.seek(0)
        yield file


def _download(url: str, file: IO[bytes]) -> None:
    deadline = time.monotonic() + MAX_SECONDS
    for _redirect in range(MAX_REDIRECTS + 1):
        target = parse_target(url)
        connection = target.connect()
        try:
            connection.request("GET", target.path, headers={"User-Agent": USER_AGENT})
            response = connection.getresponse()
            if response.status not in REDIRECTS:
                _copy(response, file, deadline)
                return
            url = urljoin(url, response.getheader("Location") or "")
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(f"{target.host} could not be read: {error}") from error
        finally:
            connection.close()
    raise FetchError(f"{url} redirects again and again")


def _copy(response: http.client.HTTPResponse, file: IO[bytes], deadline: float) -> None:
    if response.status != http.client.OK:
        raise FetchError(f"the server answered {response.status}")
    size = 0
    while chunk := response.read1(1 << 16):
        size += len(chunk)
        if size > MAX_FILE_BYTES:
            raise FetchError(f"the file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB")
        if time.monotonic() > deadline:
            raise FetchError(f"the download took more than {MAX_SECONDS} seconds")
        file.write(chunk)
