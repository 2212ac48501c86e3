"""Upgrade a site that runs from a git clone: back up, change version, migrate, check; go back if a check fails.

Usage, as the site's user and with the site stopped:
    python3 config/upgrade.py              the newest commit of the branch that is checked out
    python3 config/upgrade.py v0.2.0       a tag or commit

`make upgrade` (VERSION=v0.2.0) calls this. The backup is in var/upgrades, of which the last three are kept.
Like config/bootstrap.py it needs only a bare Python: it outlives the packages and the code that it replaces.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BACKUPS = os.path.join(ROOT, "var", "upgrades")
CHECKS = (["check", "--database", "default"], ["smoke_test"])


class StepError(Exception):
    """A step that failed: its message is for the operator."""


def main(arguments):
    if len(arguments) > 1 or arguments[:1] == ["--help"]:
        sys.exit(__doc__)
    os.chdir(ROOT)
    try:
        old, new = find_versions(arguments[0] if arguments else None)
        if old == new:
            print("This is the newest version already.")
            return
        manage("backup", BACKUPS, "--keep", "3", "--exclusive")
    except StepError as error:
        sys.exit(f"Nothing was changed. {error}")
    print(f"Upgrading from {old[:10]} to {new[:10]}.", flush=True)
    try:
        switch(new)
        manage("migrate", "--no-input", "--verbosity", "0")
        for check in CHECKS:
            manage(*check)
    except (StepError, KeyboardInterrupt) as error:
        print("The upgrade failed ({}). Going back to {}.".format(error or "interrupted", old[:10]), flush=True)
        go_back(old)
    print("Upgraded. Start the site: sudo systemctl start roundtable")


def find_versions(wanted):
    """Return the commits that is and that is wanted. Raises StepError where git would lose something."""
    if git("status", "--porcelain", "--untracked-files=no"):
        raise StepError("Files of the clone were changed by hand (git status shows them): undo or commit that first.")
    git("fetch", "--tags", "--quiet")
    return git("rev-parse", "HEAD"), git("rev-parse", "--verify", (wanted or "@{upstream}") + "^{commit}")


def switch(commit):
    """Check out a commit and install its packages. A branch that is only behind is moved along."""
    branch = git("rev-parse", "--abbrev-ref", "HEAD")
    if branch != "HEAD" and is_ancestor("HEAD", commit):
        git("merge", "--ff-only", "--quiet", commit)
    else:
        git("checkout", "--quiet", commit)
    run([sys.executable, "config/bootstrap.py", "install"])


def go_back(commit):
    try:
        git("reset", "--keep", "--quiet", commit)
        run([sys.executable, "config/bootstrap.py", "install"])
        manage("restore", BACKUPS, "--replace")
    except StepError as error:
        sys.exit(f"Going back failed, too: {error}. The backup is in {BACKUPS} (docs/operations.md).")
    sys.exit("The site is as it was before. The reason stands above.")


def git(*arguments):
    result = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if result.returncode != 0:
        raise StepError("git {}: {}".format(arguments[0], result.stderr.strip() or "failed"))
    return result.stdout.strip()


def is_ancestor(older, newer):
    return subprocess.call(["git", "merge-base", "--is-ancestor", older, newer]) == 0  # noqa: S603, S607


def manage(*arguments):
    run([sys.executable, "config/bootstrap.py", "manage", *arguments])


def run(command):
    if subprocess.call(command) != 0:  # noqa: S603
        raise StepError("{} failed".format(" ".join(command[2:4])))


if __name__ == "__main__":
    main(sys.argv[1:])
