"""Which institution a reader belongs to: by the domain of the address they signed in with, else
by the network that they come from. Says the institution and keeps nothing of the reader.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from statim.accounts.models import User
from statim.usage.models import Institution

HOLDS = 30.0  # seconds before the list is read anew

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Directory:
    """The institutions as they were read: networks, the narrowest first, and domains."""

    networks: tuple[tuple[Network, int], ...]
    domains: Mapping[str, int]

    def by_network(self, network: str) -> int:
        """The institution that an address on the network belongs to, 0 for none."""
        if not self.networks:
            return 0
        try:
            address = ip_address(network)
        except ValueError:
            return 0
        if isinstance(address, IPv6Address):
            address = address.ipv4_mapped or address
        return next((number for each, number in self.networks if address in each), 0)

    def by_mail(self, mail: str) -> int:
        """The institution whose domain an e-mail address is in, or in a part of, 0 for none."""
        parts = mail.rpartition("@")[2].casefold().split(".")
        names = (".".join(parts[n:]) for n in range(len(parts)))
        return next((self.domains[name] for name in names if name in self.domains), 0)


def institutions(readers: Iterable[tuple[str, int | None]]) -> list[int]:
    """For each (address on the network, account or None): the institution's number, or 0."""
    known = list(readers)
    directory = _directory(int(time.monotonic() // HOLDS))
    mails = _mails(directory, {reader for _, reader in known if reader is not None})
    by_network: dict[str, int] = {}
    found = []
    for network, reader in known:
        number = directory.by_mail(mails[reader]) if reader in mails else 0
        if not number:
            if network not in by_network:
                by_network[network] = directory.by_network(network)
            number = by_network[network]
        found.append(number)
    return found


def _mails(directory: Directory, readers: set[int]) -> dict[int | None, str]:
    if not directory.domains or not readers:
        return {}
    return dict(User.objects.filter(pk__in=readers).values_list("pk", "email"))


def read_anew() -> None:
    """Forget the list that was read: an institution has changed."""
    _directory.cache_clear()


@lru_cache(maxsize=1)
def _directory(turn: int) -> Directory:
    networks: list[tuple[Network, int]] = []
    domains: dict[str, int] = {}
    rows = Institution.objects.filter(ended=None)
    for number, ranges, names in rows.values_list("pk", "networks", "domains"):
        networks += [(ip_network(each), number) for each in ranges]
        domains |= dict.fromkeys(names, number)
    networks.sort(key=lambda each: each[0].num_addresses)
    return Directory(tuple(networks), domains)
