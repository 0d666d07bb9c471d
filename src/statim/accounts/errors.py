"""What the accounts room refuses."""

from statim.design.speech import say


class AddressTaken(Exception):
    """There is an account with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(say("There is already an account for %(email)s.", email=email))


class UnknownRole(Exception):
    """Not a role of this site."""

    def __init__(self, role: str) -> None:
        super().__init__(
            say(
                "%(role)s is no role here; use reader, author, reviewer, "
                "pharmacist, editor or admin.",
                role=repr(role),
            )
        )


class NoSuchSession(Exception):
    """No session of this account has this name."""

    def __init__(self) -> None:
        super().__init__(say("That session has already ended, or is not one of yours."))


class RoomTaken(Exception):
    """Two rooms give themselves the same name in what a person takes along."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Own data of {name!r} is registered twice.")


class NotConfirmed(Exception):
    """An organisation's service did not say who somebody is, or not so that it can be believed."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            say("The organisation did not confirm who you are (%(reason)s).", reason=reason)
        )


class NoSuchPerson(Exception):
    """No account has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(say("There is no account number %(number)s.", number=number))


class LastAdministrator(Exception):
    """Without an administrator nobody could run the site's accounts any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "%(name)s is the only administrator. Make somebody else one "
                "first; then this can be done.",
                name=name,
            )
        )


class LetterNotSent(Exception):
    """The account is open, but nobody told its holder."""

    def __init__(self, email: str, address: str) -> None:
        super().__init__(
            say(
                "The account of %(email)s is open, but the letter could not be "
                "sent. Tell them to choose a password at %(address)s.",
                email=email,
                address=address,
            )
        )


class NoSuchEntry(Exception):
    """No entry of this diary has this name."""

    def __init__(self) -> None:
        super().__init__(say("That entry is not in your diary. It may have been deleted."))


class EntryLocked(Exception):
    """It was locked at an appraisal."""

    def __init__(self) -> None:
        super().__init__(say("That entry was locked for an appraisal and is not changed any more."))


class EntryChangedMeanwhile(Exception):
    """Another window saved it first."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This entry was changed elsewhere since you opened it. What you "
                "typed is still below; open the entry in another tab, see what "
                "it says, then save again."
            )
        )


class NoSuchEvidence(Exception):
    """No file of this entry has this name."""

    def __init__(self) -> None:
        super().__init__(say("That file is not in your diary. It may have been removed."))


class EvidenceRefused(Exception):
    """A file that the diary does not take; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(say("The file was not kept: %(reason)s.", reason=reason))


class MayNameAPatient(Exception):
    """What was written seems to hold a patient's identifier; `seal` says that it was seen."""

    def __init__(self, warning: str, seal: str) -> None:
        super().__init__(warning)
        self.seal = seal


class ReadingNotKept(Exception):
    """They did not say that their reading may be recorded."""

    def __init__(self) -> None:
        super().__init__(say("Your reading is not recorded: you have not switched the record on."))


class NothingToFollow(Exception):
    """No such topic or specialty."""

    def __init__(self) -> None:
        super().__init__(say("There is no such topic or specialty to follow."))


class NotBookmarked(Exception):
    """The topic cannot be kept; the message says why."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or say("There is no such topic to keep."))
