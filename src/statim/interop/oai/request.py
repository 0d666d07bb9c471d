"""An OAI-PMH 2.0 request: its verb and arguments, checked as the protocol wants. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PREFIX = "oai_dc"
_LISTING = {"from", "until", "set", "metadataPrefix", "resumptionToken"}
VERBS: Mapping[str, set[str]] = {
    "Identify": set(),
    "ListMetadataFormats": {"identifier"},
    "ListSets": {"resumptionToken"},
    "GetRecord": {"identifier", "metadataPrefix"},
    "ListIdentifiers": _LISTING,
    "ListRecords": _LISTING,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Refused(Exception):
    """An OAI-PMH error: `code` is one of the protocol's."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be answered. `until` is the moment before which, not at which."""

    verb: str
    arguments: dict[str, str]
    since: datetime | None = None
    until: datetime | None = None


def read(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The request that these arguments make. Raises Refused."""
    listed = list(pairs)
    said = dict(listed)
    if len(said) != len(listed):
        raise Refused("badArgument", "An argument came twice.")
    verb = said.pop("verb", "")
    if verb not in VERBS:
        raise Refused("badVerb", f"The verb must be one of {', '.join(VERBS)}.")
    for name in said:
        if name not in VERBS[verb]:
            raise Refused("badArgument", f"{verb} takes no such argument.")
    if "resumptionToken" in said:
        if len(said) > 1:
            raise Refused("badArgument", "A resumptionToken stands alone.")
        return Asked(verb, said)
    needed = {"GetRecord": ("identifier", "metadataPrefix"), "ListRecords": ("metadataPrefix",),
              "ListIdentifiers": ("metadataPrefix",)}  # fmt: skip
    for name in needed.get(verb, ()):
        if not said.get(name):
            raise Refused("badArgument", f"{verb} needs {name}.")
    if said.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refused("cannotDisseminateFormat", f"Records are given as {PREFIX}.")
    return dated(Asked(verb, said))


def dated(asked: Asked) -> Asked:
    """The request with its days as moments. Raises Refused."""
    since, until = asked.arguments.get("from", ""), asked.arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise Refused("badArgument", "from and until must be of one kind.")
    begins, ends = _moment(since), _moment(until)
    if ends:
        ends += timedelta(days=1) if _DAY.fullmatch(until) else timedelta(seconds=1)
    if begins and ends and begins >= ends:
        raise Refused("badArgument", "from is later than until.")
    return Asked(asked.verb, asked.arguments, begins, ends)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    if _DAY.fullmatch(said) or _SECOND.fullmatch(said):
        try:
            moment = datetime.fromisoformat(said.removesuffix("Z")).replace(tzinfo=UTC)
        except ValueError:
            moment = None
        if moment and 1900 < moment.year < 9000:
            return moment
    raise Refused("badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC.")
