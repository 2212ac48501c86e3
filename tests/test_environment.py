"""One schema of environment variables: the code, the example and the documentation name the same ones."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.env import SCHEMA

ROOT = Path(settings.BASE_DIR)


def test_the_example_names_every_variable_and_no_other():
    text = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)) == set(SCHEMA)


def test_the_documentation_names_every_variable_and_no_other():
    text = (ROOT / "docs" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", text, re.MULTILINE)) == set(SCHEMA)


def run_check(**variables) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if key not in SCHEMA}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "config.settings.production"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


NEEDED = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "example.org", "SITE_URL": "https://example.org"}


@pytest.mark.parametrize("missing", NEEDED)
def test_production_refuses_to_start_without_what_it_needs(missing):
    result = run_check(**{name: value for name, value in NEEDED.items() if name != missing})
    assert result.returncode != 0
    assert f"Set {missing} in the environment" in result.stderr.splitlines()[-1]


def test_production_starts_with_what_it_needs():
    assert run_check(**NEEDED).returncode == 0
