"""Settings of the drill: those of production, with everything that is written in the folder of `DRILL_DIR`."""

import os
from pathlib import Path

os.environ |= {
    "SECRET_KEY": "for-the-drill-only-which-nobody-but-this-machine-ever-sees-0f3c9b7e",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": "http://127.0.0.1:8000",
    "EMAIL_URL": "dummymail://",
    "LOG_LEVEL": "ERROR",
    "LOG_FORMAT": "plain",
    "DATABASE_URL": "",
    "MEDIA_ROOT": str(Path(os.environ["DRILL_DIR"]) / "media"),
    "BACKUP_DIR": "",
    "BACKUP_RECIPIENTS": "",
}

from config.settings.production import *  # noqa: F403
from config.settings.production import DATABASES, STORAGES

VAR_DIR = Path(os.environ["DRILL_DIR"])
DATABASES["default"]["EMBEDDED_POSTGRES_DATA"] = VAR_DIR / "postgres-18"
STATIC_ROOT = VAR_DIR / "static"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
