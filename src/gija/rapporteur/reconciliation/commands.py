"""`gija reconciliation`: the figures of the state beside those of NGOs, a year step by step, reminders."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Why the figures of two bodies differ: side by side, in steps, as files; reminders of dialogues."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]


@app.command("list", help=_("Set the figures of the state beside those of NGOs."))
def list_command(
    account: Account = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=_("As known on this day: 2016-01-31."))
    ] = None,
    out: Annotated[Path | None, typer.Option(help=_("Write the table as CSV to this file."))] = None,
) -> None:
    from gija.rapporteur.reconciliation import exports, queries, shown

    queries.reader(_actor(account))
    rows = queries.differences(as_of=as_of.date() if as_of else None)
    if out is not None:
        out.write_bytes(exports.differences_csv(rows, _language()))
        return
    columns = shown.difference_columns()
    table = _table(*(str(c.label) for c in columns))
    for row in rows:
        table.add_row(*(str(c.cell(row)) for c in columns))
    _print(table)


@app.command(help=_("The ways from figure to figure of a period, step by step; as a file by its ending: csv or xlsx."))
def steps(
    period: Annotated[str, typer.Argument(help=_("Period: 2024 or 2024-H1."))],
    account: Account = None,
    out: Annotated[Path | None, typer.Option(help=_("Write to this file."))] = None,
) -> None:
    from gija.rapporteur.reconciliation import exports, queries, shown, telling

    queries.reader(_actor(account))
    found = queries.whole_year(period)
    if out is not None:
        made = exports.year_xlsx(period, found, _language()) if out.suffix == ".xlsx" else None
        out.write_bytes(made or exports.steps_csv(found, _language()))
        return
    table = _table(_("From one figure to another"), _("Step"), _("Amount"), _("How"))
    for one in found:
        for pair in one.pairs:
            table.add_row(shown.title_of(one, pair))
            for line in telling.lines(one, pair):
                here = _language()
                table.add_row("", line.name.in_(here), line.amount(here), line.how.in_(here))
    _print(table)


@app.command(help=_("Remind by e-mail the bodies of dialogues whose deadline has gone by. Run it once a day."))
def remind(account: Account = None) -> None:
    from gija.rapporteur.reconciliation import reminders

    typer.echo(_("Dialogues reminded of: %(count)d.") % {"count": reminders.remind(_actor(account))})


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)


def _language() -> str:
    return get_language() or "en"


def _print(table: Table) -> None:
    found = Console(highlight=False)
    (found if found.is_terminal else Console(highlight=False, width=200)).print(table)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
