"""Who sent a request, by its address. Imports no models: ``config.wsgi`` imports it before Django is set up."""

import ipaddress
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client: the one that the proxy saw, if ``TRUST_PROXY`` is set.

    The last address of ``X-Forwarded-For`` is the proxy's; those before it can be forged by the client.
    """
    return find_client_address(request.META)


def find_client_address(environ: dict[str, Any]) -> str:
    """Do the same for a request's WSGI environ."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or environ.get("REMOTE_ADDR", "")


def client_network(address: str) -> str:
    """Return what belongs to one client: an IPv4 address, or an IPv6 network of /64 (RFC 6177).

    Returns "" for what is not an IP address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
