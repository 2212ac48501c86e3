"""Upgrading: a backup first, then the new version; a check that fails brings the old one and its data back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import upgrade

# In the place of config/bootstrap.py: it logs what it is told to do with the version that is checked out, and fails
# where the file `broken` of that version says so.
BOOTSTRAP = """
import sys
words = sys.argv[2:3] if sys.argv[1] == "manage" else sys.argv[1:2]
with open({log!r}, "a") as log:
    log.write(open("version").read() + " " + words[0] + "\\n")
sys.exit(words[0] in open("broken").read().split())
"""


class Clone:
    def __init__(self, folder: Path) -> None:
        self.origin, self.path, self.log = folder / "origin", folder / "clone", folder / "log"
        (self.origin / "config").mkdir(parents=True)
        shutil.copy(upgrade.__file__, self.origin / "config" / "upgrade.py")
        (self.origin / "config" / "bootstrap.py").write_text(BOOTSTRAP.format(log=str(self.log)))
        self.git("init", "--quiet", "--initial-branch=main", folder=self.origin)
        self.release("1")
        self.git("clone", "--quiet", str(self.origin), str(self.path), folder=folder)

    def release(self, version: str, broken: str = "") -> None:
        (self.origin / "version").write_text(version)
        (self.origin / "broken").write_text(broken)
        self.git("add", ".", folder=self.origin)
        self.git("commit", "--quiet", "--message", version, folder=self.origin)
        self.git("tag", f"v{version}", folder=self.origin)

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        author = {
            f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
        }
        result = subprocess.run(
            ["git", *arguments],
            cwd=folder or self.path,
            env=os.environ | author,
            check=True,
            capture_output=True,
            text=True,
        )
        return result.stdout.strip()

    def upgrade(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, "config/upgrade.py", *arguments]
        result = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=False)
        return result.returncode, result.stdout + result.stderr

    @property
    def steps(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    @property
    def version(self) -> str:
        return (self.path / "version").read_text()


@pytest.fixture
def clone(tmp_path) -> Clone:
    return Clone(tmp_path)


def test_backs_up_with_the_old_version_and_checks_with_the_new(clone):
    clone.release("2")
    code, said = clone.upgrade()
    assert (code, clone.version) == (0, "2"), said
    assert clone.steps == ["1 backup", "2 install", "2 migrate", "2 check", "2 smoke_test"]
    assert clone.git("rev-parse", "--abbrev-ref", "HEAD") == "main"


@pytest.mark.parametrize("step", ["install", "migrate", "check", "smoke_test"])
def test_goes_back_if_a_step_fails(clone, step):
    clone.release("2", broken=step)
    code, said = clone.upgrade()
    assert (code, clone.version) == (1, "1")
    assert "The site is as it was before" in said
    assert f"2 {step}" in clone.steps
    assert clone.steps[-2:] == ["1 install", "1 restore"]


def test_no_backup_no_upgrade(tmp_path):
    clone = Clone(tmp_path)
    (clone.path / "broken").write_text("backup")
    clone.git("update-index", "--assume-unchanged", "broken")
    clone.release("2")
    code, said = clone.upgrade()
    assert (code, clone.version) == (1, "1")
    assert "Nothing was changed." in said


def test_named_version(clone):
    clone.release("2")
    clone.release("3")
    assert clone.upgrade("v2")[0] == 0
    assert clone.version == "2"
    assert clone.upgrade("v9")[0] == 1


def test_changes_by_hand_are_not_lost(clone):
    clone.release("2")
    (clone.path / "version").write_text("by hand")
    code, said = clone.upgrade()
    assert code == 1
    assert "changed by hand" in said
    assert clone.version == "by hand"
    assert clone.steps == []


def test_nothing_new(clone):
    assert clone.upgrade() == (0, "This is the newest version already.\n")
    assert clone.steps == []
