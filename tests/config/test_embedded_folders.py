"""Copied folders, odd names of folders and frozen servers of the embedded PostgreSQL."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from psycopg.conninfo import make_conninfo

from config.embedded_postgres import programs
from config.embedded_postgres.server import Server

from .embedded_site import Site


@pytest.fixture
def copied_site(site, tmp_path):
    """A copy of a site's folder, made while the site runs and by the same means as an administrator's."""

    def copy(target: Path) -> Site:
        subprocess.run(["cp", "-a", site.data.parent, target], check=True)
        copied = Site(target / site.data.name)
        copies.append(copied)
        return copied

    copies: list[Site] = []
    yield copy
    for copied in copies:
        for client in copied.clients:
            client.leave()
        assert not copied.runs()


def test_copy_of_a_running_site_has_a_server_of_its_own(site, copied_site, tmp_path):
    original = site.client()
    original.ask("ask('CREATE TABLE place AS SELECT $$original$$ AS name')")
    original.ask("ask('CHECKPOINT')")
    copied = copied_site(tmp_path / "restored")
    copy = copied.client()
    copy.ask("ask('UPDATE place SET name = $$copy$$')")
    assert copy.ask("ask('SHOW data_directory')") == str(copied.data)
    assert copy.ask("ask('SELECT name FROM place')") == "copy"
    assert original.ask("ask('SELECT name FROM place')") == "original"
    assert copied.server_pid != site.server_pid
    # A third process of either site finds the right one, and leaving stops only one's own.
    assert site.client().ask("ask('SELECT name FROM place')") == "original"
    copy.leave()
    assert not copied.runs()
    assert original.ask("ask_afresh()") == "roundtable"


def test_copy_in_the_place_of_the_original_that_still_runs_elsewhere(site, tmp_path):
    """Both servers were started with the same path, and would have the same socket."""
    original = site.client()
    original.ask("ask('CREATE TABLE place AS SELECT $$original$$ AS name')")
    original.ask("ask('CHECKPOINT')")
    moved = tmp_path / "moved"
    site.data.parent.rename(moved)
    subprocess.run(["cp", "-a", moved, site.data.parent], check=True)
    copy = site.client()
    copy.ask("ask('UPDATE place SET name = $$copy$$')")
    newcomer = Site(moved / site.data.name).client()
    assert newcomer.ask("ask('SELECT name FROM place')") == "original"
    assert copy.ask("ask('SELECT name FROM place')") == "copy"
    original.kill()
    newcomer.leave()
    assert not Site(moved / site.data.name).runs()


def test_any_name_of_a_folder_will_do(tmp_path, monkeypatch):
    """Of the folder with the data, and of the one with the programs: .venv is in the project's folder."""
    folder = tmp_path / '$HOME $$ `id` l\'été "zwölf" \\ 日本'
    package = programs.get_program_folder().parents[1]
    for source in package.parent.glob(f"{package.name}*"):
        if not source.name.endswith(".dist-info"):
            shutil.copytree(source, folder / source.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    monkeypatch.setattr(programs, "get_program_folder", lambda: folder / package.name / "pginstall" / "bin")
    server = Server(folder / "var" / "postgres-18")
    try:
        conninfo = make_conninfo(host=str(server.acquire()), port=5432, user="postgres", dbname="postgres")
        with psycopg.connect(conninfo) as connection:
            assert connection.execute("SHOW data_directory").fetchone() == (str(server.data),)
    finally:
        server.release()
    assert not Site(server.data).runs()


def test_frozen_server_is_neither_waited_for_nor_ended(site):
    client = site.client()
    client.ask()
    pid = site.server_pid
    server = Server(site.data)
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(OperationalError, match="does not answer"):
            server.acquire(timeout=0.5)
        assert time.monotonic() - began < 2
    finally:
        os.kill(pid, signal.SIGCONT)
        server.release()
    assert client.ask("ask_afresh()") == "roundtable"
    assert site.server_pid == pid
