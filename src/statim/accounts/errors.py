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
