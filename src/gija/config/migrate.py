"""`gija migrate`: bring every database of the installation up to date, in one process."""

from __future__ import annotations

import io
from typing import Annotated

import typer
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress

from gija.commons.rowlevel import policies
from gija.config.routers import aliases

app = typer.Typer(help=_("Bring every database of the installation up to date."))


def pending(database: str) -> int:
    """How many migrations wait in one database (counting those that concern other databases only)."""
    executor = MigrationExecutor(connections[database])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_all(progress: Progress | None = None) -> int:
    """Migrate every database, then make the table of the shared cache. Returns how many migrations were run."""
    waiting = {name: pending(name) for name in aliases()}
    task = progress.add_task(_("Databases"), total=len(waiting)) if progress else None
    for name, count in waiting.items():
        if count:
            call_command("migrate", database=name, verbosity=0, interactive=False)
        else:
            policies.apply(using=name)  # the wall and the rights of the pages' role, which may be new since
        if progress and task is not None:
            progress.advance(task)
    call_command("createcachetable", database=DEFAULT_DB_ALIAS, verbosity=0, stdout=io.StringIO())
    return sum(waiting.values())


@app.callback(invoke_without_command=True, help=_("Bring every database of the installation up to date."))
def migrate(
    check: Annotated[bool, typer.Option("--check", help=_("Change nothing; exit code 1 if something waits."))] = False,
) -> None:
    """Bring every database of the installation up to date."""
    console = Console()
    if check:
        waiting = sum(pending(name) for name in aliases())
        console.print(_("Migrations that wait: %(count)d") % {"count": waiting})
        raise typer.Exit(1 if waiting else 0)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        run = migrate_all(progress)
    done = ngettext("%(count)d database is up to date.", "%(count)d databases are up to date.", len(aliases()))
    console.print(done % {"count": len(aliases())} + ("" if run else " " + _("Nothing had to be changed.")))
