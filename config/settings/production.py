"""Settings for a public site, which refuse to load without the variables that they need.

``make run`` and the container set these variables.
"""

import os

from config.env import env, require
from config.env_checks import check_variables

from .base import *  # noqa: F403
from .base import MIDDLEWARE, SILENCED_SYSTEM_CHECKS, SITE_URL, STORAGES  # noqa: F401

require("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL")
check_variables(os.environ, "SECRET_KEY")

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

STORAGES["staticfiles"] = {"BACKEND": "core.style_sheets.SiteStaticFilesStorage"}

# A site with an https address requires https; one on http://127.0.0.1 cannot.
SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# Browsers keep to https for that long, whatever happens to the certificate, so that it starts with an hour. Subdomains
# and browsers' own lists concern others than this site: only who asks for that gets it.
SECURE_HSTS_SECONDS = env("HSTS_SECONDS") if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE and env("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]  # about HSTS of subdomains and lists
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if env("TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
