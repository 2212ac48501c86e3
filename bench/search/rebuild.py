"""How long `update_search` takes and how much memory, in a process of its own: ``python -m bench.search.rebuild``.

It works on the database that ``make bench-search`` has filled and keeps it.
"""

import resource
import time

from .database import bench_database


def main() -> None:
    with bench_database("bench_search", keep=True):
        from django.core.management import call_command

        from search.models import SearchDocument

        start = time.perf_counter()
        call_command("update_search", verbosity=0)
        taken, memory = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{SearchDocument.objects.count()} rows indexed in {taken:.0f} s; at most {memory} MB")


if __name__ == "__main__":
    main()
