"""Run the tests that a change touches: what ``make test-changed`` calls.

Usage: python -m tests.changed [--base REVISION] [--list] [OPTIONS OF PYTEST]

The change is what differs from ``--base`` (HEAD if not given), files that Git does not know yet included. What a
changed file touches:

- A module: the tests that import it, directly or through other modules, and all tests of its app, which may reach it
  by an address, a signal or a hook. Imports are read from the source (by grimp, as import-linter does), late ones too.
- A test: itself. What tests share: the tests that import it. A ``conftest.py``: all tests below its folder.
- A template: the tests of the apps whose modules name it, or name a template that extends or includes it, those tests
  that name it themselves, and the crawl through the demo.
- A static file: the browser tests, and tests that name it.
- Settings, requirements, pyproject.toml, the tests' databases: all tests.
- Any other file: the tests that name it.

``demo.builders`` does not count on the way from a test to a module: nearly every test makes its pages by it, and all
page types are behind it. So this is a quick answer, and CI runs everything.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
ALL = "tests"
#: A change of these may show anywhere.
CONCERNS_ALL = ("config/settings/", "pyproject.toml", "requirements", "tests/conftest.py", "tests/databases.py")
#: Imported by nearly every test.
HUB = "demo.builders"
CRAWL = "tests/site/test_crawl.py"
BROWSER = "tests/browser"
#: From so many files on, as many processes are worth their start.
FILES_FOR_PROCESSES = 8


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the tests that a change touches.", allow_abbrev=False)
    parser.add_argument("--base", default="HEAD", help="the revision to compare with")
    parser.add_argument("--list", action="store_true", help="print the tests and run none")
    options, arguments = parser.parse_known_args()
    touched = find_tests(changed_files(options.base))
    print("\n".join(touched) or "No test is touched.", flush=True)
    if touched and not options.list:
        processes = ["-n", os.environ.get("WORKERS", "2")] if count_files(touched) >= FILES_FOR_PROCESSES else []
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *processes, *touched, *arguments])  # noqa: S606


def changed_files(base: str) -> list[str]:
    """Return the paths of the files that differ from a revision, from the project's folder on."""

    def git(*arguments: str) -> list[str]:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()

    return sorted(
        {*git("diff", "--name-only", "--no-renames", base), *git("ls-files", "--others", "--exclude-standard")}
    )


def find_tests(changed: Iterable[str]) -> list[str]:
    """Return the files and folders of tests that changed files touch, none of them below another."""
    project = Project()
    touched = {test for path in changed for test in project.find_tests(path)}
    return sorted(path for path in touched if not any(str(parent) in touched for parent in Path(path).parents))


def count_files(tests: Iterable[str]) -> int:
    return sum(len(list((ROOT / test).rglob("test_*.py"))) if (ROOT / test).is_dir() else 1 for test in tests)


class Project:
    """What the project's files say of each other."""

    def __init__(self):
        packages = sorted(file.parent.name for file in ROOT.glob("*/__init__.py"))
        sys.path.insert(0, str(ROOT))
        self.graph = grimp.build_graph(*packages, cache_dir=None)
        self.graph_without_hub = grimp.build_graph(*packages, cache_dir=None)
        self.graph_without_hub.remove_module(HUB)
        self.tests = self._read("tests", "test_*.py")
        self.templates = self._read("templates", "*.*")
        self.modules = {path: text for name in packages if name != "tests" for path, text in self._read(name).items()}

    def _read(self, folder: str, pattern: str = "*.py") -> dict[str, str]:
        files = (file for file in sorted((ROOT / folder).rglob(pattern)) if file.is_file())
        return {str(file.relative_to(ROOT)): file.read_text() for file in files}

    def find_tests(self, path: str) -> set[str]:
        """Return the files and folders of tests that a changed file touches."""
        if path.startswith(CONCERNS_ALL):
            return {ALL}
        folder, _slash, rest = path.partition("/")
        if folder == "tests" and path.endswith("/conftest.py"):
            return self._existing(str(Path(path).parent))
        if path.endswith(".py"):
            tests = self._importing(path)
            return tests if folder == "tests" else tests | self._existing(f"tests/{folder}")
        if folder == "templates":
            return self._showing(rest)
        if folder == "static":
            return self._naming(Path(path).name) | {BROWSER}
        return self._naming(path) | self._naming(Path(path).name)

    def _importing(self, path: str) -> set[str]:
        """The tests that import a module, and the module itself if it is one; nothing of a module that is gone."""
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        graph = self.graph if module == HUB else self.graph_without_hub
        importing = {module, *graph.find_downstream_modules(module)} if module in graph.modules else set()
        return {test for test in self.tests if test.removesuffix(".py").replace("/", ".") in importing}

    def _showing(self, template: str) -> set[str]:
        """The tests of the apps that show a template, by whatever other templates."""
        names, new = set(), {template}
        while new:
            names |= new
            new = {
                path.removeprefix("templates/")
                for path, text in self.templates.items()
                if any(name in text for name in new)
            } - names
        apps = {path.split("/")[0] for path, text in self.modules.items() if any(name in text for name in names)}
        apps.add(template.split("/")[0])
        return self._naming(template) | {CRAWL} | {test for app in apps for test in self._existing(f"tests/{app}")}

    def _naming(self, name: str) -> set[str]:
        return {test for test, text in self.tests.items() if name in text}

    def _existing(self, path: str) -> set[str]:
        return {path} if (ROOT / path).exists() else set()


if __name__ == "__main__":
    main()
