"""Environment variables: the schema of those that Roundtable reads, described in ``docs/settings.md``.

A ``.env`` file in the project folder is read first; real environment variables override it.
"""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config.env_checks import check_variables

BASE_DIR = Path(__file__).resolve().parent.parent

# name: (type, default). None marks a variable that production requires.
SCHEMA: dict[str, tuple[type, Any]] = {
    "SECRET_KEY": (str, None),
    "ALLOWED_HOSTS": (list, None),
    "SITE_URL": (str, None),
    "DATABASE_URL": (str, ""),
    "DATABASE_PASSWORD": (str, ""),
    "DATABASE_REPLICA_URL": (str, ""),
    "DATABASE_REPLICA_MAX_LAG": (int, 10),
    "CACHE_URL": (str, ""),
    "PAGE_CACHE_MEGABYTES": (int, 32),
    "PAGE_CACHE_ROOT": (str, ""),
    "CDN_SECONDS": (int, 0),
    "EDGE_FILES": (bool, False),
    "EMAIL_URL": (str, ""),
    "DEFAULT_FROM_EMAIL": (str, "Roundtable <webmaster@localhost>"),
    "TIME_ZONE": (str, "Europe/London"),
    "MEDIA_ROOT": (str, ""),
    "S3_BUCKET": (str, ""),
    "S3_PREFIX": (str, ""),
    "S3_ENDPOINT_URL": (str, ""),
    "S3_REGION": (str, ""),
    "S3_ACCESS_KEY_ID": (str, ""),
    "S3_SECRET_ACCESS_KEY": (str, ""),
    "TRUST_PROXY": (bool, False),
    "LOG_FORMAT": (str, "json"),
    "LOG_LEVEL": (str, "INFO"),
    "SLOW_QUERY_MILLISECONDS": (int, 500),
    "METRICS_PORT": (int, 0),
    "METRICS_HOST": (str, "127.0.0.1"),
    "SECURITY_CONTACT": (str, ""),
    "ARCHIVED_COMMENTS_KEPT_DAYS": (int, 1825),
    "CHECK_EXTERNAL_LINKS": (bool, False),
    "IMAGES_AS_AVIF": (bool, True),
    "HSTS_SECONDS": (int, 3600),
    "HSTS_PRELOAD": (bool, False),
    "BACKUP_DIR": (str, ""),
    "ARCHIVE_DIR": (str, ""),
    "ARCHIVE_DAYS": (int, 7),
    "BACKUP_KEEP": (int, 14),
    "BACKUP_RECIPIENTS": (list, []),
}


def read_secret(name: str, path: str) -> str:
    """Return the content of a file that holds the value of a variable, as Docker's and systemd's secrets are."""
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error} (docs/settings.md).") from error


env = environ.Env(**SCHEMA)
environ.Env.read_env(BASE_DIR / ".env")
for _name in SCHEMA:
    if _name not in os.environ and (_file := os.environ.get(f"{_name}_FILE")):
        os.environ[_name] = read_secret(_name, _file)
    if not os.environ.get(_name, "-").strip():
        del os.environ[_name]  # empty is not set: it has the default
check_variables(os.environ)


def require(*names: str) -> None:
    """Raise ``ImproperlyConfigured`` with one line unless each of ``names`` is set and not empty."""
    missing = [name for name in names if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"Set {', '.join(missing)} in the environment or in .env (see docs/settings.md).")
