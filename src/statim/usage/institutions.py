"""Keeping institutions, and making and revoking the keys to their reports.

A key is shown once, when it is made; what is kept is its hash. Neither key nor hash is in the log.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from ipaddress import ip_network

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.usage import recognising
from statim.usage.errors import BadInstitution, NoSuchInstitution, NoSuchKey
from statim.usage.models import Institution, ReportKey
from statim.usage.permissions import check_keep

_CUSTOMER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_DOMAIN = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
# COUNTER 5.1, table 3.f: what may name an institution beside the customer ID
_IDENTIFIER = re.compile(r"ISIL:\S{1,30}|ISNI:\d{15}[\dX]|OCLC:\d{1,15}|ROR:0[a-z0-9]{8}")
SHARED = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com",
    "gmx.de", "web.de", "proton.me",
})  # fmt: skip
BROADEST = {4: 8, 6: 20}  # bits of the prefix: more addresses than this are nobody's own
THE_WORLD = "0" * 16  # COUNTER's customer ID for everybody


def add_institution(
    *, name: str, customer_id: str, by: Actor, networks: Sequence[str] = (),
    domains: Sequence[str] = (), identifiers: Sequence[str] = (),
) -> Institution:  # fmt: skip
    """An institution whose use is counted from now on. `networks` are CIDR ranges or addresses.

    Raises NotForThisRole, BadInstitution.
    """
    check_keep(by)
    with transaction.atomic():
        said = _checked(None, name, networks, domains, identifiers)
        if not _CUSTOMER.fullmatch(customer_id) or customer_id == THE_WORLD:
            raise BadInstitution(
                say(
                    "%(customer_id)s is no customer ID: letters, digits, dot, dash and "
                    "underscore, at most 40, and not 16 zeros, which mean everybody.",
                    customer_id=repr(customer_id),
                )
            )
        if Institution.objects.filter(customer_id=customer_id).exists():
            raise BadInstitution(
                say("The customer ID %(customer_id)s is in use.", customer_id=customer_id)
            )
        kept = Institution.objects.create(customer_id=customer_id, since=_today(), **said)
        _log("add institution", kept, by, said)
    recognising.read_anew()
    return kept


def change_institution(
    customer_id: str, *, name: str, by: Actor, networks: Sequence[str] = (),
    domains: Sequence[str] = (), identifiers: Sequence[str] = (),
) -> Institution:  # fmt: skip
    """Say anew how it is known. Raises NotForThisRole, NoSuchInstitution, BadInstitution."""
    check_keep(by)
    with transaction.atomic():
        kept = _one(customer_id)
        said = _checked(kept, name, networks, domains, identifiers)
        for field, value in said.items():
            setattr(kept, field, value)
        kept.save()
        _log("change institution", kept, by, said)
    recognising.read_anew()
    return kept


def end_institution(customer_id: str, *, by: Actor) -> None:
    """Count its use no more and revoke its keys; its totals stay. Raises as above."""
    check_keep(by)
    with transaction.atomic():
        kept = _one(customer_id)
        kept.ended = _today()
        kept.save()
        revoked = kept.keys.filter(revoked=None).update(revoked=_today())
        _log("end institution", kept, by, {"keys revoked": revoked})
    recognising.read_anew()


def make_key(customer_id: str, *, label: str, by: Actor) -> tuple[ReportKey, str]:
    """A key to the institution's reports, and the key itself, which is not kept: show it once.

    Raises NotForThisRole, NoSuchInstitution, BadInstitution.
    """
    check_keep(by)
    if not label.strip():
        raise BadInstitution(say("Say who will use the key, such as “the library's harvester”."))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        kept = _one(customer_id)
        key = ReportKey.objects.create(
            institution=kept, label=label.strip()[:200], requestor_id=secrets.token_hex(8),
            hashed=hashed(secret), made=_today(),
        )  # fmt: skip
        _log("make report key", kept, by, {"requestor": key.requestor_id, "for": key.label})
    return key, secret


def revoke_key(requestor_id: str, *, by: Actor) -> None:
    """A key that opens nothing from now on. Raises NotForThisRole, NoSuchKey."""
    check_keep(by)
    with transaction.atomic():
        key = ReportKey.objects.select_for_update().filter(requestor_id=requestor_id, revoked=None)
        found = key.select_related("institution").first()
        if found is None:
            raise NoSuchKey(requestor_id)
        found.revoked = _today()
        found.save()
        _log("revoke report key", found.institution, by, {"requestor": requestor_id})


def hashed(secret: str) -> str:
    """How a key is kept. It is 256 random bits, so that one round of SHA-256 is enough."""
    return sha256(secret.encode()).hexdigest()


def _one(customer_id: str) -> Institution:
    found = Institution.objects.select_for_update().filter(customer_id=customer_id, ended=None)
    if (kept := found.first()) is None:
        raise NoSuchInstitution(customer_id)
    return kept


def _checked(
    kept: Institution | None, name: str, networks: Iterable[str], domains: Iterable[str],
    identifiers: Iterable[str],
) -> dict[str, object]:  # fmt: skip
    if not name.strip():
        raise BadInstitution(say("An institution needs a name."))
    ranges = sorted({_network(each) for each in networks if each.strip()})
    names = sorted({_domain(each) for each in domains if each.strip()})
    known = sorted({each.strip() for each in identifiers if each.strip()})
    for each in known:
        if not _IDENTIFIER.fullmatch(each):
            raise BadInstitution(
                say(
                    "%(each)s is no identifier such as ROR:00hx57361 or ISIL:DE-25.",
                    each=repr(each),
                )
            )
    for other in Institution.objects.filter(ended=None).exclude(pk=kept.pk if kept else 0):
        for each in (*ranges, *names):
            if each in other.networks or each in other.domains:
                raise BadInstitution(
                    say("%(each)s is %(name)s's already.", each=each, name=other.name)
                )
    return {"name": name.strip()[:200], "networks": ranges, "domains": names, "identifiers": known}


def _network(said: str) -> str:
    try:
        network = ip_network(said.strip(), strict=True)
    except ValueError as why:
        raise BadInstitution(
            say(
                "%(said)s is no range such as 192.0.2.0/24: %(why)s.",
                said=repr(said.strip()),
                why=why,
            )
        ) from why
    if network.prefixlen < BROADEST[network.version]:
        raise BadInstitution(
            say("%(network)s is too broad to be one institution's.", network=network)
        )
    return str(network)


def _domain(said: str) -> str:
    domain = said.strip().casefold().removeprefix("@")
    if not _DOMAIN.fullmatch(domain):
        raise BadInstitution(
            say("%(said)s is no domain such as hospital.example.org.", said=repr(said.strip()))
        )
    if domain in SHARED:
        raise BadInstitution(
            say(
                "Anybody may have an address at %(domain)s: it names no institution.", domain=domain
            )
        )
    return domain


def _today() -> date:
    return datetime.now(UTC).date()


def _log(act: str, kept: Institution, by: Actor, detail: dict[str, object]) -> None:
    record(act, by=by, object_kind="institution", object_id=kept.customer_id, detail=detail)
