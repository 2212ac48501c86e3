"""``make prove``: what takes too long for CI. Prints the problems of each part, and a table at the end.

``python -m bench.prove [kills] [roles] [requests] [files] [frozen]`` gives each part a process and a database of its
own, so that none grows by, or waits for, what another has left. The exit code is 1 if there is a problem.
``tests/faults`` run a sample of each part.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from ..databases import own_database
from .matrix import write_table
from .parts import PARTS, run_part, set_up
from .world import make_world


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.prove")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if left out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, help="how many cells, requests or files to draw")
    parser.add_argument("--here", action="store_true", help="use the database of DATABASE_URL, which is a copy")
    parser.add_argument(
        "--write-roles", action="store_true", help="print the lines of roles.txt as the site answers now"
    )
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.")
    if options.write_roles:
        set_up()
        with own_database():
            print(write_table(make_world()))
        return 0
    names = [name for name in PARTS if not options.parts or name in options.parts]
    if len(names) == 1:
        lines = [run_part(names[0], options)]
    else:
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
            lines = [processes.submit(run_part, name, options).result() for name in names]
    print(f"\n{'':<12}{'tried':>8}{'problems':>10}{'seconds':>9}")
    for name, tried, problems, seconds in lines:
        print(f"{name:<12}{tried:>8}{problems:>10}{seconds:>9.0f}")
    return 1 if any(problems for _name, _tried, problems, _seconds in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
