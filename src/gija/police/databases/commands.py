"""`gija database`: list the databases, prove a mapping on real rows, index, keep the indexes fresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.police.databases import registry
from gija.police.databases.commands_check import check_command
from gija.police.databases.telling import language, progress
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.police.databases.index import IndexReport
    from gija.police.databases.mapping import Mapping

app = typer.Typer(no_args_is_help=True, help="List the databases, prove a mapping on real rows, index.")
app.command("check")(check_command)


@app.command("list")
def list_command() -> None:
    """The databases of this installation: owner, access, how fresh their index is."""
    from gija.police.databases.queries import standings

    table = Table(
        _("Code"), _("Database"), _("Owner"), _("Handling code"), _("Access"), _("As of"), _("State"), _("Records")
    )
    found = standings()
    for one in found:
        mapping = one.mapping
        as_of = timezone.localtime(one.as_of).strftime("%Y-%m-%d %H:%M") if one.as_of else "–"
        records = str(one.records) if one.records is not None else "–"
        name, access = mapping.name.in_(language()), _("indexed") if mapping.access == "indexed" else _("live")
        told = one.text.in_(language())
        table.add_row(mapping.code, name, mapping.owner.institution, mapping.handling, access, as_of, told, records)
    console = Console()
    console.print(table)
    for one in found:
        for told_ in (one.mapping.broken.text if one.mapping.broken else None, one.failed.text if one.failed else None):
            if told_:
                console.print(told_.in_(language()), style="red", highlight=False, markup=False)


@app.command("index")
def index_command(
    code: Annotated[str | None, typer.Argument(help="Code of the database.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every indexed database.")] = False,
) -> None:
    """Index a database anew. One that fails keeps its old index; exit code 1 then."""
    if (code is None) == (not every):
        raise GijaError("database.which")
    chosen = [registry.get(code)] if code else [m for m in registry.all_mappings() if m.access == "indexed"]
    raise typer.Exit(_index((mapping, True) for mapping in chosen))


@app.command("refresh")
def refresh_command(
    due: Annotated[bool, typer.Option("--due", help="Every index whose time is nearly over; for a timer.")] = False,
    code: Annotated[str | None, typer.Argument(help="Code of the database.")] = None,
    within: Annotated[str, typer.Option(help="Also those due within this time, such as 6h.")] = "",
) -> None:
    """Bring indexes up to date: what changed where the mapping tells it, else the whole. Exit code 1 if one fails."""
    from gija.police.databases.mapping import span
    from gija.police.databases.refreshing import due as due_mappings
    from gija.police.databases.refreshing import whole_due

    if (code is None) == (not due):
        raise GijaError("database.which_refresh")
    ahead = span(within) if within else timedelta()
    if ahead is None:
        raise GijaError("database.span", said=within[:20])
    chosen = [registry.get(code)] if code else due_mappings(ahead)
    if not chosen:
        Console().print(_("Every index is fresh."), highlight=False)
    raise typer.Exit(_index((mapping, bool(whole_due(mapping, ahead))) for mapping in chosen))


def _index(chosen: Iterable[tuple[Mapping, bool]]) -> int:
    """Index each (whole or what changed) and tell; 1 if one failed. One that another process is at is passed over."""
    from gija.police.databases.services import BUSY, reindex

    console, failed = Console(), 0
    for mapping, whole in chosen:
        try:
            with progress(mapping.code) as told:
                report = reindex(None, mapping, told, whole=whole)
        except GijaError as error:
            failed = failed or int(error.code not in BUSY)
            console.print(error.text.in_(language()), style="red", highlight=False)
            continue
        _told(console, mapping, report)
    return failed


def _told(console: Console, mapping: Mapping, report: IndexReport) -> None:
    said = _("%(code)s: %(records)d records from %(rows)d rows in %(seconds)s s.")
    if report.whole:
        said = _("%(code)s: %(rows)d changed rows read in %(seconds)s s; %(records)d records now.")
    numbers = {"records": report.records, "rows": report.rows, "seconds": f"{report.seconds:.1f}"}
    console.print(said % {"code": mapping.code, **numbers}, highlight=False)
    if report.problems:
        left = _("Left out: %(count)d values or rows; gija database check %(code)s names them.")
        console.print(left % {"count": report.problems, "code": mapping.code}, style="yellow", highlight=False)
