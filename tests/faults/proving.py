"""Runs a part of ``make prove`` on a copy of the tests' database: parts that fork cannot share a transaction."""

import os
import subprocess
import sys

from django.conf import settings

PATIENCE = 300  # seconds, on a machine that does much else


def run_part(url: str, part: str, *options: str) -> subprocess.CompletedProcess:
    """Run a part with the database of ``url``, and print what it prints, which is shown if the test fails."""
    command = [sys.executable, "-m", "bench.prove", part, "--here", *options]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    result = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    print(result.stdout, result.stderr)
    return result
