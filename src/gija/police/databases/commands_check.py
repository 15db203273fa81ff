"""`gija database check`: a mapping proved on real rows, every row that does not fit named without what stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.police.databases import registry
from gija.police.databases.telling import language, progress
from gija.vocabulary.errors import sentences

if TYPE_CHECKING:
    from gija.police.databases.check import Check, TableCheck
    from gija.police.databases.mapping import Mapping

SHOWN = 50  # problems shown for each table without --all


def check_command(
    what: Annotated[str, typer.Argument(metavar="FILE|CODE", help="A mapping file, or the code of a database.")],
    rows: Annotated[int | None, typer.Option(help="Only the first rows of each table.", min=1)] = None,
    every: Annotated[bool, typer.Option("--all", help="Name every bad row.")] = False,
) -> None:
    """Prove a mapping on real rows. Every row that does not fit is named; exit code 1 then."""
    from gija.police.databases.services import check

    known = not (what.endswith((".yaml", ".yml")) or Path(what).is_file())
    mapping = registry.get(what) if known else _load(Path(what))
    with progress(mapping.code) as told:
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
            Console().print(problem.text.in_(language()), style="red", highlight=False)
        raise typer.Exit(1) from None


def _show(report: Check, mapping: Mapping, every: bool) -> None:
    console = Console()
    console.print(f"{mapping.code}: {mapping.name.in_(language())}", style="bold", highlight=False)
    if report.error:
        console.print(report.error.text.in_(language()), style="red", highlight=False)
    for table in report.tables:
        _show_table(console, table, every)
    if report.writes:
        told = _("The account may do more than read: %(what)s. Give Gija one that may only SELECT.")
        console.print(told % {"what": "; ".join(report.writes)}, style="yellow", highlight=False, markup=False)
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
        console.print(found.error.text.in_(language()), style="red", highlight=False)
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
        table.add_row(row, key, name, sentences()[reason].in_(language()))
    console.print(table)
    if hidden := max(len(lines), found.bad + found.doubtful + len(found.unreadable)) - len(shown):
        console.print(_("And %(count)d more.") % {"count": hidden})
