"""Settings of `make drill` (bench.drill): those of production, with everything that is written in a folder of its own.

The first process makes the folder. The commands that it runs find its name in the environment.
"""

import os
import tempfile
from pathlib import Path

DRILL_DIR = Path(os.environ.get("DRILL_DIR") or tempfile.mkdtemp(prefix="roundtable-drill-"))
os.environ |= {
    "DRILL_DIR": str(DRILL_DIR),
    "SECRET_KEY": "for-the-drill-only-which-nobody-but-this-machine-ever-sees-0f3c9b7e",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": "http://127.0.0.1:8000",
    "EMAIL_URL": "dummymail://",
    "LOG_LEVEL": "ERROR",
    "LOG_FORMAT": "plain",
    "DATABASE_URL": "",
    "MEDIA_ROOT": str(DRILL_DIR / "media"),
    "PAGE_CACHE_ROOT": str(DRILL_DIR / "cache"),
    "BACKUP_DIR": "",
    "ARCHIVE_DIR": "",
    "CACHE_URL": "",
    "DATABASE_REPLICA_URL": "",
    "S3_BUCKET": "",
    "BACKUP_RECIPIENTS": "",
}

from .production import *  # noqa: E402, F403 - the settings of production read the environment
from .production import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["EMBEDDED_POSTGRES_DATA"] = DRILL_DIR / "postgres-18"
STATIC_ROOT = DRILL_DIR / "static"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
