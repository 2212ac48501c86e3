"""Rate limiting by client, without storing addresses.

The key of a counter is a keyed hash, which is different in each window and expires with it
(docs/decisions/0042-what-we-keep-of-our-own.md).
"""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .client_addresses import client_address, client_network
from .jobs import every
from .models import RateLimitCounter

COUNT = """
INSERT INTO core_ratelimitcounter AS counter (key, count, expires_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = counter.count + 1 RETURNING count
"""


def get_client(request: HttpRequest) -> str:
    """Return the network of whoever sent ``request``."""
    return client_network(client_address(request))


def retry_after(request: HttpRequest, purpose: str, allowed: int, window: int) -> int:
    """Count this request; return 0 if it is allowed, or the seconds until the client may try again.

    Each client may make ``allowed`` requests of one ``purpose`` in each ``window`` (seconds). Each process counts for
    itself unless ``CACHE_URL`` names a shared cache: this is for reading, which must not write to the database.
    """
    key, ends_at = _make_key(f"{purpose}:{get_client(request)}", window)
    cache.add(f"client:{key}", 0, window)
    try:
        too_many = cache.incr(f"client:{key}") > allowed
    except ValueError:  # the cache has evicted the key in between
        return 0
    return _seconds_until(ends_at) if too_many else 0


def shared_retry_after(subject: str, purpose: str, allowed: int, window: int) -> int:
    """Count one attempt of ``subject``; return 0 if it is allowed, or the seconds until the next one is.

    ``subject`` says what is limited: a client, an e-mail address, a page, or several of them joined. All processes
    share one counter in the database: this is for forms.
    """
    key, ends_at = _make_key(f"{purpose}:{subject}", window)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, datetime.fromtimestamp(ends_at, UTC)])
        (count,) = cursor.fetchone()
    return _seconds_until(ends_at) if count > allowed else 0


def reset_attempts(subject: str, purpose: str, window: int) -> None:
    """Forget the attempts of ``subject`` in this window, e.g. after the right password."""
    RateLimitCounter.objects.filter(key=_make_key(f"{purpose}:{subject}", window)[0]).delete()


@every(timedelta(hours=1))
def delete_expired_counters() -> None:
    RateLimitCounter.objects.filter(expires_at__lte=timezone.now()).delete()


def _make_key(who: str, window: int) -> tuple[str, float]:
    """Return the key of a counter, and the end of its window in seconds of the epoch."""
    number = int(time.time() // window)
    key = hmac.digest(settings.SECRET_KEY.encode(), f"{who}:{number}".encode(), hashlib.sha256).hex()
    return key, (number + 1) * window


def _seconds_until(moment: float) -> int:
    return int(moment - time.time()) + 1
