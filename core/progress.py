"""Progress reports of long commands."""

import time
from collections.abc import Iterable
from typing import TextIO

from tqdm import tqdm

SECONDS_BETWEEN_LINES = 5


def report_progress(steps: Iterable[int], total: int, unit: str, stream: TextIO) -> int:
    """Consume ``steps`` and report the progress; return the sum of the steps.

    Each step is the number of units, of ``total``, that were finished since the step before. A terminal shows a bar;
    other streams get a line every few seconds and one at the end.
    """
    if stream.isatty():
        with tqdm(total=total, unit=f" {unit}", file=stream) as bar:
            for number in steps:
                bar.update(number)
            return int(bar.n)
    done, reported_at = 0, time.monotonic()
    for number in steps:
        done += number
        if time.monotonic() - reported_at >= SECONDS_BETWEEN_LINES:
            stream.write(f"{done} of {total} {unit}\n")
            reported_at = time.monotonic()
    stream.write(f"{done} of {total} {unit}\n")
    return done
