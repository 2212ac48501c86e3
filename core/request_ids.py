"""An ID for each request, which its answer and all log lines that it causes carry (``X-Request-ID``)."""

import logging
import re
import secrets
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def begin_request(given: str = "") -> str:
    """Give the request of this thread an ID: that of a trusted proxy, if it may be one, else a new one."""
    request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(16)
    _current.set(request_id)
    return request_id


def end_request() -> None:
    _current.set("")


class RequestIdFilter(logging.Filter):
    """Add the ID of the request that this thread answers to its log lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id") and (request_id := _current.get()):
            record.request_id = request_id
        return True
