"""Uploads in an object store that speaks S3 (``S3_BUCKET``), by django-storages.

Files keep their addresses below ``/media/``, and the site sends them: the bucket stays private, visitors ask no third
party, and what is private stays behind its permissions. A cache in front keeps renditions for a year.
"""

import errno
import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from .circuit_breaker import CircuitBreaker

#: For requests that somebody waits for. After a failure the store is asked once in ``PROBE_SECONDS``.
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 4, 1
PROBE_SECONDS = 5
MAX_MEMORY_BYTES = 5_000_000  # of a file that is read; larger ones lie in a temporary file meanwhile


_breaker = CircuitBreaker(PROBE_SECONDS)  # of this process


class ObjectStoreError(OSError):
    """The store does not answer, or refuses: HTTP 503 for visitors (``delivery.unavailable``)."""

    def __init__(self, error: object) -> None:
        super().__init__(errno.EHOSTUNREACH, f"The object store fails: {error}")


def get_client_config(read_seconds: int = READ_SECONDS, attempts: int = ATTEMPTS) -> Config:
    """Return the settings of a client's connections. Stores other than Amazon's have the bucket in the path."""
    return Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
        retries={"total_max_attempts": attempts},
        signature_version="s3v4",
        s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
    )


def get_connection_options() -> dict[str, Any]:
    """Return the arguments of boto3's clients. Without keys it looks for them where Amazon's own programs do."""
    return {
        "endpoint_url": settings.S3_ENDPOINT_URL or None,
        "region_name": settings.S3_REGION or None,
        "aws_access_key_id": settings.S3_ACCESS_KEY_ID or None,
        "aws_secret_access_key": settings.S3_SECRET_ACCESS_KEY or None,
    }


def _explained(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def wrapper(self: S3Storage, *arguments: Any, **options: Any) -> Any:
        if not _breaker.allows_request():
            raise ObjectStoreError("it did not answer a moment ago")
        try:
            result = method(self, *arguments, **options)
        except FileNotFoundError:
            _breaker.close()
            raise
        except ClientError as error:  # it has answered
            _breaker.close()
            raise ObjectStoreError(error) from error
        except BotoCoreError as error:
            _breaker.open()
            raise ObjectStoreError(error) from error
        _breaker.close()
        return result

    return wrapper


class ObjectStorage(S3Storage):
    """``STORAGES["default"]`` of a site with ``S3_BUCKET``."""

    def get_default_settings(self) -> dict[str, Any]:
        connection = get_connection_options()
        return super().get_default_settings() | {
            "access_key": connection["aws_access_key_id"],
            "secret_key": connection["aws_secret_access_key"],
            "endpoint_url": connection["endpoint_url"],
            "region_name": connection["region_name"],
            "bucket_name": settings.S3_BUCKET,
            "location": settings.S3_PREFIX,
            "client_config": get_client_config(),
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": MAX_MEMORY_BYTES,
        }

    def url(self, name: str, *arguments: Any, **options: Any) -> str:
        return settings.MEDIA_URL + quote(self._normalize_name(name).removeprefix(self.location).lstrip("/"))

    _open = _explained(S3Storage._open)
    _save = _explained(S3Storage._save)
    delete = _explained(S3Storage.delete)
    exists = _explained(S3Storage.exists)
    size = _explained(S3Storage.size)
    listdir = _explained(S3Storage.listdir)
    get_modified_time = _explained(S3Storage.get_modified_time)
