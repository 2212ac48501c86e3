"""The application as the web server loads it."""

import os
import subprocess
import sys

from django.conf import settings

LOAD = "import gc, config.wsgi; print(gc.get_freeze_count())"


def test_what_the_start_made_is_not_looked_through_for_garbage():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert int(loaded.stdout) > 100_000
