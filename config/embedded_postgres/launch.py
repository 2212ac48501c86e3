"""Run a PostgreSQL program under the data directory's lock and as a user that PostgreSQL accepts.

    python -I launch.py LOCK UID GID CAPABILITIES wait|detach PROGRAM [ARGUMENT ...]

It runs as a separate process, and not as a preexec function, because the caller may have threads. The program and
all its children inherit the lock, and the kernel drops it with the last of them: as long as it is held, a process of
that server is alive. With UID "-" the user stays the same. Exit code 75: another process holds the lock.
"""

import ctypes
import fcntl
import os
import sys

PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 28, 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION_3 = 0x20080522
BUSY = 75


def drop_privileges(uid, gid, capabilities):
    """Drop root permanently and keep at most one capability: the first of `capabilities` that this process has.

    It is kept as an ambient one (capabilities(7)): only these survive the exec of an ordinary program. The securebit
    makes it survive setuid, and makes access(2) respect it, with which initdb looks for the other programs.
    """
    libc = ctypes.CDLL(None, use_errno=True) if capabilities else None
    if libc:
        raise_on_error(libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    for capability in capabilities:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        bits = 1 << capability  # effective, permitted, inheritable; then the same for capabilities from 32 on
        sets = (ctypes.c_uint32 * 6)(bits, bits, bits, 0, 0, 0)
        if libc.capset(header, sets) == 0:
            raise_on_error(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))
            return
    if capabilities:
        sys.exit("The project lies below a folder that only root may enter, and root lacks CAP_DAC_OVERRIDE.")


def raise_on_error(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main(lock, uid, gid, capabilities, mode, *command):
    descriptor = os.open(lock, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(BUSY)
    os.set_inheritable(descriptor, True)
    if uid != "-":
        drop_privileges(int(uid), int(gid), [int(number) for number in capabilities.split(",") if number])
    os.umask(0o077)
    if mode == "detach" and os.fork():
        os._exit(0)
    os.setsid()  # so that Ctrl-C in a terminal reaches the site only; the last process to end stops the server
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
