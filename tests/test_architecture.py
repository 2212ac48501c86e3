"""The shape of the project: sizes of files, and packages that import-linter checks (`make lint`)."""

import statistics
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAX_LINES = 320
MAX_MEDIAN_LINES = 75
MAX_MIGRATION_LINES = 2500
NOT_OF_THE_PROJECT = {".venv", "node_modules", "var"}


def find_packages() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in NOT_OF_THE_PROJECT)


def count_lines(*suffixes: str) -> dict[str, int]:
    """Return the number of lines of each file of the project, by its path."""
    folders = [ROOT / name for name in [*find_packages(), "static", "templates"]]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes]
    paths = [path for path in paths if "vendor" not in path.parts]  # libraries of others, as they were published
    return {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in paths}


def test_import_linter_knows_every_package():
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert sorted(configuration["root_packages"]) == find_packages()


def test_every_app_has_a_layer():
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (layers,) = [contract["layers"] for contract in configuration["contracts"] if contract["id"] == "layers"]
    listed = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    assert set(find_packages()) <= listed
    assert {app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT} <= listed


def test_no_file_is_long():
    lines = count_lines(".py", ".html", ".css", ".js")
    assert {path: count for path, count in lines.items() if count > MAX_LINES} == {}


def test_most_python_files_are_short():
    assert statistics.median(count_lines(".py").values()) < MAX_MEDIAN_LINES


def test_migrations_are_short():
    assert sum(count for path, count in count_lines(".py").items() if "/migrations/" in path) <= MAX_MIGRATION_LINES
