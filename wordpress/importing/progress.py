"""Telling how far an import is: to whoever waits at a terminal, in lines for a log, and in its ``ImportRun``."""

import sys
import time
from collections import deque
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


class Pace:
    """How quickly the steps of a phase follow each other, and so how long the rest of it takes.

    The rate is that of the last half minute: what a former run has done already goes by in no time, and says nothing of
    what is still to do.
    """

    WINDOW, BETWEEN_MARKS = 30.0, 1.0  # seconds

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic):
        self.total, self.done, self.clock = total, 0, clock
        self.now = self.started = clock()
        self._marks = deque([(self.now, 0)])  # when so many steps were done

    def step(self) -> None:
        self.done, self.now = self.done + 1, self.clock()
        if self.now - self._marks[-1][0] >= self.BETWEEN_MARKS:
            self._marks.append((self.now, self.done))
        while len(self._marks) > 2 and self.now - self._marks[1][0] >= self.WINDOW:
            self._marks.popleft()

    @property
    def rate(self) -> float:
        """Steps a second; 0 if there was none."""
        since, done = self._marks[0]
        return (self.done - done) / max(self.now - since, 0.001)

    @property
    def seconds_left(self) -> float | None:
        return seconds_left(self.done, self.total, self.rate)


def seconds_left(done: int, total: int, rate: float) -> float | None:
    """Return how long the rest takes at a rate of steps a second, or None if nobody can know."""
    return (total - done) / rate if total and rate else None


class Bar:
    """A bar for each phase, with its rate and the time left."""

    COUNTED = "{desc}{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}{postfix}]"
    ENDLESS = "{desc}{n_fmt} [{elapsed}{postfix}]"
    SECONDS_BETWEEN_LOOKS = 0.2

    def __init__(self, stream: TextIO):
        self.stream, self.bar = stream, None

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.pace, self.shown = Pace(total), 0.0
        self.bar = tqdm(
            desc=f"{phase:<22}",
            total=total or None,
            file=self.stream,
            dynamic_ncols=True,
            mininterval=self.SECONDS_BETWEEN_LOOKS,
            bar_format=self.COUNTED if total else self.ENDLESS,
        )

    def step(self) -> None:
        self.pace.step()
        if self.pace.now - self.shown >= self.SECONDS_BETWEEN_LOOKS:
            self.shown, left = self.pace.now, self.pace.seconds_left
            remaining = "" if left is None else f"{tqdm.format_interval(left)} left, "
            self.bar.set_postfix_str(f"{remaining}{self.pace.rate:.1f}/s", refresh=False)
        self.bar.update()

    def end(self) -> None:
        if self.bar is not None:
            self.bar.close()


class Lines:
    """The same in lines, for where there is no terminal."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self.write, self.clock = write, clock
        self.phase, self.said = "", 0.0

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.phase, self.pace = phase, Pace(total, self.clock)
        self.said = self.pace.now

    def step(self) -> None:
        pace = self.pace
        pace.step()
        if pace.now - self.said >= SECONDS_BETWEEN_LINES:
            self.said, left = pace.now, pace.seconds_left
            of, left = (f" of {pace.total}", f", {left:.0f} s left") if left is not None else ("", "")
            self.write(f"{self.phase}: {pace.done}{of}, {pace.rate:.1f} a second{left}")

    def end(self) -> None:
        if self.phase:
            self.write(f"{self.phase}: {self.pace.done} in {self.clock() - self.pace.started:.1f} s")
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
            self.phase, self.pace = phase, Pace(total)
            self._note()

    def step(self) -> None:
        if self.other:
            self.other.step()
        if self.run:
            self.pace.step()
            if self.pace.now - self.noted > SECONDS_BETWEEN_NOTES:
                self._note()

    def end(self) -> None:
        if self.other:
            self.other.end()

    def _note(self) -> None:
        pace, run = self.pace, self.run
        self.noted = pace.now
        run.phase, run.total, run.done, run.rate = self.phase, pace.total, pace.done, pace.rate
        ImportRun.objects.filter(pk=run.pk).update(
            phase=run.phase, total=run.total, done=run.done, rate=run.rate, seen_at=timezone.now()
        )
