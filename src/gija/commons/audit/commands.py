"""`gija audit`: prove the trails, list their entries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gija.commons.audit import anchoring, anchors
from gija.commons.audit.models import Entry
from gija.commons.audit.queries import called, check_database, known_databases, size
from gija.commons.audit.services import record
from gija.commons.audit.verify import Finding, findings
from gija.messages.base import canonical

app = typer.Typer(no_args_is_help=True, help=_("Prove the audit trails, list their entries."))
Database = Annotated[str | None, typer.Option(help=_("Only this database; without it all of this installation."))]


@app.command("verify", help=_("Prove each chain, also against the heads kept of it. Exit code 1 where one fails."))
def verify_command(
    database: Database = None,
    kept: Annotated[
        list[Path] | None,
        typer.Option("--anchors", help=_("A file of heads of our chains that another installation kept.")),
    ] = None,
) -> None:
    """Prove each chain, in itself and against the heads kept of it; exit code 1 where one fails, the places named."""
    console = Console()
    language, found = get_language() or "lt", {}
    for name in [check_database(database)] if database else known_databases():
        entries, places = _prove(name, kept or [])
        if not places:
            said = ngettext("%(count)d entry, the chain is whole.", "%(count)d entries, the chain is whole.", entries)
            console.print(f"{called(name)}: " + said % {"count": entries}, highlight=False)
        for place in places:
            console.print(place.sentence.text.in_(language), style="red", highlight=False)
        found[name] = len(places)
    others = list(anchors.received_findings()) if database is None else []
    for place in others:
        console.print(place.sentence.text.in_(language), style="red", highlight=False)
    with transaction.atomic(using="default"):
        record("default", None, "audit.verify", details=found | ({"received": len(others)} if others else {}))
    raise typer.Exit(1 if others or any(found.values()) else 0)


@app.command("anchor", help=_("Write the heads of all chains down and send them to the other installations."))
def anchor_command(
    file: Annotated[Path | None, typer.Option(help=_("Write here; without it into var/anchors."))] = None,
) -> None:
    """Write the heads of all chains down now, and send them out. The worker does so daily."""
    for head in anchoring.anchor(file):
        Console().print(f"{called(head.database)} {head.number} {head.hash}", highlight=False, soft_wrap=True)


@app.command("heads", help=_("Print the heads another installation sent us, for its gija audit verify --anchors."))
def heads_command(installation: Annotated[str, typer.Argument(help=_("Code of the installation."))]) -> None:
    """Print the heads another installation sent us, one a line."""
    for head in anchors.read(anchors.received_file(installation)):
        if not isinstance(head, int):
            sys.stdout.write(canonical(head.data()).decode() + "\n")


def _prove(database: str, kept: list[Path]) -> tuple[int, list[Finding]]:
    """Number of entries and what was found, with a progress bar on the terminal's error stream."""
    entries = size(database)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(called(database), total=entries)
        places = list(findings(database, lambda walked: progress.update(task, completed=walked)))
        places += anchors.findings(database, kept)
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
