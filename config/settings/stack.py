"""Settings of `make stack` (config.stack): those of production behind nginx, with all that is written in one folder."""

import os
from pathlib import Path

STACK_DIR = Path(os.environ["STACK_DIR"])
STACK_PORT = os.environ.get("STACK_PORT", "8080")
os.environ |= {
    "SECRET_KEY": os.environ.get("SECRET_KEY") or (STACK_DIR / "secret-key").read_text(),
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "SITE_URL": f"http://127.0.0.1:{STACK_PORT}",
    "TRUST_PROXY": "true",
    "EDGE_FILES": "true",
    "DATABASE_URL": os.environ.get("STACK_DATABASE_URL", ""),
    "MEDIA_ROOT": str(STACK_DIR / "var" / "media"),
    "PAGE_CACHE_ROOT": str(STACK_DIR / "var" / "cache"),
}

from .production import *  # noqa: E402, F403 - the settings of production read the environment
from .production import DATABASES  # noqa: E402

if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["EMBEDDED_POSTGRES_DATA"] = STACK_DIR / "var" / "postgres-18"
STATIC_ROOT = STACK_DIR / "var" / "static"
IMPORTS_ROOT = str(STACK_DIR / "var" / "imports")
