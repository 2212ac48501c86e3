"""A circuit breaker: what does not answer is asked by one request in a while, so that the others need not wait."""

import threading
import time


class CircuitBreaker:
    """Open, it lets one caller through every ``probe_seconds``; closed, which it is at first, it lets all through."""

    def __init__(self, probe_seconds: float) -> None:
        self._probe_seconds = probe_seconds
        self._mutex = threading.Lock()
        self._next_probe: float | None = None

    @property
    def is_open(self) -> bool:
        return self._next_probe is not None

    def allows_request(self) -> bool:
        if self._next_probe is None:
            return True
        with self._mutex:
            now = time.monotonic()
            if self._next_probe is not None and now < self._next_probe:
                return False
            self._next_probe = now + self._probe_seconds
            return True

    def open(self) -> None:
        self._next_probe = time.monotonic() + self._probe_seconds

    def close(self) -> None:
        self._next_probe = None
