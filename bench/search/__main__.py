"""``make bench-search``: quality and speed of the search, compared with BM25 and Wagtail's own search, in one run.

Then 8 and 16 clients search at once, and their answers are compared with those that each query gets alone.

``--only ablation`` says what each rule of the engine is worth. ``--posts 2000`` measures at that size alone. Where the
samples do not lie beside the project, the demo alone is judged.
"""

import argparse

from .ablation import print_ablation
from .clients import print_clients
from .database import bench_database
from .quality import load_judged_archives, print_quality
from .speed import measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", choices=["quality", "ablation", "speed", "fuzz", "clients"], help="measure this alone"
    )
    parser.add_argument("--posts", type=int, nargs="*", default=[2000, 20_000], help="sizes of the archive for speed")
    parser.add_argument("--queries", type=int, default=10_000, help="how many queries of any Unicode the fuzz asks")
    options = parser.parse_args()
    if options.only in (None, "quality"):
        with bench_database("bench_search"):
            print_quality()
    if options.only == "ablation":
        with bench_database("bench_search"):
            for name, queries, _posts in load_judged_archives():
                print_ablation(name, queries)
    if options.only in (None, "speed", "fuzz"):
        before = None
        for count in options.posts:
            with bench_database("bench_search"):
                before = measure(count, before, fuzz=0 if options.only == "speed" else options.queries)
    if options.only in (None, "clients"):
        with bench_database("bench_search"):
            print_clients()


if __name__ == "__main__":
    main()
