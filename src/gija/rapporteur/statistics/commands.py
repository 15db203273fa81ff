"""`gija statistics`: load, list and check figures, by the same rights as on the pages."""

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
    import datetime as dt

    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Figures with their definition, source and vintage; what is missing, broken or contradictory."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=_("As known on this day: 2016-01-31."))
]


@app.command(help=_("Load the published figures that ship with Gija, or those of a CSV file of the same columns."))
def load(
    file: Annotated[Path | None, typer.Argument(help=_("CSV file; without it: Gija's own."))] = None,
    account: Account = None,
) -> None:
    from gija.rapporteur.statistics import published, services

    count = services.load_published(_actor(account), published.file(file) if file else None)
    typer.echo(_("Figures loaded: %(count)d.") % {"count": count})


@app.command("list", help=_("The figures of an indicator; without one, the indicators."))
def list_command(
    indicator: Annotated[str, typer.Argument(help=_("Code of an indicator, for example victims_state."))] = "",
    account: Account = None,
    as_of: AsOf = None,
) -> None:
    from gija.rapporteur.statistics import queries

    queries.reader(_actor(account))
    if indicator:
        _show_series(indicator, as_of.date() if as_of else None)
        return
    from gija.rapporteur.statistics.shown import code, span

    table = _table(
        _("Code"),
        _("Indicator"),
        _("Periods"),
        _("Figures told"),
        _("Figures missing"),
        _("Breaks in series"),
        _("Findings"),
    )
    for line in queries.indicators(as_of=as_of.date() if as_of else None):
        told = (line.figures, line.missing, line.breaks, line.findings)
        table.add_row(line.code, code("indicator", _language())(line.code), span(line.periods), *map(str, told))
    _screen().print(table)


def _show_series(indicator: str, as_of: dt.date | None) -> None:
    from gija.rapporteur.statistics import queries, shown
    from gija.vocabulary.errors import GijaError
    from gija.vocabulary.lists import code_list

    if indicator not in code_list("indicator"):
        raise GijaError("statistics.unknown_indicator")
    table = _table(_("Period"), _("Of whom or what"), _("Value"), _("Stage"), _("Counting base"), _("Source"))
    for row in shown.series_rows(queries.series(indicator, breakdown=None, as_of=as_of), _language()):
        if row.break_before:
            table.add_row("—", row.break_before)
        table.add_row(row.point.period, row.of, row.value, row.stage, row.base, row.source)
    _screen().print(table)


@app.command(help=_("Check all figures. Exit code: 0 nothing found, 1 something found."))
def validate(account: Account = None, as_of: AsOf = None) -> None:
    from gija.rapporteur.statistics import queries
    from gija.rapporteur.statistics.shown import code

    queries.reader(_actor(account))
    found = queries.validate(as_of=as_of.date() if as_of else None)
    table = _table(_("Period"), _("Indicator"), _("Gravity"), _("Finding"))
    for one in found:
        level = code("finding_level", _language())(one.level)
        table.add_row(one.period, one.title.in_(_language()), level, one.text.in_(_language()))
    _screen().print(table)
    raise typer.Exit(1 if found else 0)


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)


def _language() -> str:
    return get_language() or "en"


def _screen() -> Console:
    """The terminal; a file or a pipe gets lines wide enough to be read."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=200)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
