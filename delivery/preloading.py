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

#: Settings of glibc's heap, by environment variable, with the number of the parameter of mallopt(3). By default each
#: thread has an area of its own, which is not given back (10 MB a process), and so is not the space of large pictures.
HEAP = {"MALLOC_ARENA_MAX": (-8, 2), "MALLOC_MMAP_THRESHOLD_": (-3, 1024 * 1024)}


def limit_heap() -> None:
    """Let this process give memory back. One that is started by a command has it from the variables of ``HEAP``."""
    with contextlib.suppress(AttributeError):  # another C library than glibc
        for parameter, value in HEAP.values():
            ctypes.CDLL(None).mallopt(parameter, value)


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
        limit_heap()
        cli(args=list(arguments), prog_name="granian")  # ends by ``SystemExit``
    return pid
