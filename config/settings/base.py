"""Settings that every environment shares. Environment variables come from ``config.env``."""

from config.env import BASE_DIR, SCHEMA, env
from config.identity import organisation
from config.logs import logging_config
from config.security import ADMIN_CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY  # noqa: F401 - settings

VAR_DIR = BASE_DIR / "var"

INSTALLED_APPS = [
    "core",
    "users",
    "media",
    "content",
    "topics",
    "people",
    "events",
    "bookings",
    "blog",
    "publications",
    "home",
    "editorial",
    "editorial.clipboard",
    "editorial.trash",
    "search",
    "delivery",
    "demo",
    "wordpress",
    "word",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "users.admin.apps.UsersAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "csp",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "delivery.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "delivery.middleware.ContentSecurityPolicyMiddleware",
    "delivery.middleware.PrivateAnswersMiddleware",
    "delivery.middleware.UnavailableMiddleware",
    "delivery.other_hosts.OtherHostsMiddleware",
    "delivery.kept_answers.KeptAnswersMiddleware",
    "delivery.middleware.RejectNullCharactersMiddleware",
    "media.stand_ins.StandInMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.admin_user.AdminUserMiddleware",
    "content.middleware.RefusalMiddleware",
    "delivery.bad_requests.BadRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "wordpress.middleware.OldAddressMiddleware",
    "content.serving.redirects.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
            ],
        },
    },
]

if env("DATABASE_URL"):
    DATABASES = {"default": env.db("DATABASE_URL")}
    if env("DATABASE_PASSWORD"):
        DATABASES["default"]["PASSWORD"] = env("DATABASE_PASSWORD")
else:
    DATABASES = {
        "default": {
            "ENGINE": "config.embedded_postgres",
            "NAME": "roundtable",
            "EMBEDDED_POSTGRES_DATA": VAR_DIR / "postgres-18",
        }
    }
if env("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = env.db("DATABASE_REPLICA_URL") | {"TEST": {"MIRROR": "default"}}
REPLICA_MAX_LAG = env("DATABASE_REPLICA_MAX_LAG")  # seconds
# PostgreSQL keeps prepared statements and their plans per connection: a new one starts without them.
# The limit is for commands and the task worker. Web processes have a shorter one (delivery.database).
for _database in DATABASES.values():
    _database |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 30)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env("CACHE_URL")
CACHES = {
    "default": (
        {"BACKEND": "core.shared_cache.SharedCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "roundtable"}
    ),
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# Pages that are kept in front of Django (delivery.page_cache): megabytes in each web process, and in files.
PAGE_CACHE_MEGABYTES = env("PAGE_CACHE_MEGABYTES")
PAGE_CACHE_FILES_MEGABYTES = 512
# Answers that outlast a generation (delivery.kept_answers), in each web process: one form of a page rather than three.
KEPT_ANSWERS_MEGABYTES = PAGE_CACHE_MEGABYTES // 2
PAGE_CACHE_ROOT = env("PAGE_CACHE_ROOT") or str(VAR_DIR / "cache")
CDN_SECONDS = env("CDN_SECONDS")
# Whether nginx serves kept pages and the mirror from files (delivery.edge, delivery.mirror).
EDGE_FILES = env("EDGE_FILES")

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Five wrong passwords an hour for one account from one address: nobody is locked out elsewhere (users.views).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "users.views.axes_client_address"
AXES_LOCKOUT_CALLABLE = "users.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE")
USE_I18N = True
USE_TZ = True

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
MEDIA_ROOT = env("MEDIA_ROOT") or str(VAR_DIR / "media")
MEDIA_URL = "/media/"
# Uploaded WordPress exports and the reports of their import (wordpress/admin).
IMPORTS_ROOT = str(VAR_DIR / "imports")
ARCHIVED_COMMENTS_KEPT_DAYS = env("ARCHIVED_COMMENTS_KEPT_DAYS")
CHECK_EXTERNAL_LINKS = env("CHECK_EXTERNAL_LINKS")
S3_BUCKET, S3_PREFIX = env("S3_BUCKET"), env("S3_PREFIX")
S3_ENDPOINT_URL, S3_REGION = env("S3_ENDPOINT_URL"), env("S3_REGION")
S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY = env("S3_ACCESS_KEY_ID"), env("S3_SECRET_ACCESS_KEY")
STORAGES = {
    "default": {
        "BACKEND": "core.object_storage.ObjectStorage" if S3_BUCKET else "core.storage.WholeFileStorage",
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# The names of environment variables, of which a backup lists those that are set (delivery.backup).
ENVIRONMENT_VARIABLES = sorted(SCHEMA)
BACKUP_DIR = env("BACKUP_DIR")
ARCHIVE_DIR, ARCHIVE_DAYS = env("ARCHIVE_DIR"), env("ARCHIVE_DAYS")
BACKUP_KEEP = env("BACKUP_KEEP")
BACKUP_RECIPIENTS = env("BACKUP_RECIPIENTS")

# A long post is one form with several fields for each block, more than the default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SECURITY_CONTACT = env("SECURITY_CONTACT")
# Whether to trust the X-Forwarded-* headers of a proxy.
TRUST_PROXY = env("TRUST_PROXY")
if env("EMAIL_URL"):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "core.mail.HoldingEmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
# A mail server that does not answer must not block a worker for good.
EMAIL_TIMEOUT = 20  # seconds

# Background tasks of Wagtail (indexing, purging) and of this project (text extraction, imports) are run by
# `manage.py work`, which `manage.py serve` starts.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

WAGTAIL_SITE_NAME = organisation()
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"  # noqa: S105 - a template
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
# Pages offer their images as AVIF, too (media.cutting).
IMAGES_AS_AVIF = env("IMAGES_AS_AVIF")
WAGTAILIMAGES_AVIF_QUALITY = 55  # looks like JPEG at 85, in two thirds of the bytes
# Cards for shared links are drawn in the background (home.share_cards).
SHARE_CARDS = True
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.CustomImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
# Papers, tables, books, subtitles and recordings. All but PDF are sent as downloads, under a policy that lets nothing
# in them run. HTML, SVG and XML are left out because browsers may run their scripts all the same.
WAGTAILDOCS_EXTENSIONS = [
    "aac", "bib", "csv", "doc", "docx", "epub", "flac", "ics", "json", "m4a", "m4v", "mov", "mp3", "mp4", "odp", "ods",
    "odt", "oga", "ogg", "ogv", "opus", "pdf", "ppt", "pptx", "rtf", "srt", "tsv", "txt", "vtt", "wav", "webm", "xls",
    "xlsx", "zip",
]  # fmt: skip
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "english",
    }
}
TAGGIT_CASE_INSENSITIVE = True

# Wagtail's preview shows pages in a frame of the same site; the content security policy allows it too.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

SLOW_QUERY_MILLISECONDS = env("SLOW_QUERY_MILLISECONDS")  # in web processes and the task worker; 0: none is logged
METRICS_PORT, METRICS_HOST = env("METRICS_PORT"), env("METRICS_HOST")
LOGGING = logging_config(level=env("LOG_LEVEL"), log_format=env("LOG_FORMAT"))
