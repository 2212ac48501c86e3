"""Protection against server-side request forgery: which IP addresses belong to servers on the public internet.

An address of IPv6 may stand for one of IPv4: a translator or a tunnel on this network sends what goes to
``2002:7f00:1::`` to ``127.0.0.1``. Such an address is as public as the one inside it (OWASP, Server-Side Request
Forgery Prevention; IANA, Special-Purpose Address Registries).
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: The part of IPv6 that servers have addresses from (RFC 4291, 2.4).
GLOBAL_UNICAST = IPv6Network("2000::/3")
#: Translation of IPv4 (NAT64, RFC 6052): in a network without IPv4, all its servers have such an address.
NAT64 = IPv6Network("64:ff9b::/96")
#: What older versions of Python take for public: addresses of protocols (RFC 6890), of relays of 6to4 (RFC 7526), and
#: those for documentation (RFC 9637).
NOT_PUBLIC = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
#: The two forms of what stands before the IPv4 address in an interface identifier of ISATAP (RFC 5214, 6.1).
ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public_address(text: str) -> bool:
    """Return whether an IP address, perhaps with a zone (``fe80::1%eth0``), is that of a server on the internet."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_global(address)
    if address.ipv4_mapped:
        return _is_global(address.ipv4_mapped)
    if address in NAT64:
        return _is_global(_take_ipv4(address))
    if address not in GLOBAL_UNICAST or not _is_global(address):
        return False
    return all(_is_global(inner) for inner in _iter_tunnelled(address))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    if address.is_multicast or address.is_reserved or any(address in network for network in NOT_PUBLIC):
        return False
    return address.is_global


def _iter_tunnelled(address: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the addresses of IPv4 that a tunnel may send to: of 6to4, Teredo and ISATAP."""
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if int(address) >> 32 & 0xFFFF_FFFF in ISATAP:
        yield _take_ipv4(address)


def _take_ipv4(address: IPv6Address) -> IPv4Address:
    """Return the address of IPv4 in the last 32 bits."""
    return IPv4Address(int(address) & 0xFFFF_FFFF)
