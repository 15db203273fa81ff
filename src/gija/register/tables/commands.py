"""`gija register table`: make, approve and show half-year tables, by the same right and trace as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor
    from gija.register.analysis.dimensions import Way
    from gija.register.tables.models import Table

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=_("The register of victims."))
table = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_("Half-year and yearly tables."))
app.add_typer(table, name="table")


@app.callback()
def register() -> None:
    """Keeps `table` a word of its own while it is the only one."""


Period = Annotated[str, typer.Argument(help=_("A year or a half of one: 2014, 2014-H1, 2014-H2."))]
Vintage = Annotated[int, typer.Option(min=0, help=_("Which vintage; 0: the latest."))]
Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
By = Annotated[str, typer.Option(help=_("Crossed by up to three dimensions: sex,form,recruitment."))]
Finest = Annotated[bool, typer.Option("--finest", help=_("The finest table with cell keys, for self-service tables."))]
Captures = Annotated[
    bool, typer.Option("--captures", help=_("Who is known to exactly which kinds of institutions, for estimates."))
]
AsCsv = Annotated[bool, typer.Option("--csv", help=_("The whole table as CSV, with the status of each number."))]


@table.command(help=_("Freeze the figures of a period as its next vintage."))
def build(
    period: Period, by: By = "", finest: Finest = False, captures: Captures = False, account: Account = None
) -> None:
    from gija.methods.tables import Period as Value
    from gija.register.tables import services

    actor = _signed_in(account)
    if finest:
        _told(services.build_fine(actor, Value.of(period)))
    elif captures:
        _told(services.build_captures(actor, Value.of(period)))
    else:
        _told(services.build(actor, Value.of(period), _ways(by)))


@table.command(help=_("Approve a colleague's table and hand it to the National Rapporteur."))
def approve(
    period: Period, by: By = "", vintage: Vintage = 0, finest: Finest = False, captures: Captures = False,
    account: Account = None,
) -> None:  # fmt: skip
    from gija.register.tables import services

    actor = _signed_in(account)
    _told(services.approve(actor, _found(actor, period, vintage, by, fine=finest, captures=captures).pk))


@table.command(help=_("Show a table."))
def show(
    period: Period, by: By = "", vintage: Vintage = 0, finest: Finest = False, captures: Captures = False,
    as_csv: AsCsv = False, account: Account = None,
) -> None:  # fmt: skip
    from gija.register.analysis import shown
    from gija.register.tables import exports, queries, services

    actor = _signed_in(account)
    found = _found(actor, period, vintage, by, fine=finest, captures=captures)
    if captures:
        services.noted(actor, found)
        typer.echo(exports.captures_csv(queries.captures_of(found), found.vintage, _language()), nl=False)
        return
    if queries.ways_of(found):  # as lines, for it has no fixed columns
        services.noted(actor, found)
        told = shown.as_csv(queries.cross_of(found), queries.period_of(found), _language(), exports.USE)
        typer.echo(told, nl=False)
        return
    if as_csv:
        typer.echo(exports.as_csv(services.exported(actor, found), found.vintage, _language()), nl=False)
        return
    _told(found)
    _printed(queries.figures_of(found))


def _printed(figures: object) -> None:
    from rich.console import Console
    from rich.table import Table as Printed

    from gija.register.tables import exports
    from gija.register.tables.contents import Figures

    assert isinstance(figures, Figures)  # noqa: S101 - keeps Django's models out of `--help`
    grid = Printed(_("Measure"), _("Breakdown"), _("What"), _("How many"))
    for measure, cell in figures.cells():
        name, _code, words = exports.words_of(cell)
        if cell.value == 0 and name:
            continue
        grid.add_row(
            exports.MEASURES[measure].in_(_language()),
            exports.NAMES[name].in_(_language()) if name else "",
            words.in_(_language()),
            "–" if cell.value is None else str(cell.value),
        )
    Console().print(grid)
    typer.echo(exports.INNER.in_(_language()))


def _ways(by: str) -> tuple[Way, ...]:
    from gija.register.analysis.dimensions import chosen

    return chosen(by.split(",")) if by else ()


def _found(actor: Actor, period: str, vintage: int, by: str = "", **kind: bool) -> Table:
    from gija.commons.permissions import require
    from gija.methods.tables import Period as Value
    from gija.register.tables import queries
    from gija.vocabulary.errors import GijaError

    require(actor, queries.READ)
    vintages = queries.of_period(Value.of(period), _ways(by), **kind)
    found = vintages.filter(vintage=vintage).first() if vintage else vintages.first()
    if found is None:
        raise GijaError("register.tables.not_found")
    return found


def _told(found: Table) -> None:
    """One line on what there is now."""
    from gija.register.tables import queries

    acts = queries.acts(found)
    state = _("handed over") if "approve" in acts else _("waits for approval")
    period = queries.period_of(found).text.in_(_language())
    line = _("{period}, vintage {vintage}: {state}").format(period=period, vintage=found.vintage, state=state)
    typer.echo(line)
    typer.echo(f"SHA-256 {acts['build'].details.get('sha256', '')}")


def _signed_in(account: str | None) -> Actor:
    """The actor. A refusal goes up to `gija.cli`, which leaves its audit entry as the pages' gate does."""
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)


def _language() -> str:
    return get_language() or "en"
