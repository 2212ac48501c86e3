"""Rate limiting by client, without storing addresses."""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client: the one that the proxy saw, if ``TRUST_PROXY`` is set.

    The last address of ``X-Forwarded-For`` is the proxy's; those before it can be forged by the client.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def client_network(address: str) -> str:
    """Return what belongs to one client: an IPv4 address, or an IPv6 network of /64 (RFC 6177).

    Returns "" for what is not an IP address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def retry_after(request: HttpRequest, purpose: str, allowed: int, window: int) -> int:
    """Count this request; return 0 if it is allowed, or the seconds until the client may try again.

    Each client may make ``allowed`` requests of one ``purpose`` in each ``window`` (seconds). No address is stored: the
    key is a keyed hash, which is different in each window and expires with it. Each process counts for itself unless
    ``CACHE_URL`` names a shared cache.
    """
    now = time.time()
    number = int(now // window)
    client = f"{purpose}:{number}:{client_network(client_address(request))}"
    key = "client:" + hmac.digest(settings.SECRET_KEY.encode(), client.encode(), hashlib.sha256).hex()
    cache.add(key, 0, window)
    try:
        too_many = cache.incr(key) > allowed
    except ValueError:  # the cache has evicted the key in between
        return 0
    return int((number + 1) * window - now) + 1 if too_many else 0
