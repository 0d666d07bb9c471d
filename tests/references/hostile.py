"""Addresses that no fetcher may reach, and ways of writing that try to hide them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

NOWHERE = str(IPv4Address(0))
_INSIDE = [
    "127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", NOWHERE, "0.1.2.3",
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.20.10.2", "172.31.255.255",
    "192.168.0.1", "192.168.1.254", "192.168.255.255", "169.254.169.254", "169.254.0.1",
    "169.254.170.2", "100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.1",
    "192.0.0.8", "192.0.0.170", "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9",
    "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.18.0.1",
    "198.19.255.255", "224.0.0.1", "224.0.0.251", "232.1.1.1", "239.255.255.250",
    "240.0.0.1", "250.1.2.3", "255.255.255.254", "255.255.255.255",
]  # fmt: skip
_PRIVATE_4 = [IPv4Address(a) for a in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1",
                                       "172.16.0.1", "100.64.0.1")]  # fmt: skip


def _within(prefix: str, shift: int, low: int = 0) -> list[str]:
    """Each private IPv4 address put into an IPv6 one at this bit."""
    start = int(IPv6Address(prefix))
    return [str(IPv6Address(start | int(a) << shift | low)) for a in _PRIVATE_4]


_INSIDE_6 = [
    "::", "::1", "::2", "100::1", "100:0:0:1::1", "fc00::1", "fd00::1", "fd00:ec2::254",
    "fdff:ffff::1", "fe80::1", "fe80::1%eth0", "fe80::a00:27ff:fe4e:66a1", "febf::1", "fec0::1",
    "feff::1", "ff00::1", "ff01::1", "ff02::1", "ff02::fb", "ff05::1:3", "ff0e::1",
    "2001:db8::1", "2001:db8:ffff::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:1ff::1", "2002::1", "3fff::1", "3fff:fff::1", "5f00::1", "4000::1", "8000::1",
    "e000::1", "1::1", "200::1", "2620:4f:8000::1", "2606:4700::1%1", "64:ff9b:1::1",
]  # fmt: skip
_HIDDEN = [
    *_within("::ffff:0:0", 0),  # IPv4-mapped
    *_within("::", 0),  # IPv4-compatible
    *_within("::ffff:0:0:0", 0),  # IPv4-translated
    *_within("64:ff9b::", 0),  # NAT64
    *_within("64:ff9b:1::", 0),  # NAT64, local
    *_within("2002::", 80),  # 6to4
    *_within("2001::", 64),  # Teredo, the server
    *_within("2606:4700::5efe:0:0", 0),  # ISATAP behind a public prefix
]
_NOT_NUMERIC = [
    "", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.1", "0x7f.0.0.1",
    "127.0.0.1.", " 127.0.0.1", "127.0.0.1/8", "[::1]", "１２７.0.0.1", "::ffff:127.0.0.1%1",
]  # fmt: skip
ADDRESSES = [*_INSIDE, *_INSIDE_6, *_HIDDEN, *_NOT_NUMERIC]

_NAMES = [
    "localhost", "localhost.localdomain", "ip6-localhost", "metadata.google.internal",
    "metadata", "instance-data", "kubernetes.default.svc", "127.0.0.1.nip.io", "localtest.me",
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "0x7f.1",
    "0", NOWHERE, "10.0.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fd00::1]", "[fe80::1%25eth0]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "works.example.", "works.example.evil.test",
    "evil-works.example", "a.works.example", "works.example%00.evil.test", "",
    "ⓦorks.example", "works。example", "xn--works.example", "works.example%2eevil.test",
]  # fmt: skip
URLS = [
    *(f"https://{name}/" for name in _NAMES),
    *(f"{scheme}works.example/" for scheme in (
        "http://", "HTTP://", "ftp://", "gopher://", "file://", "dict://", "ldap://", "ws://",
        "jar:https://", "view-source:https://", "//", "", "https:", "https:///", "data:,",
        "javascript:", "unix://", "tftp://",
    )),
    "file:///etc/passwd", "file:/etc/passwd", "data:text/plain,x", "about:blank",
    "https://user@works.example/", "https://user:word@works.example/", "https://@works.example/",
    "https://works.example@127.0.0.1/", "https://127.0.0.1#@works.example/",
    "https://127.0.0.1?@works.example/", "https://127.0.0.1\\@works.example/",
    "https://works.example:80/", "https://works.example:22/", "https://works.example:8443/",
    "https://works.example:0/", "https://works.example:99999/", "https://works.example:x/",
    "https://works.example/\r\nHost: evil.test", "https://works.example/ x",
    "https://works.example/\x00", "https://works.example/ä", "https://[works.example/",
    "https://works.example]/", "https://works.example\t/", "\thttps://works.example/",
]  # fmt: skip
