"""Progress of an import: as a bar on a terminal, as lines in a log, and in its ``ImportRun``."""

import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol, TextIO

from django.utils import timezone
from tqdm import tqdm

from ..models import ImportRun

SECONDS_BETWEEN_SAVES = 1.0
SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    def begin(self, phase: str, total: int) -> None:
        """A phase begins; ``total`` is the number of its steps, or 0 if it is unknown."""

    def step(self) -> None: ...

    def end(self) -> None:
        """The last phase is over."""


class Pace:
    """The rate of the steps of a phase, and the time left.

    The rate is that of the last half minute, since items that an earlier run has imported go by in no time.
    """

    WINDOW, BETWEEN_MARKS = 30.0, 1.0  # seconds

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic):
        self.total, self.done, self.clock = total, 0, clock
        self.now = self.started = clock()
        self._marks = deque([(self.now, 0)])  # moments, with the number of steps done by then

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
    """Return how long the rest takes at a rate of steps per second, or None if it is unknown."""
    return (total - done) / rate if total and rate else None


class BarProgress:
    """A bar for each phase, with its rate and the time left."""

    COUNTED = "{desc}{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}{postfix}]"
    ENDLESS = "{desc}{n_fmt} [{elapsed}{postfix}]"
    SECONDS_BETWEEN_UPDATES = 0.2

    def __init__(self, stream: TextIO):
        self.stream = stream
        self.bar: tqdm | None = None

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.pace, self.shown = Pace(total), 0.0
        self.bar = tqdm(
            desc=f"{phase:<22}",
            total=total or None,
            file=self.stream,
            dynamic_ncols=True,
            mininterval=self.SECONDS_BETWEEN_UPDATES,
            bar_format=self.COUNTED if total else self.ENDLESS,
        )

    def step(self) -> None:
        if self.bar is None:
            return
        self.pace.step()
        if self.pace.now - self.shown >= self.SECONDS_BETWEEN_UPDATES:
            self.shown, left = self.pace.now, self.pace.seconds_left
            remaining = "" if left is None else f"{tqdm.format_interval(left)} left, "
            self.bar.set_postfix_str(f"{remaining}{self.pace.rate:.1f}/s", refresh=False)
        self.bar.update()

    def end(self) -> None:
        if self.bar is not None:
            self.bar.close()


class LineProgress:
    """Lines of text, for where there is no terminal."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self.write, self.clock = write, clock
        self.phase, self.written_at = "", 0.0

    def begin(self, phase: str, total: int) -> None:
        self.end()
        self.phase, self.pace = phase, Pace(total, self.clock)
        self.written_at = self.pace.now

    def step(self) -> None:
        pace = self.pace
        pace.step()
        if pace.now - self.written_at >= SECONDS_BETWEEN_LINES:
            self.written_at, left = pace.now, pace.seconds_left
            total, remaining = (f" of {pace.total}", f", {left:.0f} s left") if left is not None else ("", "")
            self.write(f"{self.phase}: {pace.done}{total}, {pace.rate:.1f} a second{remaining}")

    def end(self) -> None:
        if self.phase:
            self.write(f"{self.phase}: {self.pace.done} in {self.clock() - self.pace.started:.1f} s")
            self.phase = ""


def make_terminal_progress(stream: TextIO, write: Callable[[str], None]) -> Progress:
    return BarProgress(sys.stderr) if stream.isatty() and sys.stderr.isatty() else LineProgress(write)


class RunProgress:
    """Saves progress to an ``ImportRun``, about once a second, and passes it on."""

    def __init__(self, run: ImportRun | None, other: Progress | None = None):
        self.run, self.other, self.saved_at = run, other, 0.0

    def begin(self, phase: str, total: int) -> None:
        if self.other:
            self.other.begin(phase, total)
        if self.run:
            self.phase, self.pace = phase, Pace(total)
            self._save(self.run)

    def step(self) -> None:
        if self.other:
            self.other.step()
        if self.run:
            self.pace.step()
            if self.pace.now - self.saved_at > SECONDS_BETWEEN_SAVES:
                self._save(self.run)

    def end(self) -> None:
        if self.other:
            self.other.end()

    def _save(self, run: ImportRun) -> None:
        pace = self.pace
        self.saved_at = pace.now
        run.phase, run.total, run.done, run.rate = self.phase, pace.total, pace.done, pace.rate
        ImportRun.objects.filter(pk=run.pk).update(
            phase=run.phase, total=run.total, done=run.done, rate=run.rate, seen_at=timezone.now()
        )
