"""Why meaning cannot be asked just now. Words are searched all the same."""

from __future__ import annotations


class Unavailable(Exception):
    """Meaning cannot be asked; the message says why, and never what was asked."""


class NotInstalled(Unavailable):
    """The option is on, but its packages are not there."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"STATIM_SEMANTIC is on, but {package} is not installed "
            '(pip install "statim[semantic]")'
        )


class BadModel(Unavailable):
    """The model's files are missing, damaged, or not of the kind that is understood."""


class ModelFails(Unavailable):
    """The model was loaded and then failed at its work."""


class Damaged(Unavailable):
    """The file of vectors is missing, damaged, or made by another model or from another record."""


class Busy(Unavailable):
    """Somebody else is loading or writing just now."""
