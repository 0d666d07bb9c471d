"""Who may do what at the desk: one table, acts by roles. Nothing else decides it.

`may` reads the table; `check_may` asks the account too, since roles change and accounts close
while somebody is signed in. What depends on the case (one's own words, one's own submission) is
refused by the acts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.errors import NotAllowed

AUTHOR, REVIEWER, PHARMACIST = "author", "reviewer", "pharmacist"
EDITOR, ADMIN = "editor", "admin"
EVERYBODY = frozenset({AUTHOR, REVIEWER, PHARMACIST, EDITOR, ADMIN})
EDITORS = frozenset({EDITOR, ADMIN})

READ_DESK, WRITE, COMMENT, SUBMIT = "read desk", "write topic", "comment", "submit"
VERIFY, VERIFY_AS_PHARMACIST = "verify", "verify as pharmacist"
APPROVE, PUBLISH, WITHDRAW, MOVE, SCHEDULE = "approve", "publish", "withdraw", "move", "schedule"
TAKE_BACK_ANY, BREAK_LOCK, SET_PLAN = "take back any", "break lock", "set plan"
SET_BYLINE, SET_PATH, DECLARE = "set byline", "set review path", "declare interests"
MANAGE_LIBRARY, EDIT_WORKS, MERGE_WORKS = "manage library", "edit works", "merge works"
MANAGE_PEOPLE, READ_INTERESTS = "manage people", "read interests"
READ_AUDIT, EXPORT_AUDIT = "read audit", "export audit"
MANAGE_SYNONYMS, ANSWER = "manage synonyms", "answer questions"
OWN_CALENDAR = "own calendar"
MANAGE_SITE, SET_SITE_WORDS = "manage site", "set site words"
EXEMPT, MANAGE_ADVERTISING = "exempt from advertising", "manage advertising"
MANAGE_INSTITUTIONS = "manage institutions"

# An administrator runs the site and stands in for an editor, but signs no review: for that, a
# person needs a clinician's role. docs/design/review.md gives the reasons, row by row.
TABLE: Mapping[str, frozenset[str]] = {
    READ_DESK: EVERYBODY,
    WRITE: EVERYBODY,
    COMMENT: EVERYBODY,
    SUBMIT: EVERYBODY,
    DECLARE: EVERYBODY,
    OWN_CALENDAR: EVERYBODY,
    READ_INTERESTS: EVERYBODY,
    MANAGE_LIBRARY: EVERYBODY,
    SET_BYLINE: frozenset({AUTHOR, EDITOR, ADMIN}),
    VERIFY: frozenset({REVIEWER, EDITOR}),
    VERIFY_AS_PHARMACIST: frozenset({PHARMACIST}),
    ANSWER: frozenset({AUTHOR, REVIEWER, PHARMACIST, EDITOR, ADMIN}),
    APPROVE: EDITORS,
    PUBLISH: EDITORS,
    SCHEDULE: EDITORS,
    WITHDRAW: EDITORS,
    MOVE: EDITORS,
    TAKE_BACK_ANY: EDITORS,
    BREAK_LOCK: EDITORS,
    SET_PLAN: EDITORS,
    SET_PATH: EDITORS,
    EDIT_WORKS: EDITORS,
    MERGE_WORKS: EDITORS,
    MANAGE_SYNONYMS: EDITORS,
    READ_AUDIT: EDITORS,
    EXPORT_AUDIT: frozenset({ADMIN}),
    MANAGE_PEOPLE: frozenset({ADMIN}),
    MANAGE_SITE: frozenset({ADMIN}),
    SET_SITE_WORDS: EDITORS,
    EXEMPT: EDITORS,
    # whoever sells space decides nothing about a page, and whoever edits sells none
    MANAGE_ADVERTISING: frozenset({ADMIN}),
    MANAGE_INSTITUTIONS: frozenset({ADMIN}),
}

STEPS: Mapping[str, str] = {REVIEWER: VERIFY, PHARMACIST: VERIFY_AS_PHARMACIST}


def separated() -> bool:
    """Whether the duties are separated here: nobody verifies their own words, or publishes what
    they submitted. A single-person site may switch it off; its editions say so."""
    return bool(settings.STATIM_SEPARATION)


def may(actor: Actor, act: str) -> bool:
    """Whether the table lets somebody of this role do it. For menus and buttons: no query."""
    if actor.account is None:
        return False
    if act in STEPS.values() and not separated() and actor.role in EDITORS:
        return True  # who is alone signs every step
    return actor.role in TABLE[act]


def check_may(actor: Actor, act: str) -> int:
    """Their account, where they may. Raises NotAllowed where the table, or the account as it is
    now, does not let them."""
    if actor.account is None:
        raise NotAllowed(say("To %(act)s, sign in with an account of this site.", act=act))
    if not may(actor, act):
        raise NotAllowed(
            say("To %(act)s is not for the role %(role)s here.", act=act, role=actor.role or "none")
        )
    now = User.objects.filter(pk=actor.account).values_list("is_active", "role").first()
    if now is None or not now[0]:
        raise NotAllowed(say("Your account was closed."))
    if now[1] != actor.role:
        raise NotAllowed(
            say(
                "Your role here is %(now)s now, not %(role)s; sign in again.",
                now=now[1],
                role=actor.role,
            )
        )
    return actor.account


def may_sign(actor: Actor, step: str) -> bool:
    """Whether somebody of this role signs this step of a review."""
    return may(actor, STEPS[step])


def check_may_sign(actor: Actor, step: str) -> None:
    """Raises NotAllowed where this step of a review is not theirs to sign."""
    check_may(actor, STEPS[step])
