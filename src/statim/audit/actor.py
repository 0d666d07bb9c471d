"""Who acts, by value: what an audit row or an edition keeps after the account is gone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, or the machine's operator, as they were when they acted.

    `account` is the number of their account, by which the desk tells one person from another;
    None for who has none. The log keeps name, e-mail address and role.
    """

    name: str
    email: str = ""
    role: str = ""
    account: int | None = None


OPERATOR = Actor(name="Operator of this machine", role="operator")
