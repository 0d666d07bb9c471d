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


class NoSuchEntry(Exception):
    """No entry of this diary has this name."""

    def __init__(self) -> None:
        super().__init__("That entry is not in your diary. It may have been deleted.")


class EntryLocked(Exception):
    """It was locked at an appraisal."""

    def __init__(self) -> None:
        super().__init__("That entry was locked for an appraisal and is not changed any more.")


class EntryChangedMeanwhile(Exception):
    """Another window saved it first."""

    def __init__(self) -> None:
        super().__init__(
            "This entry was changed elsewhere since you opened it. What you typed is still below; "
            "open the entry in another tab, see what it says, then save again."
        )


class NoSuchEvidence(Exception):
    """No file of this entry has this name."""

    def __init__(self) -> None:
        super().__init__("That file is not in your diary. It may have been removed.")


class EvidenceRefused(Exception):
    """A file that the diary does not take; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The file was not kept: {reason}.")


class MayNameAPatient(Exception):
    """What was written seems to hold a patient's identifier; `seal` says that it was seen."""

    def __init__(self, warning: str, seal: str) -> None:
        super().__init__(warning)
        self.seal = seal


class ReadingNotKept(Exception):
    """They did not say that their reading may be recorded."""

    def __init__(self) -> None:
        super().__init__("Your reading is not recorded: you have not switched the record on.")


class NothingToFollow(Exception):
    """No such topic or specialty."""

    def __init__(self) -> None:
        super().__init__("There is no such topic or specialty to follow.")


class NotBookmarked(Exception):
    """The topic cannot be kept; the message says why."""

    def __init__(self, why: str = "There is no such topic to keep.") -> None:
        super().__init__(why)
