"""One PostgreSQL server for one data directory, shared by all processes that connect to it.

Three files are locked (flock(2): the kernel drops such a lock when its holder dies, however it dies):
  guard   exclusively, by the process that starts or stops the server
  users   shared, by each process that uses the server: a process that can lock it exclusively is the last one
  server  exclusively, by every process of the server itself: if another process can lock it, none is left
So whether the server runs never depends on a PID in a file. A PID file only names a candidate, and a signal is sent
only if `_is_own_process` agrees. A copy of a running data directory has a copy of its PID file, but nobody holds the
copy of its `server` lock.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psutil
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from psycopg import sql
from psycopg.conninfo import make_conninfo

from . import launch, programs
from .locks import lock_file, open_lock_file
from .sockets import SOCKET, Answer, make_socket_folder, ping

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
RECOVERY_SECONDS = 300  # for a server that answers "starting up" after a crash
TIMEOUT_SECONDS = 30  # for a server that does not answer at all, or does not stop
ORPHAN_GRACE_SECONDS = 2  # for processes of a killed server, which normally notice and end by themselves
MAX_LOG_BYTES = 5_000_000


class Server:
    """The server of one data directory, as one process uses it."""

    _servers: dict[Path, "Server"] = {}

    @classmethod
    def for_data(cls, data: Path) -> "Server":
        """Return the server of a data directory: one object in each process."""
        data = data.resolve()
        return cls._servers.setdefault(data, cls(data))

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_name(data.name + ".log")
        self.locks = data.with_name(data.name + ".locks")
        self._reset()

    def _reset(self) -> None:
        """Reset the state, also in a forked child: the lock and the duty to stop the server are its parent's."""
        self._mutex = threading.Lock()
        self._users_lock: int | None = None
        self._databases = {"postgres"}

    def acquire(self, timeout: float = TIMEOUT_SECONDS) -> Path:
        """Register this process as a user of the server, and start it unless it runs.

        Returns the folder of its socket. Raises ``ImproperlyConfigured`` with one line if it cannot run, and
        ``OperationalError`` if it does not answer within ``timeout`` seconds (a new one is always given longer).
        """
        with self._explain_errors():
            programs.get_account(self.data)  # raises if another user owns the data directory
            self._register()
            with self._lock("guard", fcntl.LOCK_SH, timeout):
                folder = self._find_socket_folder()
            answer = ping(folder, timeout)
            if answer == Answer.SILENT:
                raise OperationalError(f"PostgreSQL does not answer within {timeout:g} seconds.")
            if answer != Answer.OK:
                with self._lock("guard", fcntl.LOCK_EX, timeout):
                    self._start(timeout)
                    folder = self._find_socket_folder()
            if folder is None:
                raise ImproperlyConfigured(f"PostgreSQL stopped again: {self._read_log_end()}")
            return folder

    def _register(self) -> None:
        with self._mutex:
            if self._users_lock is None:
                self.locks.mkdir(parents=True, exist_ok=True)
                descriptor = open_lock_file(self.locks / "users")
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                self._users_lock = descriptor
                atexit.register(self.release)

    def stop_unused(self) -> None:
        """Stop the server, if it runs and no process uses it."""
        if self.locks.exists():
            self._register()
            self.release()

    def release(self) -> None:
        """Unregister this process at its end, and stop the server if no other process uses it."""
        if self._users_lock is None:
            return
        descriptor, self._users_lock = self._users_lock, None
        with contextlib.suppress(OSError, psutil.Error), self._lock("guard", fcntl.LOCK_EX):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.environ.get("EMBEDDED_POSTGRES_KEEP") != "1":
                    self._stop()
            finally:
                os.close(descriptor)

    def create_database(self, name: str | None, folder: Path, timeout: int = TIMEOUT_SECONDS) -> None:
        """Create a database unless it exists. Two processes may find it missing at the same time."""
        if name is None or name in self._databases:
            return
        with psycopg.connect(self._get_conninfo(folder), autocommit=True, connect_timeout=timeout) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [name]).fetchone():
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._databases.add(name)

    def _get_conninfo(self, folder: Path) -> str:
        return make_conninfo(host=str(folder), port=5432, user="postgres", dbname="postgres")

    def _find_socket_folder(self) -> Path | None:
        """Return the folder in which the server listens; None if it does not run. The guard must be locked.

        The server writes the folder into its PID file, as its temporary directory may differ from that of this
        process. The file is believed only while the server's lock is held, and only if the socket is of the same
        process: the file may be a copy, and a server of another directory may have taken over the socket.
        """
        if not self._is_running():
            return None
        with contextlib.suppress(FileNotFoundError, IndexError):
            lines = _read_lines(self.data / "postmaster.pid")  # fewer while the server writes it
            pid, folder = lines[0], lines[4]
            if folder and _read_lines(Path(folder) / f"{SOCKET}.lock")[0] == pid:
                return Path(folder)
        return None

    def _is_running(self) -> bool:
        """Return whether any process of the server is alive."""
        try:
            with self._lock("server", fcntl.LOCK_SH | fcntl.LOCK_NB):
                return False
        except BlockingIOError:
            return True

    def _is_own_process(self, process: psutil.Process) -> bool:
        """Return whether a process belongs to the server of this data directory. Its PID alone proves nothing."""
        try:
            if process.name() != "postgres" or process.uids().real != programs.get_account(self.data)[0]:
                return False
            # The working directory tells more than the command line: it follows a directory that is moved.
            folder = process.cwd()
            return folder == str(self.data) if folder else str(self.data) in process.cmdline()
        except psutil.Error:
            return False

    def _read_process(self, pid_file: Path) -> psutil.Process | None:
        """Return the process that a PID file of PostgreSQL names, if it is really one of this server."""
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.Error):
            process = psutil.Process(int(_read_lines(pid_file)[0]))
            return process if self._is_own_process(process) else None
        return None

    # Start and stop, always with the guard locked

    def _start(self, timeout: float) -> None:
        began = time.monotonic()
        launched = interrupted = False
        while (answer := ping(self._find_socket_folder(), timeout)) != Answer.OK:
            waited = time.monotonic() - began
            if answer == Answer.NONE:
                if not self._is_running():
                    if launched:
                        raise ImproperlyConfigured(f"PostgreSQL did not start: {self._read_log_end()}")
                    self._launch()
                    launched, began = True, time.monotonic()
                elif waited > ORPHAN_GRACE_SECONDS and not (launched or interrupted):
                    self._interrupt_processes()
                    interrupted = True
            elif waited > timeout < TIMEOUT_SECONDS:
                raise OperationalError("PostgreSQL is starting.")
            if waited > (RECOVERY_SECONDS if answer == Answer.STARTING else TIMEOUT_SECONDS):
                raise ImproperlyConfigured(f"PostgreSQL does not answer: {self._read_log_end()}")
            time.sleep(0.01)

    def _launch(self) -> None:
        self._prepare_data()
        pid_file = self.data / "postmaster.pid"
        if self._read_process(pid_file):
            raise ImproperlyConfigured(f"Another program runs PostgreSQL in {self.data}: stop it first.")
        # No process of the server is alive, so the file is stale; another process may have its PID by now.
        pid_file.unlink(missing_ok=True)
        folder = make_socket_folder(self.data)
        socket, socket_lock = folder / SOCKET, folder / f"{SOCKET}.lock"
        if leftover := self._read_process(socket_lock):
            # The data directory was deleted while its server ran. That server is of no use any more.
            leftover.send_signal(signal.SIGQUIT)
            self._wait_while(lambda: self._is_own_process(leftover))
        socket.unlink(missing_ok=True)
        socket_lock.unlink(missing_ok=True)
        settings = SETTINGS | {"unix_socket_directories": str(folder)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        code = self._run_program("postgres", "-D", str(self.data), *options, output_folder=folder, detach=True)
        if code not in {0, launch.BUSY}:
            raise ImproperlyConfigured(f"PostgreSQL did not start: {self._read_log_end()}")

    def _interrupt_processes(self) -> None:
        """End a server that lost its socket, or the sessions that are left of one that lost its main process.

        On SIGINT the main process shuts down cleanly, and an orphaned session cancels its query and ends.
        """
        for process in filter(self._is_own_process, psutil.process_iter()):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGINT)

    def _stop(self) -> None:
        folder = self._find_socket_folder()
        if process := self._read_process(self.data / "postmaster.pid"):
            process.send_signal(signal.SIGINT)  # "fast" shutdown: ends sessions, leaves nothing to recover
            self._wait_while(self._is_running)
            if folder:
                folder.rmdir()

    def _wait_while(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while condition() and time.monotonic() < deadline:
            time.sleep(0.01)

    # Files

    def _prepare_data(self) -> None:
        """Create the data directory: under a temporary name, so that an unfinished one is never used."""
        version = self.data / "PG_VERSION"
        if not self.data.exists() or not any(self.data.iterdir()):
            unfinished = self.data.with_name(self.data.name + ".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(unfinished, *programs.get_account(self.data))
            options = ["--username=postgres", "--auth=trust", "--encoding=UTF8"]
            # The same sorting on every system (docker-compose.yml sets the same).
            options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            if self._run_program("initdb", "-D", str(unfinished), *options, output_folder=unfinished) != 0:
                raise ImproperlyConfigured(f"PostgreSQL's initdb failed: {self._read_log_end()}")
            unfinished.replace(self.data)
        elif not version.exists():
            raise ImproperlyConfigured(f"{self.data} is not a PostgreSQL data directory: move it away.")
        found, installed = version.read_text().strip(), programs.get_major_version()
        if found != installed:
            raise ImproperlyConfigured(
                f"{self.data} holds data of PostgreSQL {found}, and PostgreSQL {installed} is installed: "
                "restore a backup into a new directory, or install the old version."
            )

    def _run_program(self, *command: str, output_folder: Path, detach: bool = False) -> int:
        if self.log.exists() and self.log.stat().st_size > MAX_LOG_BYTES:
            self.log.replace(self.log.with_name(self.log.name + ".1"))
        with self.log.open("ab") as log:
            lock = self.locks / "server"
            return programs.run(
                *command, data=self.data, output_folder=output_folder, lock=lock, log=log, detach=detach
            )

    def _lock(self, name: str, operation: int, timeout: float = TIMEOUT_SECONDS) -> AbstractContextManager[None]:
        return lock_file(self.locks / name, operation, timeout if timeout < TIMEOUT_SECONDS else None)

    @contextlib.contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Turn what the system refuses (no permission, no space, a read-only disk) into an error of one line."""
        try:
            yield
        except (OSError, psutil.Error) as error:
            raise ImproperlyConfigured(f"PostgreSQL cannot run in {self.data}: {error}") from error

    def _read_log_end(self) -> str:
        with contextlib.suppress(OSError):
            lines = self.log.read_text(errors="replace").splitlines()[-4:]
            return " | ".join(line.strip() for line in lines) + f" (more in {self.log})"
        return f"nothing in {self.log}"


def _read_lines(file: Path) -> list[str]:
    return os.fsdecode(file.read_bytes()).splitlines()


def _reset_all() -> None:
    for server in Server._servers.values():
        if server._users_lock is not None:
            os.close(server._users_lock)
        server._reset()


os.register_at_fork(after_in_child=_reset_all)
