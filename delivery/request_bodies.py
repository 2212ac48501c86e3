"""Limits of reading the bodies of requests, in front of Django in the WSGI process.

A body is read before a view runs, and the server lets a thread wait for it. Without limits as many slow clients as
there are threads would stop the site (docs/decisions/0054-slow-bodies.md).
"""

import io
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

MAX_BODIES = 4  # read at once by a process: half of its threads (delivery.supervisor)
GRACE_SECONDS = 15
MIN_BYTES_PER_SECOND = 8192  # once the grace has passed
MAX_BYTES_IN_MEMORY = 2_621_440  # as Django's FILE_UPLOAD_MAX_MEMORY_SIZE
#: How large a body may be, by the beginning of the address. Visitors send forms without files.
MAX_BYTES = {"/admin/wordpress/": 4 << 30, "/admin/": 1 << 30, "/": 2_621_440}
CHUNK_BYTES = 16_384
CHECK_SECONDS = 0.25
TEXT_HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]


class Body:
    """The body of one request, which a thread of its own reads: a read that waits cannot be interrupted."""

    def __init__(self, source: Any, length: int) -> None:
        self.file: Any = tempfile.SpooledTemporaryFile(MAX_BYTES_IN_MEMORY)  # noqa: SIM115 - the view reads it
        self.received = 0
        self.error: Exception | None = None
        self._source, self._length = source, length
        self._thread = threading.Thread(target=self._read, daemon=True)

    def read_in_time(self) -> bool:
        """Return whether the whole body has come; False if it comes too slowly. Raises what reading raised."""
        began = time.monotonic()
        self._thread.start()
        while True:
            self._thread.join(CHECK_SECONDS)
            if not self._thread.is_alive():
                break
            late = time.monotonic() - began - GRACE_SECONDS
            if late > 0 and self.received < late * MIN_BYTES_PER_SECOND:
                return False
        if self.error:
            raise self.error
        self.file.seek(0)
        return True

    def _read(self) -> None:
        try:
            while self.received < self._length:
                chunk = self._source.read(min(CHUNK_BYTES, self._length - self.received))
                if not chunk:
                    break
                self.file.write(chunk)
                self.received += len(chunk)
        except Exception as error:
            self.error = error


class BodyLimits:
    """WSGI middleware: reads bodies within the limits, and hands whole ones to the application."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._slots = threading.BoundedSemaphore(MAX_BODIES)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if not length.isdecimal() or int(length) == 0:
            environ["wsgi.input"] = io.BytesIO()  # Django reads no body without a length
            return self.application(environ, start_response)
        if int(length) > get_max_bytes(environ.get("PATH_INFO", "/")):
            # The body is left unread, so that the connection cannot be used again.
            start_response("413 Content Too Large", [*TEXT_HEADERS, ("Connection", "close")])
            return [b"What you sent is larger than this site takes. Please send less, or a smaller file."]
        if not self._slots.acquire(blocking=False):
            start_response("503 Service Unavailable", [*TEXT_HEADERS, ("Retry-After", "10")])
            return [b"Many forms are arriving at this moment. Please send yours again in a few seconds."]
        try:
            body = Body(environ["wsgi.input"], int(length))
            if not body.read_in_time():
                start_response("408 Request Timeout", [*TEXT_HEADERS, ("Connection", "close")])
                return [b"The form came too slowly. Please send it again."]
        finally:
            self._slots.release()
        environ["wsgi.input"] = body.file
        return self.application(environ, start_response)


def get_max_bytes(path: str) -> int:
    return next((most for start, most in MAX_BYTES.items() if path.startswith(start)), MAX_BYTES["/"])
