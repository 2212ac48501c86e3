"""The set-up, without installing anything, and how make finds a Python for it."""

import importlib.util
import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The module, copied into a small project in a folder with a space in its name."""
    project = tmp_path / "a project"
    (project / "config").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "bootstrap.py", project / "config")
    (project / "requirements.txt").write_text("django==5.2\n")
    (project / "requirements-dev.txt").write_text("pytest==9.2\n")
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", project / "config" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.chdir(project)
    for name in ("PORT", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "LOG_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    return module


@pytest.fixture
def calls(bootstrap, monkeypatch):
    """What was installed, each time; `calls.code` is what pip answers."""

    class Calls(list):
        code = 0

    calls = Calls()

    def make_venv():
        python = Path(bootstrap.PYTHON)
        shutil.rmtree(bootstrap.VENV, ignore_errors=True)
        python.parent.mkdir(parents=True)
        python.touch()
        calls.append("venv")

    def call(command):
        assert "--require-hashes" in command
        calls.append([word for word in command if word.endswith(".txt")])
        return calls.code

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    return calls


def test_installs_once(bootstrap, calls):
    bootstrap.main(["install"])
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"]]


def test_tests_add_their_packages(bootstrap, calls):
    bootstrap.main(["install"])
    bootstrap.main(["install", "--dev"])
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"], ["requirements-dev.txt"]]


def test_changed_lock_file_is_installed(bootstrap, calls):
    bootstrap.main(["install"])
    Path("requirements.txt").write_text("django==5.2.1\n")
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"], ["requirements.txt"]]


def test_other_interpreter_makes_it_anew(bootstrap, calls, monkeypatch):
    bootstrap.main(["install"])
    monkeypatch.setattr(bootstrap.sys, "base_prefix", "/elsewhere")
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"], "venv", ["requirements.txt"]]


def test_broken_environment_is_made_anew(bootstrap, calls):
    bootstrap.main(["install"])
    Path(bootstrap.PYTHON).unlink()
    bootstrap.main(["install"])
    Path(bootstrap.MARKER).write_text("{ truncated")
    bootstrap.main(["install"])
    assert calls.count("venv") == 3


def test_failed_installation_is_said_and_begun_again(bootstrap, calls):
    calls.code = 1
    with pytest.raises(SystemExit, match="could not be installed"):
        bootstrap.main(["install"])
    calls.code = 0
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"], "venv", ["requirements.txt"]]


def test_interrupted_update_is_begun_again(bootstrap, calls, monkeypatch):
    bootstrap.main(["install"])
    Path("requirements.txt").write_text("django==5.2.1\n")

    def interrupted(command):
        raise KeyboardInterrupt

    working = bootstrap.subprocess.call
    monkeypatch.setattr(bootstrap.subprocess, "call", interrupted)
    with pytest.raises(SystemExit, match="Interrupted"):
        bootstrap.main(["install"])
    monkeypatch.setattr(bootstrap.subprocess, "call", working)
    bootstrap.main(["install"])
    assert calls == ["venv", ["requirements.txt"], "venv", ["requirements.txt"]]


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 0), (3, 15, 0)])
def test_unsupported_python_is_refused_in_one_line(bootstrap, monkeypatch, version):
    monkeypatch.setattr(bootstrap.sys, "version_info", version)
    with pytest.raises(SystemExit, match="and this is 3"):
        bootstrap.main(["install"])


def test_missing_ensurepip_says_how_to_get_it(bootstrap, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.make_venv()


def test_environment_of_a_first_start(bootstrap):
    chosen = bootstrap.environment(development=False)
    assert chosen["DJANGO_SETTINGS_MODULE"] == "config.settings.production"
    assert chosen["SITE_URL"] == "http://127.0.0.1:8000"
    assert chosen["ALLOWED_HOSTS"] == "127.0.0.1,localhost"
    assert len(chosen["SECRET_KEY"]) >= 50
    key = Path("var/secret-key")
    assert key.read_text() == chosen["SECRET_KEY"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert bootstrap.environment(development=False)["SECRET_KEY"] == chosen["SECRET_KEY"]


def test_environment_given_by_the_user_wins(bootstrap, monkeypatch):
    Path(".env").write_text("# ALLOWED_HOSTS=comment.example\nexport SITE_URL=https://example.org\nSECRET_KEY=\n")
    monkeypatch.setenv("ALLOWED_HOSTS", "example.org")
    monkeypatch.setenv("PORT", "9000")
    chosen = bootstrap.environment(development=False)
    assert "ALLOWED_HOSTS" not in chosen
    assert "SITE_URL" not in chosen
    assert chosen["SECRET_KEY"]
    assert chosen["PORT"] == "9000"


def test_development_needs_no_secret(bootstrap):
    chosen = bootstrap.environment(development=True)
    assert chosen["DJANGO_SETTINGS_MODULE"] == "config.settings.development"
    assert "SECRET_KEY" not in chosen
    assert not Path("var").exists()


def test_serving_replaces_the_process(bootstrap, calls, monkeypatch):
    started = []
    monkeypatch.setattr(bootstrap.os, "execv", lambda program, command: started.append(command[1:]))
    monkeypatch.setattr(bootstrap, "environment", lambda development: {})
    bootstrap.main(["run"])
    bootstrap.main(["dev"])
    bootstrap.main(["serve", "--port", "80"])
    assert started == [
        ["manage.py", "serve", "--demo"],
        ["manage.py", "serve", "--demo", "--reload"],
        ["manage.py", "serve", "--port", "80"],
    ]


def test_unknown_command_shows_the_usage(bootstrap):
    with pytest.raises(SystemExit, match="Usage"):
        bootstrap.main(["fly"])


@pytest.fixture
def project(tmp_path):
    """A project whose set-up only tells which interpreter runs it."""
    folder = tmp_path / "with space"
    (folder / "config").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "config" / "bootstrap.py").write_text("import json, sys; print(json.dumps(sys.argv[1:]))")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "echo"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    return folder


def command(project, name, script):
    path = project.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run_make(project, *arguments):
    return subprocess.run(
        [shutil.which("make"), "-C", str(project), *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": str(project.parent / "bin")},
    )


def test_make_takes_the_first_python_that_works(project):
    command(project, "python3", "echo 'pyenv: python3: command not found' >&2; exit 127")
    command(project, "python3.12", f'exec "{sys.executable}" "$@"')
    done = run_make(project, "install")
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[1]) == ["install", "--dev"]
    assert done.stderr == ""


def test_make_without_a_python_says_what_is_missing(project):
    command(project, "python3", "exit 1")
    done = run_make(project, "run")
    assert done.returncode != 0
    assert "needs Python 3.11 to 3.14" in done.stderr
    assert "python3-venv" in done.stderr


def test_make_takes_the_python_that_it_is_told(project):
    command(project, "python3", "exit 1")
    command(project, "my python", f'exec "{sys.executable}" "$@"')
    done = run_make(project, "run", f"PYTHON={project.parent / 'bin' / 'my python'}")
    assert done.returncode == 0
    assert '["run"]' in done.stdout
