"""`gija audit`: prove the trails, list their entries."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gija.commons.audit.models import Entry
from gija.commons.audit.queries import called, check_database, known_databases, size
from gija.commons.audit.services import record
from gija.commons.audit.verify import Finding, findings

app = typer.Typer(no_args_is_help=True, help=_("Prove the audit trails, list their entries."))
Database = Annotated[str | None, typer.Option(help=_("Only this database; without it all of this installation."))]


@app.command("verify", help=_("Prove each chain of entries. Exit code 1 where one does not hold."))
def verify_command(database: Database = None) -> None:
    """Prove each chain of entries. Exit code 1 where one does not hold; the places are named."""
    console = Console()
    language, found = get_language() or "lt", {}
    for name in [check_database(database)] if database else known_databases():
        entries, places = _prove(name)
        if not places:
            said = ngettext("%(count)d entry, the chain is whole.", "%(count)d entries, the chain is whole.", entries)
            console.print(f"{called(name)}: " + said % {"count": entries}, highlight=False)
        for place in places:
            console.print(place.sentence.text.in_(language), style="red", highlight=False)
        found[name] = len(places)
    with transaction.atomic(using="default"):
        record("default", None, "audit.verify", details=found)
    raise typer.Exit(1 if any(found.values()) else 0)


def _prove(database: str) -> tuple[int, list[Finding]]:
    """Number of entries and what was found, with a progress bar on the terminal's error stream."""
    entries = size(database)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(called(database), total=entries)
        places = list(findings(database, lambda walked: progress.update(task, completed=walked)))
    return entries, places


@app.command("list", help=_("List the newest entries. Looking leaves an entry, too."))
def list_command(
    database: Database = None,
    limit: Annotated[int, typer.Option(help=_("How many of the newest entries."), min=1, max=10_000)] = 20,
) -> None:
    """List the newest entries. Looking leaves an entry, too."""
    table = Table(_("Entry"), _("Time"), _("Who"), _("Action"), _("Object"), _("Outcome"))
    for name in [check_database(database)] if database else known_databases():
        for entry in Entry.objects.using(name)[:limit]:
            at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
            about = f"{entry.object_type} {entry.object_id}".strip()
            table.add_row(f"{called(name)} {entry.number}", at, entry.actor or "–", entry.action, about, entry.outcome)
    with transaction.atomic(using="default"):
        record("default", None, "audit.read", details={"database": database or "", "limit": limit})
    Console().print(table)
