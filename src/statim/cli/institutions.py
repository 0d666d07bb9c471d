"""`statim institutions`: whose use is reported to them, the keys to their reports, the reports."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from statim.cli.ready import Refusal, with_database

if TYPE_CHECKING:
    from statim.usage.models import Institution

MONTH = click.DateTime(["%Y-%m"])
REPORTS = ("pr", "pr_p1", "dr", "dr_d1", "dr_d2")


@click.group()
def institutions() -> None:
    """Institutions to whom their use is reported (COUNTER 5.1).

    Example: statim institutions add "A hospital" --id ward --network 192.0.2.0/24
    """


@institutions.command()
@click.argument("name")
@click.option("--id", "customer_id", required=True, help="Its customer ID; it is never changed.")
@click.option("--network", "networks", multiple=True, help="A range of addresses; repeat it.")
@click.option("--domain", "domains", multiple=True, help="Of its members' e-mail addresses.")
@click.option("--identifier", "identifiers", multiple=True, help="Such as ROR:00hx57361.")
@with_database
def add(
    name: str, customer_id: str, networks: tuple[str, ...], domains: tuple[str, ...],
    identifiers: tuple[str, ...],
) -> None:  # fmt: skip
    """Count an institution's use from now on; its people are known by network or domain.

    Example: statim institutions add "A hospital" --id ward --domain hospital.example.org
    """
    from statim.audit.actor import OPERATOR
    from statim.usage.errors import Refused
    from statim.usage.institutions import add_institution

    try:
        kept = add_institution(
            name=name, customer_id=customer_id, networks=networks, domains=domains,
            identifiers=identifiers, by=OPERATOR,
        )  # fmt: skip
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    click.echo(f"The use of {kept.name} is counted from now on.", err=True)


@institutions.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Everything but the keys, as JSON.")
@with_database
def listed(as_json: bool) -> None:
    """Say which institutions there are, how each is known, and which keys are in use.

    Example: statim institutions list --json
    """
    from statim.usage.queries import institutions as all_institutions
    from statim.usage.queries import keys_of

    found = [
        {
            "customer_id": kept.customer_id, "name": kept.name, "networks": kept.networks,
            "domains": kept.domains, "since": kept.since.isoformat(),
            "ended": kept.ended.isoformat() if kept.ended else None,
            "requestors": [key.requestor_id for key in keys_of(kept) if not key.revoked],
        }
        for kept in all_institutions()
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for each in found:
        known = ", ".join([*each["networks"], *each["domains"]]) or "known by nothing yet"
        state = f"ended {each['ended']}" if each["ended"] else f"since {each['since']}"
        click.echo(f"{each['customer_id']}  {each['name']}  {known}  {state}")
        for requestor in each["requestors"]:
            click.echo(f"    key of requestor {requestor}")


@institutions.command()
@click.argument("customer_id")
@with_database
def end(customer_id: str) -> None:
    """Count its use no more and revoke its keys; the sums stay.

    Example: statim institutions end ward
    """
    from statim.audit.actor import OPERATOR
    from statim.usage.errors import Refused
    from statim.usage.institutions import end_institution

    try:
        end_institution(customer_id, by=OPERATOR)
    except Refused as refused:
        raise Refusal(str(refused)) from refused


@institutions.command()
@click.argument("customer_id")
@click.option("--for", "label", required=True, help="Who will use it.")
@with_database
def key(customer_id: str, label: str) -> None:
    """Make a key to its reports; it is printed once, and kept nowhere.

    Example: statim institutions key ward --for "the library's harvester"
    """
    from statim.audit.actor import OPERATOR
    from statim.usage.errors import Refused
    from statim.usage.institutions import make_key

    try:
        made, secret = make_key(customer_id, label=label, by=OPERATOR)
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    click.echo(f"Requestor ID {made.requestor_id}. The API key is shown only now:", err=True)
    click.echo(secret)


@institutions.command()
@click.argument("requestor_id")
@with_database
def revoke(requestor_id: str) -> None:
    """Revoke a key for good.

    Example: statim institutions revoke 5f2c0a9b7d31e684
    """
    from statim.audit.actor import OPERATOR
    from statim.usage.errors import Refused
    from statim.usage.institutions import revoke_key

    try:
        revoke_key(requestor_id, by=OPERATOR)
    except Refused as refused:
        raise Refusal(str(refused)) from refused


@institutions.command()
@click.argument("customer_id")
@click.argument("name", type=click.Choice(REPORTS))
@click.option("--begin", type=MONTH, required=True, help="The first month, as 2026-01.")
@click.option("--end", type=MONTH, required=True, help="The last month.")
@click.option("--format", "form", type=click.Choice(("tsv", "csv", "json")), default="tsv")
@with_database
def report(customer_id: str, name: str, begin: datetime, end: datetime, form: str) -> None:
    """Write one of its COUNTER reports to stdout.

    Example: statim institutions report ward dr --begin 2026-01 --end 2026-06 > dr.tsv
    """
    from statim.usage.counter.asked import of_months
    from statim.usage.counter.kinds import KINDS
    from statim.usage.counter.made import made
    from statim.usage.counter.written import as_json, as_table

    if end < begin:
        raise Refusal("The last month is before the first.")
    done = made(of_months(KINDS[name], begin.date(), end.date()), _kept(customer_id))
    data = as_json(done) if form == "json" else as_table(done, separator=",\t"[form == "tsv"])
    click.get_binary_stream("stdout").write(data)


def _kept(customer_id: str) -> Institution:
    from statim.usage.queries import institution

    kept = institution(customer_id)
    if kept is None:
        raise Refusal(f"There is no institution with the customer ID {customer_id}.")
    return kept
