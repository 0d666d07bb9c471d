"""`statim people`: accounts."""

from __future__ import annotations

import json

import click

from statim.cli.ready import Refusal, with_database

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
