"""The examples of ``docs/extending.md`` run in a site that has them, and do what the page says."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from home.colour import LIGHT_BACKGROUND, get_contrast
from tests.databases import copy_of_test_database

from . import checks
from .examples import DOCUMENT, get_files, get_fragments, write_files

CHECKS = [name for name in vars(checks) if name.startswith("check_")]
#: Checks that need another ``LANGUAGE_CODE``.
GERMAN = ["check_language"]
ENGLISH = [name for name in CHECKS if name not in GERMAN]
SETTINGS = """
from config.settings.test import *

place = INSTALLED_APPS.index("home")
INSTALLED_APPS = [*INSTALLED_APPS[:place], "notices", *INSTALLED_APPS[place:]]
"""


@pytest.fixture(scope="module")
def outcomes(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, str]:
    """What came of each check, in a site of its own: an empty text, or a traceback."""
    folder = tmp_path_factory.mktemp("extension")
    write_files(folder)
    (folder / "english.py").write_text(SETTINGS)
    (folder / "german.py").write_text('from english import *\n\nLANGUAGE_CODE = "de"\n')
    with copy_of_test_database(django_db_blocker, "extension") as url:

        def run(language: str, *command: str) -> str:
            path = os.pathsep.join([str(folder), str(settings.BASE_DIR)])
            environment = os.environ | {"DJANGO_SETTINGS_MODULE": language, "DATABASE_URL": url, "PYTHONPATH": path}
            done = subprocess.run(
                [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr[-3000:]
            return done.stdout

        def run_checks(language: str, names: list[str]) -> dict[str, str]:
            program = (
                f"import django; django.setup(); from tests.extension import checks; checks.print_outcomes({names})"
            )
            return json.loads(run(language, "-c", program).splitlines()[-1])

        run("english", "manage.py", "makemigrations", "notices")
        run("english", "manage.py", "migrate", "--verbosity", "0")
        return run_checks("english", ENGLISH) | run_checks("german", GERMAN)


@pytest.mark.django_db  # made before any test that would leave the database empty
@pytest.mark.parametrize("name", CHECKS)
def test_the_example_does_what_it_says(outcomes, name):
    assert outcomes[name] == ""


def test_the_examples_are_written_as_all_code_here(tmp_path):
    write_files(tmp_path)
    for command in (["check"], ["format", "--check", "--diff"]):
        arguments = ["--config", str(settings.BASE_DIR / "pyproject.toml")]
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *arguments, str(tmp_path)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_colours_can_be_read_and_every_property_exists():
    (css,) = get_fragments("css")
    chosen = dict(re.findall(r"(--[\w-]+): (.+);", css))
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    assert chosen
    assert all(f"{name}:" in tokens for name in chosen)
    for ground in ("--ground", "--ground-sunk"):
        assert get_contrast(chosen["--ink"], chosen[ground]) >= 7
        assert get_contrast(chosen["--ink-quiet"], chosen[ground]) >= 4.5
    assert f"--ground: {LIGHT_BACKGROUND};" in tokens, "home/colour.py has the same ground"


def test_the_page_names_what_exists():
    """Each path in the text is a file or folder of the project, or an example's."""
    text = re.sub(r"^```.*?^```", "", DOCUMENT.read_text(), flags=re.MULTILINE | re.DOTALL)
    paths = set(re.findall(r"`([\w-]+/[\w./-]*)`", text)) | set(re.findall(r"\]\((\w+\.md)\)", text))
    made = {*get_files(), "notices"}
    missing = {
        path
        for path in paths
        if path not in made
        and not (settings.BASE_DIR / path).exists()
        and not (settings.BASE_DIR / "docs" / path).exists()
    }
    assert missing == set()
    assert "publications/migrations/0002_page_tree.py" in paths
