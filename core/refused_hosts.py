"""The log entry about a request for a host name that ALLOWED_HOSTS does not have: once an hour for each name.

Without it a technician who forgot a name sees a bare 400. Scanners ask for any name, and would fill the log.
"""

import logging
import threading
import time

INTERVAL_SECONDS = 3600
MAX_HOSTS = 100  # in each interval


class RefusedHostFilter(logging.Filter):
    """Rewrites Django's message, drops its traceback, and lets each message through once in an interval."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._logged: set[str] = set()
        self._began = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        with self._lock:
            now = time.monotonic()
            if now - self._began > INTERVAL_SECONDS:
                self._began, self._logged = now, set()
            if message in self._logged or len(self._logged) >= MAX_HOSTS:
                return False
            self._logged.add(message)
        record.msg = f"400, as the host name is not one of this site: {ascii(message)[1:301]}"
        record.args, record.exc_info, record.exc_text = (), None, None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
