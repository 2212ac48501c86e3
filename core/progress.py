"""Telling whoever runs a long command how far it is."""

import time
from collections.abc import Iterable
from typing import TextIO

from tqdm import tqdm

SECONDS_BETWEEN_LINES = 5


def report_progress(steps: Iterable[int], total: int, unit: str, stream: TextIO) -> int:
    """Go through ``steps``, each of which says how many more of ``total`` are done; return how many that were.

    A terminal shows a bar; a log, a line every few seconds and one at the end.
    """
    if stream.isatty():
        with tqdm(total=total, unit=f" {unit}", file=stream) as bar:
            for number in steps:
                bar.update(number)
            return bar.n
    done, told = 0, time.monotonic()
    for number in steps:
        done += number
        if time.monotonic() - told >= SECONDS_BETWEEN_LINES:
            stream.write(f"{done} of {total} {unit}\n")
            told = time.monotonic()
    stream.write(f"{done} of {total} {unit}\n")
    return done
