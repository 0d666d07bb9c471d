"""`statim people`: accounts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from statim.cli.ready import Refusal, with_database

if TYPE_CHECKING:
    from statim.accounts.models import User

ROLES = ("reader", "author", "reviewer", "pharmacist", "editor", "admin")


@click.group()
def people() -> None:
    """People and their accounts.

    Example: statim people add ada@example.org --role author
    """


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they may do here.")
@click.option("--name", default="", help="Their name, as pages and the log will show it.")
@click.option("--json", "as_json", is_flag=True, help="The account and its password as JSON.")
@with_database
def add(email: str, role: str, name: str, as_json: bool) -> None:
    """Open an account; its generated password is printed once, and kept nowhere.

    Example: statim people add ada@example.org --role author --name "Ada Author"
    """
    from django.core.exceptions import ValidationError

    from statim.accounts.actions import add_person
    from statim.accounts.errors import AddressTaken
    from statim.audit.actor import OPERATOR

    try:
        user, password = add_person(email=email, role=role, name=name, by=OPERATOR)
    except AddressTaken as taken:
        raise Refusal(str(taken)) from taken
    except ValidationError as error:
        raise Refusal(f"{email}: {' '.join(error.messages)}") from error
    if as_json:
        click.echo(json.dumps({"email": user.email, "role": user.role, "password": password}))
        return
    click.echo(f"{user.email} is now {role} here. The password is shown only now:", err=True)
    click.echo(password)


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they may do from now.")
@with_database
def role(email: str, role: str) -> None:
    """Give another role; every session of the account ends.

    Example: statim people role ada@example.org --role editor
    """
    from statim.accounts.actions import change_role
    from statim.audit.actor import OPERATOR

    user = _person(email)
    change_role(user, role, by=OPERATOR)
    click.echo(f"{user.email} is now {role} here, and must sign in anew.", err=True)


@people.command()
@click.argument("email")
@with_database
def close(email: str) -> None:
    """Close an account without deleting it; its sessions end at once.

    Example: statim people close ada@example.org
    """
    from statim.accounts.actions import deactivate
    from statim.audit.actor import OPERATOR

    user = _person(email)
    deactivate(user, by=OPERATOR)
    click.echo(f"The account {user.email} is closed; nobody can sign in with it.", err=True)


def _person(email: str) -> User:
    from statim.accounts.queries import find_person

    user = find_person(email)
    if user is None:
        raise Refusal(f"There is no open account for {email}.")
    return user
