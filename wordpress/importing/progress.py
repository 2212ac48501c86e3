"""Telling how far an import is: to whoever waits at a terminal, in lines for a log, and in its ``ImportRun``."""

import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

from django.utils import timezone
from tqdm import tqdm

from ..models import ImportRun

SECONDS_BETWEEN_NOTES = 1.0
SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    def begin(self, phase: str, total: int) -> None:
        """A phase begins; ``total`` is the number of its steps, or 0 if nobody knows."""

    def step(self) -> None: ...

    def end(self) -> None:
        """The last phase is over."""


class Bar:
    """A bar for each phase, with its rate and the time left."""

    def __init__(self, stream: TextIO):
        self.stream, self.bar = stream, None

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.bar = tqdm(
            desc=f"{phase:<22}", total=total or None, unit="", file=self.stream, dynamic_ncols=True, mininterval=0.2
        )

    def step(self) -> None:
        self.bar.update()

    def end(self) -> None:
        if self.bar is not None:
            self.bar.close()


class Lines:
    """The same in lines, for where there is no terminal."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self.write, self.clock = write, clock
        self.phase, self.total, self.done = "", 0, 0
        self.started = self.said = 0.0

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.phase, self.total, self.done = phase, total, 0
        self.started = self.said = self.clock()

    def step(self) -> None:
        self.done += 1
        now = self.clock()
        if now - self.said >= SECONDS_BETWEEN_LINES:
            self.said = now
            rate = self.done / max(now - self.started, 0.001)
            left = f", {(self.total - self.done) / rate:.0f} s left" if self.total else ""
            self.write(
                f"{self.phase}: {self.done}{f' of {self.total}' if self.total else ''}, {rate:.1f} a second{left}"
            )

    def end(self) -> None:
        if self.phase:
            self.write(f"{self.phase}: {self.done} in {self.clock() - self.started:.1f} s")
            self.phase = ""


def for_terminal(stream: TextIO, write: Callable[[str], None]) -> Progress:
    return Bar(sys.stderr) if stream.isatty() and sys.stderr.isatty() else Lines(write)


class Noted:
    """Passes progress on, and notes it in the run about once a second."""

    def __init__(self, run: ImportRun | None, other: Progress | None = None):
        self.run, self.other, self.noted = run, other, 0.0

    def begin(self, phase: str, total: int) -> None:
        if self.other:
            self.other.begin(phase, total)
        if self.run:
            self.run.phase, self.run.total, self.run.done = phase, total, 0
            self._note()

    def step(self) -> None:
        if self.other:
            self.other.step()
        if self.run:
            self.run.done += 1
            if time.monotonic() - self.noted > SECONDS_BETWEEN_NOTES:
                self._note()

    def end(self) -> None:
        if self.other:
            self.other.end()

    def _note(self) -> None:
        self.noted = time.monotonic()
        ImportRun.objects.filter(pk=self.run.pk).update(
            phase=self.run.phase, total=self.run.total, done=self.run.done, seen_at=timezone.now()
        )
