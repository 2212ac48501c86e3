"""A PostgreSQL of the tests' own with a streaming replica, made by the embedded server's programs."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.embedded_postgres import programs
from config.embedded_postgres.server import Server
from delivery.backup.programs import find_program, get_conninfo

DATABASE = "site"


class Node:
    """A server whose data directory is ``data``. It listens on a socket only."""

    def __init__(self, data: Path) -> None:
        self.server = Server(data)
        self.host = str(self.server.acquire())

    @property
    def settings(self) -> dict:
        return connection.settings_dict | {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": "5432",
            "USER": "postgres",
            "PASSWORD": "",
            "NAME": DATABASE,
            "OPTIONS": {"connect_timeout": 3},
        }

    def run(self, statement: str) -> list[tuple]:
        with psycopg.connect(host=self.host, user="postgres", dbname="postgres", autocommit=True) as session:
            cursor = session.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        self.server._stop()

    def start(self) -> None:
        self.host = str(self.server.acquire())


def run_program(name: str, *arguments: str, node: Node, folder: Path) -> None:
    """Run a program as the user of the server, who owns ``folder``."""
    lock = folder.with_name("program.lock")
    with node.server.log.open("ab") as log:
        code = programs.run(name, *arguments, data=node.server.data, output_folder=folder, lock=lock, log=log)
    assert code == 0, node.server.log.read_text()[-2000:]


def copy_database(node: Node) -> None:
    """Give the server a copy of the database of the tests."""
    node.run(f"CREATE DATABASE {DATABASE}")
    conninfo, _password = get_conninfo()
    dump = subprocess.Popen([find_program("pg_dump"), "--no-owner", f"--dbname={conninfo}"], stdout=subprocess.PIPE)
    target = f"--dbname=host={node.host} user=postgres dbname={DATABASE}"
    subprocess.run([find_program("psql"), "-q", "-o", os.devnull, target], stdin=dump.stdout, check=True)
    assert dump.wait() == 0


@contextmanager
def replicated_database(folder: Path) -> Iterator[tuple[Node, Node]]:
    """Yield the primary, with a copy of the database of the tests, and its replica."""
    primary = Node(folder / "primary")
    nodes = [primary]
    try:
        copy_database(primary)
        data = folder / "replica"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(data, *programs.get_account(primary.server.data))
        options = ["--pgdata", str(data), "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        run_program("pg_basebackup", *options, "--host", primary.host, "--username=postgres", node=primary, folder=data)
        nodes.append(Node(data))
        yield primary, nodes[1]
    finally:
        for node in reversed(nodes):
            node.server.release()


def make_wrapper(node: Node) -> BaseDatabaseWrapper:
    """Return a connection of Django's in the place of the default one."""
    before = connections.settings["default"]
    connections.settings["default"] = node.settings
    try:
        wrapper = connections.create_connection("default")
    finally:
        connections.settings["default"] = before
    wrapper.inc_thread_sharing()
    return wrapper
