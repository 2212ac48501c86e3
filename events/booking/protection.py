"""Holding off spam without asking a third party, or anybody to read distorted letters."""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache

FORMS_ALLOWED = 20
WINDOW = 600  # seconds


def client_address(request) -> str:
    """Return the visitor's address: what the proxy in front saw, where there is one that may be trusted."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def client_group(address: str) -> str:
    """Return what one visitor has: an IPv4 address, or the /64 network that one line gets of IPv6 (RFC 6177)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def too_many_forms(request) -> bool:
    """Count this form, and tell whether its sender has sent too many in these ten minutes.

    Nobody's address is kept: a keyed hash counts, which changes with each window and is forgotten after it. Each
    process counts for itself unless ``CACHE_URL`` names a cache that all share.
    """
    window = int(time.time() // WINDOW)
    who = f"{window}:{client_group(client_address(request))}"
    key = "booking:" + hmac.digest(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hex()
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > FORMS_ALLOWED
    except ValueError:  # the cache dropped it in between
        return False
