"""Which network addresses are public: the guard against being led into a private network. Pure.

After the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and what
followed it). What is not known to be public is not.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NEVER_4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
)))  # fmt: skip
_UNICAST_6 = IPv6Network("2000::/3")  # all that was ever given out for use on the internet
_NEVER_6 = tuple(map(IPv6Network, (
    "2001::/23",        # protocol assignments: Teredo, benchmarking, ORCHID …
    "2001:db8::/32",    # documentation
    "2002::/16",        # 6to4, holds an IPv4 address
    "2620:4f:8000::/48",  # AS112
    "3fff::/20",        # documentation
)))  # fmt: skip
_EMBEDDED = 0x5EFE  # ISATAP: an IPv4 address in the lower half (RFC 5214)


def is_public(written: str) -> bool:
    """Whether this numeric address belongs to the public internet; False for anything else."""
    try:
        address = ip_address(written)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _NEVER_4)
    return _is_public_6(address)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id or address not in _UNICAST_6 or not address.is_global:
        return False
    if any(address in network for network in _NEVER_6):
        return False
    return (int(address) >> 32) & 0xFDFFFFFF != _EMBEDDED
