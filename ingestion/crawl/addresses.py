"""Which network addresses the crawler may connect to: those of the public internet, and no others.

The rule belongs here; it is asked at every connection, of the address that is really connected to (`reactor.py`).
"""

from __future__ import annotations

import ipaddress

# Public by their numbers, but each answers for the machine that asks: services of clouds (Azure; others lie in private ranges).
METADATA = frozenset({"168.63.129.16", "169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"})
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class ForbiddenAddress(Exception):
    """A connection to an address that the crawler must not connect to was asked for."""


def refusal(address: str) -> str | None:
    """Why the crawler may not connect to a numeric address; None where it may."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not a numeric address"
    if "%" in address:
        return "an address of this machine's own links"
    if address in METADATA:
        return "a cloud's metadata service"
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is not None:
            why = refusal(str(inner))
            return why and f"{why} inside an IPv6 address"
    for is_so, name in (
        (ip.is_loopback, "loopback"),
        (ip.is_link_local, "link-local"),
        (ip.is_multicast, "multicast"),
        (ip.is_unspecified, "unspecified"),
        (ip.is_private, "private"),
        (ip.is_reserved, "reserved"),
        (not ip.is_global, "not public"),
    ):
        if is_so:
            return f"a {name} address"
    return None


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64 or the old compatible form."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in net for net in _NAT64) or (int(ip) >> 32 == 0 and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
