"""Getting the data folder ready: what every command does first."""

from __future__ import annotations

import fcntl
import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")


def with_database(command: Callable[P, T]) -> Callable[P, T]:
    """Decorator: set Django up and bring the database to this version before the command."""

    @functools.wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> T:
        prepare_database()
        return command(*args, **kwargs)

    return ready


def prepare_database() -> None:
    """Set Django up; make or migrate the database where needed, quietly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statim.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        # one at a time: the second finds it done
        with (settings.DATA / "migrating.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            call_command("migrate", verbosity=0, interactive=False)
    from statim.publisher.queries import learn

    learn()


class Refusal(click.ClickException):
    """Something was refused: exit status 1, the sentence on stderr."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Print the sentence as it stands."""
        click.echo(self.format_message(), err=True)
