"""Rate limiting by client: how long somebody who asks too often has to wait.

No address is kept: what counts is a keyed hash, which is another one in each window and is deleted after it
(docs/decisions/0042-what-we-keep-of-our-own.md).
"""

import hashlib
import hmac
import ipaddress
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .jobs import every
from .models import RateLimitCounter

COUNT = """
INSERT INTO core_ratelimitcounter AS counter (key, count, expires_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = counter.count + 1 RETURNING count
"""


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address: what the proxy in front saw, where there is one that may be trusted."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def client_network(address: str) -> str:
    """Return what one visitor has: an IPv4 address, or the /64 network that one line gets of IPv6 (RFC 6177)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def get_client(request: HttpRequest) -> str:
    """Return the network of whoever sent ``request``."""
    return client_network(client_address(request))


def retry_after(request: HttpRequest, purpose: str, allowed: int, window: int) -> int:
    """Count this request; return 0, or the seconds until its sender may try again.

    Each client may make ``allowed`` requests of one ``purpose`` in each ``window`` (seconds). Each process counts for
    itself unless ``CACHE_URL`` names a cache that all share: this one is for reading, which it must not slow down.
    """
    key, ends_at = _key_of(f"{purpose}:{get_client(request)}", window)
    cache.add(f"client:{key}", 0, window)
    try:
        too_many = cache.incr(f"client:{key}") > allowed
    except ValueError:  # the cache dropped it in between
        return 0
    return _seconds_until(ends_at) if too_many else 0


def shared_retry_after(subject: str, purpose: str, allowed: int, window: int) -> int:
    """Count one try of ``subject``; return 0, or the seconds until the next one is allowed.

    ``subject`` is whom or what is limited: a client, an e-mail address, a page, or several of them joined. All
    processes count together, in the database and outside of any transaction's outcome only if there is none: this one
    is for forms.
    """
    key, ends_at = _key_of(f"{purpose}:{subject}", window)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, datetime.fromtimestamp(ends_at, UTC)])
        (count,) = cursor.fetchone()
    return _seconds_until(ends_at) if count > allowed else 0


def forgive(subject: str, purpose: str, window: int) -> None:
    """Forget the tries of ``subject`` in this window, e.g. once the right password was given."""
    RateLimitCounter.objects.filter(key=_key_of(f"{purpose}:{subject}", window)[0]).delete()


@every(timedelta(hours=1))
def delete_expired_counters() -> None:
    RateLimitCounter.objects.filter(expires_at__lte=timezone.now()).delete()


def _key_of(who: str, window: int) -> tuple[str, float]:
    """Return the key of a counter, and the end of its window in seconds of the epoch."""
    number = int(time.time() // window)
    key = hmac.digest(settings.SECRET_KEY.encode(), f"{who}:{number}".encode(), hashlib.sha256).hex()
    return key, (number + 1) * window


def _seconds_until(moment: float) -> int:
    return int(moment - time.time()) + 1
