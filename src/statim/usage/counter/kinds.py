"""The reports of a full-content database, by COUNTER 5.1, section 4: PR, DR and their views. Pure.

Statim is one database of items that belong to no title: searches and refusals are of Data_Type
`Database_Full`, items of `Database_Full_Item` (table 3.p), and there are no title metrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLATFORM, DATABASE, ITEM = "Platform", "Database_Full", "Database_Full_Item"
REGULAR = "Regular"
ACCESS_METHODS = (REGULAR, "TDM")
ITEMS = (
    "Total_Item_Investigations", "Total_Item_Requests",
    "Unique_Item_Investigations", "Unique_Item_Requests",
)  # fmt: skip
ATTRIBUTES = ("Access_Method",)  # what Attributes_To_Show may ask for here


@dataclass(frozen=True, slots=True)
class Kind:
    """A report: what it is called, and which sums (Metric_Type to our own name) of which Data_Type
    stand in it. A standard view (`of` names its report) allows no choice."""

    id: str
    name: str
    said: str
    metrics: Mapping[str, tuple[str, str]]  # Metric_Type -> (Data_Type, name of the sum)
    database: bool
    shows_data_type: bool
    of: str = ""

    @property
    def is_view(self) -> bool:
        """Whether its filters are fixed."""
        return bool(self.of)

    @property
    def data_types(self) -> tuple[str, ...]:
        """The Data_Types that it can hold, in order."""
        return tuple(dict.fromkeys(kind for kind, _ in self.metrics.values()))


def _items(*names: str) -> dict[str, tuple[str, str]]:
    return {name: (ITEM, name) for name in names}


_PLATFORM_SEARCH = {"Searches_Platform": (PLATFORM, "Searches")}
_SEARCH = {"Searches_Regular": (DATABASE, "Searches")}
_REFUSED = {"No_License": (DATABASE, "No_License")}

KINDS: Mapping[str, Kind] = {
    kind.id.lower(): kind
    for kind in (
        Kind("PR", "Platform Report", "Searches and use of the whole platform.",
             _PLATFORM_SEARCH | _items(*ITEMS), database=False, shows_data_type=True),
        Kind("PR_P1", "Platform Usage", "The platform's use, by metric.",
             _PLATFORM_SEARCH | _items("Total_Item_Requests", "Unique_Item_Requests"),
             database=False, shows_data_type=True, of="PR"),
        Kind("DR", "Database Report", "Searches, use and refusals of the database.",
             _SEARCH | _items(*ITEMS) | _REFUSED, database=True, shows_data_type=True),
        Kind("DR_D1", "Database Search and Item Usage", "Searches and use of the database.",
             _SEARCH | _items(*ITEMS), database=True, shows_data_type=False, of="DR"),
        Kind("DR_D2", "Database Access Denied", "Refusals of the database.",
             _REFUSED, database=True, shows_data_type=False, of="DR"),
    )
}  # fmt: skip

# What a standard view says of its filter by metric, used here or not (tables 4.c and 4.g).
FIXED_METRICS: Mapping[str, tuple[str, ...]] = {
    "PR_P1": ("Searches_Platform", "Total_Item_Requests", "Unique_Item_Requests",
              "Unique_Title_Requests"),
    "DR_D1": ("Searches_Automated", "Searches_Federated", "Searches_Regular", *ITEMS),
    "DR_D2": ("Limit_Exceeded", "No_License"),
}  # fmt: skip
# Metric_Types that may be asked for and that a database such as this has no use of.
UNUSED_METRICS: Mapping[str, tuple[str, ...]] = {
    "PR": ("Unique_Title_Investigations", "Unique_Title_Requests"),
    "DR": ("Searches_Automated", "Searches_Federated", "Limit_Exceeded",
           "Unique_Title_Investigations", "Unique_Title_Requests"),
}  # fmt: skip
