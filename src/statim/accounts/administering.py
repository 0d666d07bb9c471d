"""What an administrator does with other people's accounts: open, change, close, reopen.

Who may is the caller's to check. At least one open account is an administrator's, always.
"""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

from statim.accounts import actions
from statim.accounts.errors import LastAdministrator, LetterNotSent, NoSuchPerson, UnknownRole
from statim.accounts.models import Role, Session, User
from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import ENGLISH, language, say
from statim.publisher.queries import house

CHOOSE = "/account/password/reset/"


def open_account(*, email: str, name: str, role: str, invite: bool, by: Actor) -> tuple[User, str]:
    """A new account, and the password that is shown once; with `invite` there is none to show:
    a letter asks the person to choose one themselves, and holds no secret.

    Raises AddressTaken, UnknownRole, or Django's ValidationError for a bad address, with nothing
    done; LetterNotSent where the account is open and the letter did not leave.
    """
    user, password = actions.add_person(email=email, role=role, name=name, by=by)
    if not invite:
        return user, password
    try:
        _invitation(user, by).send()
    except (OSError, SMTPException) as error:
        raise LetterNotSent(user.email, f"{house().url}{CHOOSE}") from error
    return user, ""


def give_role(number: int, role: str, *, by: Actor) -> User:
    """Give an account another role; its sessions end. The same role again changes nothing.

    Raises NoSuchPerson, UnknownRole, LastAdministrator.
    """
    if role not in Role.values:
        raise UnknownRole(role)
    with transaction.atomic():
        user = _held(number)
        if user.role != role:
            _another_administrator(user)
            actions.change_role(user, role, by=by)
    return user


def close_account(number: int, *, by: Actor) -> User:
    """Close an account: it cannot sign in, its sessions end, what it did stays. One that is closed
    stays so. Raises NoSuchPerson, LastAdministrator."""
    with transaction.atomic():
        user = _held(number)
        if user.is_active:
            _another_administrator(user)
            actions.deactivate(user, by=by)
    return user


def reopen_account(number: int, *, by: Actor) -> User:
    """Let a closed account sign in again, with the role that it had. Raises NoSuchPerson."""
    with transaction.atomic():
        user = _held(number)
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
            _record("reopen account", user, by)
    return user


def end_sessions(number: int, *, by: Actor) -> int:
    """Sign an account out everywhere; how many sessions there were. Raises NoSuchPerson."""
    with transaction.atomic():
        user = _held(number)
        ended: int = Session.objects.filter(user=user).delete()[0]
        _record("end all sessions", user, by, ended=ended)
    return ended


def _held(number: int) -> User:
    user = User.objects.select_for_update().filter(pk=number).first()
    if user is None:
        raise NoSuchPerson(number)
    return user


def _another_administrator(user: User) -> None:
    """Raises LastAdministrator. Holds every administrator's account, so that two of them cannot
    remove each other at once."""
    if user.role != Role.ADMIN or not user.is_active:
        return
    rows = User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    if len(rows.order_by("pk")) < 2:
        raise LastAdministrator(str(user))


def _invitation(user: User, by: Actor) -> EmailMessage:
    site = house()
    lines = [
        say("Dear %(name)s,", name=user), "",
        say(
            "%(name)s has opened an account for you at %(site_name)s,\nwith the role of %(role)s.",
            name=by.name, site_name=site.site_name, role=_lowered(user.get_role_display()),
        ),
        say("Choose a password for it here, with this e-mail address:"), "",
        f"{site.url}{CHOOSE}", "",
        say(
            "If you did not expect this, do nothing: "
            "without a password of your own nobody comes in."
        ),
    ]  # fmt: skip
    subject = say("%(site)s: an account for you", site=site.site_name)
    return EmailMessage(subject=subject, body="\n".join([*lines, ""]), to=[user.email])


def _lowered(role: str) -> str:
    """A role within a sentence: English writes it small, German as it stands."""
    return role.lower() if language() == ENGLISH else role


def _record(act: str, user: User, by: Actor, **detail: int) -> None:
    record(act, by=by, object_kind="account", object_id=str(user.pk), detail=detail)
