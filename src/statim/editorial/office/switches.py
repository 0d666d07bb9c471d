"""The settings that shape work at the desk, as they stand, each with what it means. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from statim.design.speech import say
from statim.editorial.permissions import separated


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting by its name in the environment, what it is about, how it stands, what follows."""

    name: str
    title: str
    value: str
    meaning: str


def switches() -> list[Switch]:
    """All of them."""
    return [_duties(), _certainty(), _months(), _writing(), _second_factor()]


def _duties() -> Switch:
    on = separated()
    return Switch(
        "STATIM_SEPARATION", say("Separation of duties"), say("on") if on else say("off"),
        say(
"Who wrote or changed a statement cannot verify it; who submitted a "
"version cannot publish it."
) if on else
        say(
"One person may write, verify and publish. Every edition published "
"so says it."
),
    )  # fmt: skip


def _certainty() -> Switch:
    on = bool(settings.STATIM_GRADE)
    return Switch(
        "STATIM_GRADE", say("Certainty and strength"), say("on") if on else say("off"),
        say(
"Statements can carry the certainty of their evidence and the "
"strength of a recommendation (GRADE)."
) if on else
        say("Statements carry neither certainty nor strength of recommendation."),
    )  # fmt: skip


def _months() -> Switch:
    months = settings.STATIM_REVIEW_MONTHS
    said = say("high risk %(high)s, medium risk %(medium)s, low risk %(low)s", **months)
    return Switch(
        "STATIM_REVIEW_MONTHS", say("Months between reviews"), said,
        say(
"A topic's own plan may say otherwise. What holds enters the page "
"with its next edition."
),
    )  # fmt: skip


def _writing() -> Switch:
    said = settings.STATIM_WRITING
    allowed = ", ".join(sorted(said["allowed"])) or "none"
    return Switch(
        "STATIM_DOSE_STYLE", say("Rules for writing doses"), str(said["style"]).upper(),
        say(
"What the checks call a dangerous form. Forms that are allowed here: "
"%(allowed)s.", allowed=allowed,
),
    )  # fmt: skip


def _second_factor() -> Switch:
    asked = settings.STATIM_SECOND_FACTOR
    names = {"optional": say("optional"), "admin": say("admin"), "staff": say("staff")}
    meaning = {
        "optional": say("Nobody has to have a second factor."),
        "admin": say("Administrators need a second factor before the desk opens to them."),
        "staff": say("Everybody at the desk needs a second factor before it opens to them."),
    }
    return Switch("STATIM_SECOND_FACTOR", say("Second factor"), names[asked], meaning[asked])
