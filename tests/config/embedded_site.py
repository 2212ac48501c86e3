"""A site of its own for each test of the embedded PostgreSQL: real processes on a data directory of the test's."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Answers each line of its input, a Python expression, and leaves at the end of the input.
CLIENT = """
import os, sys
from django.conf import settings
settings.configure(DATABASES={"default": {
    "ENGINE": "config.embedded_postgres", "NAME": "roundtable", "EMBEDDED_POSTGRES_DATA": sys.argv[1],
}})
import django
django.setup()
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

def ask(query="SELECT current_database()"):
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None
    except ImproperlyConfigured as error:
        return f"ImproperlyConfigured: {error}"
    except DatabaseError:
        connection.close()
        return "DatabaseError"

def fork_and_leave():
    child = os.fork()
    if not child:
        sys.exit(0 if ask_afresh() == "roundtable" else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def ask_afresh():
    connection.connection = None
    return ask()

for line in sys.stdin:
    print(eval(line), flush=True)
"""


class Client:
    def __init__(self, data: Path, **environment):
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | environment,
        )

    def send(self, expression: str):
        assert self.process.stdin is not None
        self.process.stdin.write(expression + "\n")
        self.process.stdin.flush()

    def receive(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, expression: str = "ask()") -> str:
        self.send(expression)
        return self.receive()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def leave(self):
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        assert self.process.wait(120) == 0
        assert self.process.stdout.read() == ""


class Site:
    """A data directory and its clients."""

    def __init__(self, data: Path):
        self.data = data
        self.clients: list[Client] = []

    def client(self, **environment) -> Client:
        self.clients.append(Client(self.data, **environment))
        return self.clients[-1]

    @property
    def server_pid(self) -> int:
        return int(self.pid_file.read_text().splitlines()[0])

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def socket_folder(self) -> Path:
        return Path(self.pid_file.read_text().splitlines()[4])

    def runs(self) -> bool:
        lock = self.data.with_name(self.data.name + ".locks") / "server"
        if not lock.exists():
            return False
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def starts(self) -> int:
        log = self.data.with_name(self.data.name + ".log")
        return log.read_text().count("ready to accept connections")


def copy_with_owner(source, target):
    shutil.copy2(source, target)
    os.chown(target, os.stat(source).st_uid, os.stat(source).st_gid)


def wait_until(condition):
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
