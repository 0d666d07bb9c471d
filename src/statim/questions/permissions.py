"""Who may work on the queue."""

from __future__ import annotations

from statim.audit.actor import Actor
from statim.design.speech import later
from statim.questions.errors import NotForThisRole

ANSWERING = frozenset({"author", "reviewer", "pharmacist", "editor", "admin", "operator"})
ERASING = frozenset({"editor", "admin", "operator"})


def can_answer(by: Actor) -> bool:
    """Whether they may take up, answer and decline questions."""
    return by.role in ANSWERING


def check_answer(by: Actor) -> None:
    """Raises NotForThisRole."""
    if not can_answer(by):
        raise NotForThisRole(later("answer questions"), by.role)


def can_erase(by: Actor) -> bool:
    """Whether they may take a question's words out for good."""
    return by.role in ERASING


def check_erase(by: Actor) -> None:
    """Raises NotForThisRole."""
    if not can_erase(by):
        raise NotForThisRole(later("erase a question"), by.role)
