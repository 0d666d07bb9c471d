"""What the accounts room refuses."""


class AddressTaken(Exception):
    """There is an account with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"There is already an account for {email}.")


class UnknownRole(Exception):
    """Not a role of this site."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"{role!r} is no role here; use reader, author, reviewer, pharmacist, editor or admin."
        )


class NoSuchSession(Exception):
    """No session of this account has this name."""

    def __init__(self) -> None:
        super().__init__("That session has already ended, or is not one of yours.")


class RoomTaken(Exception):
    """Two rooms give themselves the same name in what a person takes along."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Own data of {name!r} is registered twice.")


class NotConfirmed(Exception):
    """An organisation's service did not say who somebody is, or not so that it can be believed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The organisation did not confirm who you are ({reason}).")


class NoSuchPerson(Exception):
    """No account has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no account number {number}.")


class LastAdministrator(Exception):
    """Without an administrator nobody could run the site's accounts any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is the only administrator. Make somebody else one first; then this can be "
            "done."
        )


class LetterNotSent(Exception):
    """The account is open, but nobody told its holder."""

    def __init__(self, email: str, address: str) -> None:
        super().__init__(
            f"The account of {email} is open, but the letter could not be sent. Tell them to "
            f"choose a password at {address}."
        )
