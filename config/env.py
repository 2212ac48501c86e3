"""Environment variables: the schema of those that Roundtable reads, described in ``docs/settings.md``.

A ``.env`` file in the project folder is read first; real environment variables override it.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# name: (type, default). None marks a variable that production requires.
SCHEMA = {
    "SECRET_KEY": (str, None),
    "ALLOWED_HOSTS": (list, None),
    "SITE_URL": (str, None),
    "DATABASE_URL": (str, ""),
    "CACHE_URL": (str, ""),
    "PAGE_CACHE_MEGABYTES": (int, 32),
    "PAGE_CACHE_ROOT": (str, ""),
    "CDN_SECONDS": (int, 0),
    "EMAIL_URL": (str, ""),
    "DEFAULT_FROM_EMAIL": (str, "Roundtable <webmaster@localhost>"),
    "TIME_ZONE": (str, "Europe/London"),
    "MEDIA_ROOT": (str, ""),
    "TRUST_PROXY": (bool, False),
    "LOG_FORMAT": (str, "json"),
    "LOG_LEVEL": (str, "INFO"),
    "SECURITY_CONTACT": (str, ""),
    "ARCHIVED_COMMENTS_KEPT_DAYS": (int, 1825),
}

env = environ.Env(**SCHEMA)
environ.Env.read_env(BASE_DIR / ".env")


def require(*names: str) -> None:
    """Raise ``ImproperlyConfigured`` with one line unless each of ``names`` is set and not empty."""
    missing = [name for name in names if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"Set {', '.join(missing)} in the environment or in .env (see docs/settings.md).")
