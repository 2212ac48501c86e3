"""Public IP addresses: no form of a private one is taken for a server on the internet."""

import pytest

from core.public_addresses import is_public_address

PRIVATE_IPV4 = [
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.5",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
]
PRIVATE_IPV6 = [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "100::1",
    "2001:db8::1",
    "2001::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b:1::808:808",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5", "2a00:1450:4009:81f::200e"]


def embed(ipv4: str) -> dict[str, str]:
    """Return the forms of IPv6 that stand for an address of IPv4."""
    a, b, c, d = map(int, ipv4.split("."))
    high, low = f"{a << 8 | b:x}", f"{c << 8 | d:x}"
    flipped_high, flipped_low = f"{(a << 8 | b) ^ 0xFFFF:x}", f"{(c << 8 | d) ^ 0xFFFF:x}"
    return {
        "mapped": f"::ffff:{ipv4}",
        "mapped, in hexadecimal": f"::ffff:{high}:{low}",
        "compatible": f"::{ipv4}",
        "translated": f"::ffff:0:{ipv4}",
        "NAT64": f"64:ff9b::{ipv4}",
        "NAT64 of one's own network": f"64:ff9b:1::{ipv4}",
        "6to4": f"2002:{high}:{low}::",
        "6to4, a host in it": f"2002:{high}:{low}:1::5",
        "Teredo, the server": f"2001:0:{high}:{low}::",
        "Teredo, the client": f"2001:0:808:808:0:0:{flipped_high}:{flipped_low}",
        "ISATAP": f"2606:4700::5efe:{high}:{low}",
        "ISATAP of a public address": f"2606:4700::200:5efe:{high}:{low}",
    }


@pytest.mark.parametrize("address", [*PRIVATE_IPV4, *PRIVATE_IPV6])
def test_private_and_special_addresses_are_refused(address):
    assert not is_public_address(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_taken(address):
    assert is_public_address(address)


@pytest.mark.parametrize("ipv4", PRIVATE_IPV4)
def test_no_form_of_ipv6_hides_a_private_address(ipv4):
    assert [form for form, address in embed(ipv4).items() if is_public_address(address)] == []


def test_the_address_of_the_report_is_refused():
    assert not is_public_address("2002:7f00:1::")


@pytest.mark.parametrize("form", ["mapped", "mapped, in hexadecimal", "NAT64", "6to4", "ISATAP of a public address"])
def test_what_stands_for_a_public_address_is_public(form):
    assert is_public_address(embed("8.8.8.8")[form])


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "::ffff:999.1.1.1", "[::1]"])
def test_what_is_no_address_is_not_public(text):
    assert not is_public_address(text)
