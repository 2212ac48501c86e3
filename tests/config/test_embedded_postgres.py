"""The embedded PostgreSQL, with real processes that start, share, kill and stop a real server."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.embedded_postgres import programs
from config.embedded_postgres.server import Server

from .embedded_site import Client, Site, wait_until


def test_three_processes_start_one_server_on_an_empty_disk(tmp_path):
    site = Site(tmp_path / "postgres-18")
    clients = [site.client() for _ in range(3)]
    for client in clients:
        client.send("ask()")
    assert [client.receive() for client in clients] == ["roundtable"] * 3
    assert site.starts() == 1
    assert clients[0].ask("ask('SHOW fsync')") == "on"
    for client in clients:
        client.leave()
    assert not site.runs()


def test_last_one_out_stops_the_server(site):
    first, second = site.client(), site.client()
    first.ask(), second.ask()
    folder = site.socket_folder
    first.leave()
    assert site.runs()
    assert second.ask() == "roundtable"
    second.leave()
    assert not site.runs()
    assert not folder.exists()
    assert not site.pid_file.exists()


def test_data_survives_and_is_unicode(site):
    client = site.client()
    client.ask("ask('CREATE TABLE saying AS SELECT lower(\\'ÉCOLE ŁÓDŹ\\') AS words')")
    client.leave()
    client = site.client()
    assert client.ask("ask('SELECT words FROM saying')") == "école łódź"
    assert client.ask("ask('SHOW listen_addresses')") == ""
    assert client.ask("connection.vendor") == "postgresql"


@pytest.mark.parametrize("written", [b"", b"4711\n", b"4711\n/data\n1764528000\n5432\n"])
def test_pid_file_that_is_being_written_names_no_folder_yet(written, tmp_path, monkeypatch):
    server = Server(tmp_path)
    monkeypatch.setattr(server, "_is_running", lambda: True)
    (tmp_path / "postmaster.pid").write_bytes(written)
    assert server._find_socket_folder() is None


def test_killed_client_leaves_a_server_that_the_next_one_stops(site):
    client = site.client()
    client.ask()
    client.kill()
    assert site.runs()
    client = site.client()
    assert client.ask() == "roundtable"
    assert site.starts() == 1
    client.leave()
    assert not site.runs()


def test_killed_server_is_started_again_under_a_living_process(site):
    client = site.client()
    client.ask("ask('CREATE TABLE kept AS SELECT 42 AS answer')")
    os.kill(site.server_pid, signal.SIGKILL)
    wait_until(lambda: not site.runs())
    assert client.ask() == "DatabaseError"  # the old connection is gone, and Django replaces it
    assert client.ask("ask('SELECT answer FROM kept')") == "42"
    assert site.starts() == 2


def test_killed_server_and_client_are_recovered_from(site):
    client = site.client()
    client.ask()
    pid = site.server_pid
    client.kill()
    os.kill(pid, signal.SIGKILL)
    client = site.client()
    assert client.ask() == "roundtable"
    assert site.server_pid != pid


def test_orphaned_session_that_is_busy_is_waited_for_and_interrupted(site):
    busy = site.client()
    busy.ask()
    busy.send("ask('SELECT count(*) FROM generate_series(1, 1000000000000)')")
    time.sleep(0.3)
    os.kill(site.server_pid, signal.SIGKILL)
    assert site.client().ask() == "roundtable"
    assert busy.receive() == "DatabaseError"


def test_stale_pid_file_does_no_harm_to_the_process_that_has_the_pid_now(site):
    client = site.client()
    client.ask()
    lines = site.pid_file.read_text().splitlines()
    client.kill()
    os.kill(site.server_pid, signal.SIGKILL)
    wait_until(lambda: not site.runs())
    # The innocent runs as the server's user: PostgreSQL would take it for a server, and refuse to start.
    owner = site.data.stat()
    innocent = subprocess.Popen(["sleep", "60"], user=owner.st_uid if os.geteuid() == 0 else None)
    try:
        site.pid_file.write_text("\n".join([str(innocent.pid), *lines[1:]]) + "\n")
        client = site.client()
        assert client.ask() == "roundtable"
        assert site.server_pid != innocent.pid
        client.leave()
        assert not site.runs()
        assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


def test_pid_file_that_names_an_innocent_while_the_server_runs(site):
    """Leaving must not signal it either."""
    client = site.client()
    client.ask()
    contents = site.pid_file.read_text()
    with subprocess.Popen(["sleep", "60"]) as innocent:
        site.pid_file.write_text(contents.replace(str(site.server_pid), str(innocent.pid), 1))
        client.leave()
        assert innocent.poll() is None
        assert site.runs()
        innocent.kill()
    site.pid_file.write_text(contents)


@pytest.mark.parametrize("what", ["socket", "folder"])
def test_socket_deleted_under_a_running_server(site, what):
    client = site.client()
    client.ask()
    if what == "socket":
        (site.socket_folder / ".s.PGSQL.5432").unlink()
    else:
        shutil.rmtree(site.socket_folder)
    newcomer = site.client()
    assert newcomer.ask() == "roundtable"
    assert site.starts() == 2
    client.ask()
    assert client.ask() == "roundtable"


def test_data_directory_deleted_under_a_running_server(site, cluster):
    client = site.client()
    client.ask()
    old = site.server_pid
    client.kill()
    shutil.rmtree(site.data.parent)
    site.data.parent.mkdir()
    client = site.client()
    assert client.ask() == "roundtable"
    assert site.server_pid != old
    wait_until(lambda: not Path(f"/proc/{old}/cwd").exists())


def test_process_with_another_temporary_directory_joins(site, tmp_path):
    first = site.client()
    first.ask()
    second = site.client(TMPDIR=str(tmp_path), PGPORT="1", PGHOST="nowhere.invalid", PGDATABASE="none")
    assert second.ask() == "roundtable"
    assert site.starts() == 1


def test_forked_child_neither_stops_the_server_nor_drops_its_parents_lock(site):
    parent, other = site.client(), site.client()
    parent.ask()
    assert parent.ask("fork_and_leave()") == "0"
    other.ask()
    other.leave()  # would stop the server if the parent's lock were gone
    assert site.runs()
    assert parent.ask("ask_afresh()") == "roundtable"
    assert site.starts() == 1
    parent.leave()
    assert not site.runs()


def test_server_is_kept_on_demand(site):
    client = site.client(EMBEDDED_POSTGRES_KEEP="1")
    client.ask()
    client.leave()
    assert site.runs()
    assert site.client().ask() == "roundtable"
    assert site.starts() == 1


def test_nothing_starts_without_a_connection(tmp_path):
    client = Client(tmp_path / "postgres-18")
    assert client.ask("connection.vendor") == "postgresql"
    client.leave()
    assert list(tmp_path.iterdir()) == []


def test_threads_share_one_lock(site):
    client = site.client()
    client.ask("globals().update(answers=[], Thread=__import__('threading').Thread)")
    client.ask("globals().update(threads=[Thread(target=lambda: answers.append(ask())) for _ in range(4)])")
    client.ask("[thread.start() for thread in threads], [thread.join() for thread in threads]")
    assert client.ask("answers") == str(["roundtable"] * 4)
    client.leave()
    assert not site.runs()


def test_test_database_can_be_made_and_dropped(site):
    client = site.client()
    client.ask("connection.creation._create_test_db(0, True)")
    assert "test_roundtable" in client.ask("ask('SELECT string_agg(datname, $$ $$) FROM pg_database')")
    client.ask("connection.creation._destroy_test_db('test_roundtable', 0)")
    assert "test_" not in client.ask("ask('SELECT string_agg(datname, $$ $$) FROM pg_database')")


def test_data_of_another_major_version_is_refused_in_one_line(site):
    (site.data / "PG_VERSION").write_text("17\n")
    answer = site.client().ask()
    assert answer.startswith("ImproperlyConfigured")
    assert "holds data of PostgreSQL 17, and PostgreSQL 18 is installed" in answer
    (site.data / "PG_VERSION").write_text("18\n")


def test_folder_that_is_no_data_directory_is_left_alone(tmp_path):
    data = tmp_path / "postgres-18"
    data.mkdir()
    (data / "thesis.txt").write_text("years of work")
    if os.geteuid() == 0:
        os.chown(data, 65534, 65534)
    client = Client(data)
    assert "is not a PostgreSQL data directory" in client.ask()
    client.leave()
    assert (data / "thesis.txt").read_text() == "years of work"


def test_server_that_cannot_start_shows_its_last_words(site):
    with (site.data / "postgresql.conf").open("a") as configuration:
        configuration.write("shared_buffers = nonsense\n")
    answer = site.client().ask()
    assert answer.startswith("ImproperlyConfigured: PostgreSQL did not start:")
    assert "shared_buffers" in answer
    (site.data / "postgresql.conf").write_text("")


def test_half_made_data_directory_is_made_anew(tmp_path):
    (tmp_path / "postgres-18.new").mkdir()
    (tmp_path / "postgres-18.new" / "PG_VERSION").write_text("18\n")
    site = Site(tmp_path / "postgres-18")
    client = site.client()
    assert client.ask() == "roundtable"
    client.leave()
    assert not (tmp_path / "postgres-18.new").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets folders of which others are kept out")
def test_root_changes_no_permission_of_the_folders_above(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    site = Site(private / "postgres-18")
    client = site.client()
    assert client.ask() == "roundtable"
    assert client.ask("ask('SELECT current_setting($$data_directory$$)')") == str(site.data)
    assert private.stat().st_mode & 0o777 == 0o700
    assert site.data.stat().st_uid != 0
    client.leave()


def test_missing_wheel_is_explained(monkeypatch):
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="set DATABASE_URL"):
        programs.get_major_version()
