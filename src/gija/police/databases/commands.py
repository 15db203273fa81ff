"""`gija database`: list the databases, prove a mapping on real rows, index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.police.databases import registry
from gija.vocabulary.errors import GijaError, sentences

if TYPE_CHECKING:
    from gija.police.databases.check import Check, TableCheck
    from gija.police.databases.mapping import Mapping
    from gija.police.databases.services import Told

app = typer.Typer(no_args_is_help=True, help="List the databases, prove a mapping on real rows, index.")
SHOWN = 50  # problems shown for each table without --all


def _language() -> str:
    return get_language() or "lt"


@app.command("list")
def list_command() -> None:
    """The databases of this installation: owner, access, how fresh their index is."""
    from gija.police.databases.queries import standings

    table = Table(
        _("Code"), _("Database"), _("Owner"), _("Handling code"), _("Access"), _("As of"), _("State"), _("Records")
    )
    for one in standings():
        mapping = one.mapping
        as_of = timezone.localtime(one.as_of).strftime("%Y-%m-%d %H:%M") if one.as_of else "–"
        records = str(one.records) if one.records is not None else "–"
        name, access = mapping.name.in_(_language()), _("indexed") if mapping.access == "indexed" else _("live")
        told = one.text.in_(_language())
        table.add_row(mapping.code, name, mapping.owner.institution, mapping.handling, access, as_of, told, records)
    Console().print(table)


@app.command("index")
def index_command(
    code: Annotated[str | None, typer.Argument(help="Code of the database.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every indexed database.")] = False,
) -> None:
    """Index a database anew. One that fails keeps its old index; exit code 1 then."""
    from gija.police.databases.services import reindex

    if (code is None) == (not every):
        raise GijaError("database.which")
    chosen = [registry.get(code)] if code else [m for m in registry.all_mappings() if m.access == "indexed"]
    console, failed = Console(), False
    for mapping in chosen:
        try:
            with _progress(mapping.code) as told:
                report = reindex(None, mapping, told)
        except GijaError as error:
            failed = True
            console.print(error.text.in_(_language()), style="red", highlight=False)
            continue
        said = _("%(code)s: %(records)d records from %(rows)d rows in %(seconds)s s.") % {
            "code": mapping.code,
            "records": report.records,
            "rows": report.rows,
            "seconds": f"{report.seconds:.1f}",
        }
        console.print(said, highlight=False)
        if report.problems:
            left = _("Left out: %(count)d values or rows; gija database check %(code)s names them.")
            console.print(left % {"count": report.problems, "code": mapping.code}, style="yellow", highlight=False)
    raise typer.Exit(1 if failed else 0)


@app.command("check")
def check_command(
    what: Annotated[str, typer.Argument(metavar="FILE|CODE", help="A mapping file, or the code of a database.")],
    rows: Annotated[int | None, typer.Option(help="Only the first rows of each table.", min=1)] = None,
    every: Annotated[bool, typer.Option("--all", help="Name every bad row.")] = False,
) -> None:
    """Prove a mapping on real rows. Every row that does not fit is named; exit code 1 then."""
    from gija.police.databases.services import check

    known = not (what.endswith((".yaml", ".yml")) or Path(what).is_file())
    mapping = registry.get(what) if known else _load(Path(what))
    with _progress(mapping.code) as told:
        report = check(mapping, rows, told, kept=known)
    _show(report, mapping, every)
    raise typer.Exit(0 if report.passed else 1)


def _load(path: Path) -> Mapping:
    """The mapping of a file; all of its problems are told, not only the first."""
    from gija.police.databases.mapping import MappingError, load

    try:
        return load(path)
    except MappingError as error:
        for problem in error.problems:
            Console().print(problem.text.in_(_language()), style="red", highlight=False)
        raise typer.Exit(1) from None


@contextmanager
def _progress(name: str) -> Iterator[Told]:
    """Rows read so far, on the terminal's error stream."""
    from rich.progress import Progress, SpinnerColumn, TextColumn

    words = TextColumn(f"{name}: {{task.completed}} " + _("rows read"))
    with Progress(SpinnerColumn(), words, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=None)
        yield lambda count: progress.update(task, completed=count)


def _show(report: Check, mapping: Mapping, every: bool) -> None:
    console = Console()
    console.print(f"{mapping.code}: {mapping.name.in_(_language())}", style="bold", highlight=False)
    if report.error:
        console.print(report.error.text.in_(_language()), style="red", highlight=False)
    for table in report.tables:
        _show_table(console, table, every)
    passed = _("The mapping fits every row read.") if report.passed else _("The mapping does not fit every row.")
    console.print(passed, style="green" if report.passed else "red", highlight=False)


def _show_table(console: Console, found: TableCheck, every: bool) -> None:
    counts = Table(_("What"), _("How many"), title=found.table, title_justify="left")
    counts.add_row(_("Rows read"), str(found.rows))
    for name, number in [*sorted(found.entities.items()), *sorted(found.relations.items())]:
        counts.add_row(name, str(number))
    counts.add_row(_("Bad rows"), str(found.bad + len(found.unreadable)), style="red" if not found.passed else "")
    counts.add_row(_("Doubtful values"), str(found.doubtful), style="yellow" if found.doubtful else "")
    if found.unmapped:
        counts.add_row(_("Columns not mapped"), ", ".join(found.unmapped))
    console.print(counts)
    if found.error:
        console.print(found.error.text.in_(_language()), style="red", highlight=False)
    _show_problems(console, found, every)


def _show_problems(console: Console, found: TableCheck, every: bool) -> None:
    """Row, key, field and reason. Never the value: it may be a person's."""
    lines = [(f"{_('line')} {u.line}", "", "", u.reason) for u in found.unreadable]
    lines += [(str(p.row), p.key, p.field, p.reason) for p in found.problems]
    if not lines:
        return
    shown = lines if every else lines[:SHOWN]
    table = Table(_("Row"), _("Key"), _("Field"), _("Reason"))
    for row, key, name, reason in shown:
        table.add_row(row, key, name, sentences()[reason].in_(_language()))
    console.print(table)
    if hidden := max(len(lines), found.bad + found.doubtful + len(found.unreadable)) - len(shown):
        console.print(_("And %(count)d more.") % {"count": hidden})
