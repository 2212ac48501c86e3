"""``make prove``: what takes too long for CI. Prints the problems of each part, and a table at the end.

``python -m bench.prove [kills] [roles] [requests] [files] [frozen]`` makes a database of its own. The exit code is 1 if
there is a problem. ``tests/faults`` run a sample of each part.
"""

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable

import django
from django.test.utils import setup_test_environment

SHOWN = 200  # problems of a part


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.prove")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="kills, roles, requests, files or frozen; all if left out"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, help="how many cells, requests or files to draw")
    parser.add_argument("--here", action="store_true", help="use the database of DATABASE_URL, which is a copy")
    parser.add_argument(
        "--write-roles", action="store_true", help="print the lines of roles.txt as the site answers now"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    setup_test_environment()
    from delivery.preloading import limit_heap  # noqa: PLC0415 - as below

    limit_heap()  # as the processes of the site
    logging.disable(logging.CRITICAL)  # each hostile request would write a line
    from ..databases import own_database  # noqa: PLC0415 - it needs the settings, which are loaded by now

    with own_database(options.here):
        return prove(options)


def prove(options: argparse.Namespace) -> int:
    from .matrix import write_table  # noqa: PLC0415 - it needs the models, which are loaded by now
    from .parts import PARTS  # noqa: PLC0415 - as above
    from .world import make_world  # noqa: PLC0415 - as above

    if options.write_roles:
        print(write_table(make_world()))
        return 0
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.")
    lines = [run_part(name, PARTS[name], options) for name in PARTS if not options.parts or name in options.parts]
    print(f"\n{'':<12}{'tried':>8}{'problems':>10}{'seconds':>9}")
    for name, tried, problems, seconds in lines:
        print(f"{name:<12}{tried:>8}{problems:>10}{seconds:>9.0f}")
    return 1 if any(problems for _name, _tried, problems, _seconds in lines) else 0


def run_part(name: str, part: Callable, options: argparse.Namespace) -> tuple[str, int, int, float]:
    began = time.monotonic()
    tried, problems = part(options.sample, options.seed)
    print(f"\n{name}: {tried} tried, {len(problems)} problems")
    for problem in problems[:SHOWN]:
        print(f"    {problem}")
    sys.stdout.flush()
    return name, tried, len(problems), time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
