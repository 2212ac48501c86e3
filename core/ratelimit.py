"""Telling visitors apart for as long as it takes to hold off those who ask too much, and not longer."""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


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


def retry_after(request: HttpRequest, purpose: str, allowed: int, window: int) -> int:
    """Count this request; return 0, or the seconds until its sender may try again.

    Each client may make ``allowed`` requests of one ``purpose`` in each ``window`` (seconds). No address is kept: what
    counts is a keyed hash, which is another one in each window and forgotten after it. Each process counts for itself
    unless ``CACHE_URL`` names a cache that all share.
    """
    now = time.time()
    number = int(now // window)
    who = f"{purpose}:{number}:{client_network(client_address(request))}"
    key = "client:" + hmac.digest(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hex()
    cache.add(key, 0, window)
    try:
        too_many = cache.incr(key) > allowed
    except ValueError:  # the cache dropped it in between
        return 0
    return int((number + 1) * window - now) + 1 if too_many else 0
