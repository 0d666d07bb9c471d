"""What keeping institutions refuses, each with the sentence that the person will see."""

from __future__ import annotations

from statim.design.speech import say


class Refused(Exception):
    """An act that was not done."""


class NotForThisRole(Refused):
    """Only administrators keep institutions and their keys."""

    def __init__(self, role: str) -> None:
        super().__init__(
            say("Keeping institutions is not for the role %(role)s here.", role=role or "none")
        )


class NoSuchInstitution(Refused):
    """No institution has this customer ID."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(
            say(
                "There is no institution with the customer ID %(customer_id)s.",
                customer_id=customer_id,
            )
        )


class NoSuchKey(Refused):
    """No key in use has this requestor ID."""

    def __init__(self, requestor_id: str) -> None:
        super().__init__(
            say(
                "There is no key in use with the requestor ID %(requestor_id)s.",
                requestor_id=requestor_id,
            )
        )


class BadInstitution(Refused):
    """Something said of an institution cannot be so."""
