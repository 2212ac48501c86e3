"""The web server with the site loaded before its processes are forked.

They share the memory of what was loaded until one of them writes to it, and they start at once, also when one has died.
Only on Linux, where forking is safe for what is loaded.
"""

import contextlib
import ctypes
import gc
import os
import signal
from collections.abc import Sequence

from django.db import connections
from django.urls import get_resolver
from granian.cli import cli

from .supervision import SIGNALS

ARENA_MAX, ARENAS = -8, 2  # of mallopt(3): what MALLOC_ARENA_MAX sets for a process that is started by a command


def fork_server(arguments: Sequence[str]) -> int:
    """Run Granian, with the arguments of its command line, in a fork of this process; return its process ID."""
    get_resolver()._populate()  # imports the views
    connections.close_all()
    # What is there will not be garbage. Looking through it would write to it, and so copy it.
    gc.collect()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        with contextlib.suppress(AttributeError):  # another C library than glibc
            ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)
        cli(args=list(arguments), prog_name="granian")  # ends by ``SystemExit``
    return pid
