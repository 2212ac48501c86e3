"""Settings for development: verbose errors, plain logs, and no environment variable is needed."""

from config.env import env
from config.logs import logging_config

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="development-only")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if not env("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING = logging_config(level=env("LOG_LEVEL"), log_format="plain")
PAGE_CACHE_MEGABYTES = 0  # a change of a template shows at once
