"""Time and memory that `update_search` takes, in a process of its own: ``python -m bench.search.rebuild``.

It works on the database that ``make bench-search`` has filled and keeps it.
"""

import re
import time
from pathlib import Path

from django.core.management import call_command

from search.models import SearchDocument

from .database import bench_database


def main() -> None:
    with bench_database("bench_search", keep=True):
        start = time.perf_counter()
        call_command("update_search", verbosity=0)
        taken, memory = time.perf_counter() - start, peak_memory()
        print(f"{SearchDocument.objects.count()} rows indexed in {taken:.0f} s; at most {memory} MB")


def peak_memory() -> int:
    """Return the most megabytes that this process had. (``getrusage`` counts what the one had that started it, too.)"""
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes) // 1024


if __name__ == "__main__":
    main()
