"""One PostgreSQL server for one data directory, shared by all processes that connect to it.

Three files are locked (flock(2): the kernel drops such a lock when its holder dies, however it dies):
  guard   exclusively, by whoever starts or stops the server
  users   shared, by each process that uses the server: who can lock it exclusively is the last one
  server  exclusively, by every process of the server itself: who can lock it knows that none is left
So whether the server lives never depends on a pid that was written down. A pid file only says whom to ask,
and `_ours` must agree before a signal is sent.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from pathlib import Path

import psutil
import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from . import launch, programs

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
SOCKET = ".s.PGSQL.5432"
RECOVERY_SECONDS = 300  # for a server that answers "starting up" after a crash
PATIENCE_SECONDS = 30  # for one that does not answer at all, or does not stop
GRACE_SECONDS = 2  # for processes that a killed server left behind: they notice by themselves
LOG_BYTES = 5_000_000


class Server:
    _servers: dict[Path, "Server"] = {}

    @classmethod
    def at(cls, data: Path) -> "Server":
        """The server of a data directory: one object a process."""
        data = data.resolve()
        return cls._servers.setdefault(data, cls(data))

    def __init__(self, data: Path):
        self.data = data
        self.log = data.with_name(data.name + ".log")
        self.locks = data.with_name(data.name + ".locks")
        self._forget()

    def _forget(self):
        """Begin afresh, as a forked child must: the lock and the duty to stop the server are its parent's."""
        self._mutex = threading.Lock()
        self._users: int | None = None
        self._databases = {None, "postgres"}

    def join(self) -> Path:
        """Start the server unless it runs. Returns the folder of its socket."""
        with self._mutex, self._explained():
            programs.account(self.data)  # explains a data directory of another user's
            if self._users is None:
                self.locks.mkdir(parents=True, exist_ok=True)
                descriptor = self._open("users")
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                self._users = descriptor
                atexit.register(self.leave)
            if self._ping() != pq.Ping.OK:
                with self._locked("guard", fcntl.LOCK_EX):
                    self._start()
            return self._socket_folder()

    def leave(self):
        """At exit: stop the server if no other process uses it."""
        if self._users is None:
            return
        descriptor, self._users = self._users, None
        with contextlib.suppress(OSError, psutil.Error), self._locked("guard", fcntl.LOCK_EX):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.environ.get("EMBEDDED_POSTGRES_KEEP") != "1":
                    self._stop()
            finally:
                os.close(descriptor)

    def create_database(self, name: str | None):
        """Create a database unless it exists. Two processes may find it missing at the same time."""
        if name in self._databases:
            return
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [name]).fetchone():
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._databases.add(name)

    # Is it there?

    def _ping(self) -> pq.Ping:
        return pq.PGconn.ping(self._conninfo().encode()) if self._socket_folder() else pq.Ping.NO_RESPONSE

    def _conninfo(self) -> str:
        folder = str(self._socket_folder())
        return make_conninfo(host=folder, port=5432, user="postgres", dbname="postgres")

    def _socket_folder(self) -> Path | None:
        """Where the server says that it listens: its temporary directory may differ from this process's."""
        with contextlib.suppress(FileNotFoundError, IndexError):
            if folder := (self.data / "postmaster.pid").read_text().splitlines()[4]:
                return Path(folder)
        return None

    def _lives(self) -> bool:
        """Whether any process of the server lives."""
        try:
            with self._locked("server", fcntl.LOCK_SH | fcntl.LOCK_NB):
                return False
        except BlockingIOError:
            return True

    def _ours(self, process: psutil.Process) -> bool:
        """Proof that a process belongs to this data directory's server. Its pid alone proves nothing."""
        try:
            return (
                process.name() == "postgres"
                and process.uids().real == programs.account(self.data)[0]
                and (str(self.data) in process.cmdline() or process.cwd() == str(self.data))
            )
        except psutil.Error:
            return False

    def _named_in(self, pid_file: Path) -> psutil.Process | None:
        """The process that a lock file of PostgreSQL's names, if it is really ours."""
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.Error):
            process = psutil.Process(int(pid_file.read_text().splitlines()[0]))
            return process if self._ours(process) else None
        return None

    # Start and stop, always under the guard

    def _start(self):
        began = time.monotonic()
        launched = interrupted = False
        while (answer := self._ping()) != pq.Ping.OK:
            waited = time.monotonic() - began
            if answer == pq.Ping.NO_RESPONSE:
                if not self._lives():
                    if launched:
                        raise ImproperlyConfigured(f"PostgreSQL did not start: {self._last_words()}")
                    self._launch()
                    launched, began = True, time.monotonic()
                elif waited > GRACE_SECONDS and not (launched or interrupted):
                    self._interrupt()
                    interrupted = True
            if waited > (RECOVERY_SECONDS if answer == pq.Ping.REJECT else PATIENCE_SECONDS):
                raise ImproperlyConfigured(f"PostgreSQL does not answer: {self._last_words()}")
            time.sleep(0.01)

    def _launch(self):
        self._prepare_data()
        pid_file = self.data / "postmaster.pid"
        if self._named_in(pid_file):
            raise ImproperlyConfigured(f"Another program runs PostgreSQL in {self.data}: stop it first.")
        # No process of the server lives, so the file is stale, and its pid may be anybody's by now.
        pid_file.unlink(missing_ok=True)
        folder = self._make_socket_folder()
        socket, socket_lock = folder / SOCKET, folder / f"{SOCKET}.lock"
        if leftover := self._named_in(socket_lock):
            # The data directory was deleted while its server ran, and is made anew: the old one is useless.
            leftover.send_signal(signal.SIGQUIT)
            self._wait_while(lambda: self._ours(leftover))
        socket.unlink(missing_ok=True)
        socket_lock.unlink(missing_ok=True)
        settings = SETTINGS | {"unix_socket_directories": str(folder)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        code = self._run("postgres", "-D", str(self.data), *options, visits=folder, detach=True)
        if code not in {0, launch.BUSY}:
            raise ImproperlyConfigured(f"PostgreSQL did not start: {self._last_words()}")

    def _interrupt(self):
        """End a server that lost its socket, or what is left of one that lost its first process.

        SIGINT makes the first shut down cleanly, and a session without it give up its query and notice.
        """
        for process in filter(self._ours, psutil.process_iter()):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGINT)

    def _stop(self):
        folder = self._socket_folder()
        if process := self._named_in(self.data / "postmaster.pid"):
            process.send_signal(signal.SIGINT)  # "fast": ends sessions, leaves nothing to recover
            self._wait_while(self._lives)
            if folder:
                folder.rmdir()

    def _wait_while(self, condition):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while condition() and time.monotonic() < deadline:
            time.sleep(0.01)

    # Files

    def _prepare_data(self):
        """Make the data directory: beside its place, and moved there when complete."""
        version = self.data / "PG_VERSION"
        if not self.data.exists() or not any(self.data.iterdir()):
            unfinished = self.data.with_name(self.data.name + ".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(unfinished, *programs.account(self.data))
            options = ["--username=postgres", "--auth=trust", "--encoding=UTF8"]
            # The same everywhere, whatever locales the system has (docker-compose.yml asks for the same).
            options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            if self._run("initdb", "-D", str(unfinished), *options, visits=unfinished) != 0:
                raise ImproperlyConfigured(f"PostgreSQL's initdb failed: {self._last_words()}")
            unfinished.replace(self.data)
        elif not version.exists():
            raise ImproperlyConfigured(f"{self.data} is not a PostgreSQL data directory: move it away.")
        found, installed = version.read_text().strip(), programs.major()
        if found != installed:
            raise ImproperlyConfigured(
                f"{self.data} holds data of PostgreSQL {found}, and PostgreSQL {installed} is installed: "
                "restore a backup into a new directory, or install the old version."
            )

    def _make_socket_folder(self) -> Path:
        """A private folder for the socket, with a short path (sun_path: 104 bytes on macOS, 108 on Linux)."""
        uid, gid = programs.account(self.data)
        name = f"roundtable-{uid}-{hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]}"
        folder = Path(tempfile.gettempdir()).resolve() / name
        if len(os.fsencode(folder / SOCKET)) > 100:
            folder = Path("/tmp").resolve() / name  # noqa: S108 (mkdir and the check below make it safe)
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
        private = stat.S_ISDIR(facts.st_mode) and not facts.st_mode & 0o077
        if not private or facts.st_uid not in {uid, os.geteuid()}:
            raise ImproperlyConfigured(f"{folder} stands where PostgreSQL's socket belongs: remove it.")
        if os.geteuid() == 0:
            os.chown(folder, uid, gid, follow_symlinks=False)
        return folder

    def _run(self, *command: str, visits: Path, detach: bool = False) -> int:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_name(self.log.name + ".1"))
        with self.log.open("ab") as log:
            lock = self.locks / "server"
            return programs.run(*command, data=self.data, visits=visits, lock=lock, log=log, detach=detach)

    def _open(self, name: str) -> int:
        return os.open(self.locks / name, os.O_RDONLY | os.O_CREAT, 0o644)

    @contextlib.contextmanager
    def _locked(self, name: str, operation: int):
        descriptor = self._open(name)
        try:
            fcntl.flock(descriptor, operation)
            yield
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def _explained(self):
        """One line for what the system refuses: no permission, no space, a read-only disk."""
        try:
            yield
        except (OSError, psutil.Error) as error:
            raise ImproperlyConfigured(f"PostgreSQL cannot run in {self.data}: {error}") from error

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            lines = self.log.read_text(errors="replace").splitlines()[-4:]
            return " | ".join(line.strip() for line in lines) + f" (more in {self.log})"
        return f"nothing in {self.log}"


def _forget_all():
    for server in Server._servers.values():
        if server._users is not None:
            os.close(server._users)
        server._forget()


os.register_at_fork(after_in_child=_forget_all)
