"""COUNTER 5.1, appendix D: what a report could not do as asked, by code. Pure.

Those of a status other than 200 end the request; the others stand in the report's header.
"""

from __future__ import annotations

from dataclasses import dataclass

MESSAGES = {
    1000: ("Service Not Available", 503),
    1030: ("Insufficient Information to Process Request", 400),
    2000: ("Requestor Not Authorized to Access Service", 401),
    2010: ("Requestor is Not Authorized to Access Usage for Institution", 403),
    2011: ("Global Reports Not Supported", 403),
    2020: ("APIKey Invalid", 401),
    3020: ("Invalid Date Arguments", 400),
    3030: ("No Usage Available for Requested Dates", 200),
    3031: ("Usage Not Ready for Requested Dates", 200),
    3032: ("Usage No Longer Available for Requested Dates", 200),
    3050: ("Parameter Not Recognized in this Context", 200),
    3060: ("Invalid ReportFilter Value", 200),
    3062: ("Invalid ReportAttribute Value", 200),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One exception, with what it is about."""

    code: int
    data: str = ""

    @property
    def message(self) -> str:
        """The words that the Code of Practice gives."""
        return MESSAGES[self.code][0]

    def as_json(self) -> dict[str, object]:
        """The Exception object."""
        said: dict[str, object] = {"Code": self.code, "Message": self.message}
        return said | ({"Data": self.data} if self.data else {})

    def __str__(self) -> str:
        said = f"{self.code}: {self.message}"
        return f"{said} ({self.data})" if self.data else said


class Stopped(Exception):
    """The request ends here, with this notice and its status."""

    def __init__(self, code: int, data: str = "") -> None:
        super().__init__(MESSAGES[code][0])
        self.notice = Notice(code, data)
        self.status = MESSAGES[code][1]
