"""Logging configuration: one JSON object per line on standard error, or plain lines for people."""

from core.log_redaction import PlainFormatter, RedactingFilter, RedactingJsonFormatter
from core.refused_hosts import RefusedHostFilter
from core.request_ids import RequestIdFilter


def logging_config(*, level: str, log_format: str) -> dict:
    """Return a ``logging.config.dictConfig`` dictionary.

    ``log_format`` is ``json`` (one object per line, for log collectors) or ``plain``.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": RedactingJsonFormatter,
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            },
            "plain": {
                "()": PlainFormatter,
                "format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s",
                "datefmt": "%H:%M:%S",
            },
        },
        "filters": {
            "redact": {"()": RedactingFilter},
            "refused_hosts": {"()": RefusedHostFilter},
            "request_id": {"()": RequestIdFilter},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "json" if log_format == "json" else "plain",
            },
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # delivery.access logs every request; these would log it a second time.
            "django.request": {"level": "ERROR", "filters": ["redact"]},
            "django.server": {"handlers": [], "propagate": False},
            # Actions of editors are in Wagtail's own log, which the admin shows.
            "wagtail": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "django.security.DisallowedHost": {"filters": ["refused_hosts"]},
        },
    }
