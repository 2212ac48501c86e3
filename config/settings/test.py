"""Settings for the tests: nothing leaves the machine, nothing is kept, and passwords are cheap to hash."""

import tempfile
from pathlib import Path

from config.env import env
from config.logs import logging_config

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
# Removed when the process ends.
_files = tempfile.TemporaryDirectory(prefix="roundtable-tests-")
MEDIA_ROOT = f"{_files.name}/media"
IMPORTS_ROOT = f"{_files.name}/imports"
# A folder of its own, and empty: each test client reads through it when it asks for the first time.
STATIC_ROOT = Path(_files.name, "static")
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Every image of a test would be written ten times. Tests of images turn it on.
IMAGES_AS_AVIF = False
# Each publication would draw one. Tests of cards turn it on, or call home.share_cards.making.
SHARE_CARDS = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = logging_config(level="WARNING", log_format="plain")
# The test client is behind the page cache, as Django is. Tests of the cache start processes that have one.
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=0)
PAGE_CACHE_ROOT = env("PAGE_CACHE_ROOT") or f"{_files.name}/cache"
