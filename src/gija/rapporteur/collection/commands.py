"""`gija collection`: open calls, see who has not sent, send reminders, by the same rights as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Data calls to suppliers: open them, see who has not sent, remind them."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]


@app.command("open", help=_("Open a data call of the calendar."))
def open_command(
    entry: Annotated[str, typer.Argument(help=_("Entry of the calendar, for example criminal_justice."))],
    period: Annotated[str, typer.Argument(help=_("Period: 2024 or 2024-H1."))],
    account: Account = None,
) -> None:
    from gija.rapporteur.collection import services

    made = services.open_call(_actor(account), entry, period)
    typer.echo(_("Data call %(code)s: %(count)d suppliers.") % {"code": made.code, "count": made.submissions.count()})


@app.command("list", help=_("Data calls; with a code: its suppliers, those who have not sent first."))
def list_command(
    code: Annotated[str, typer.Argument(help=_("Code of a data call, for example eu19a-2024."))] = "",
    account: Account = None,
) -> None:
    from gija.rapporteur.collection import queries, shown

    calls = queries.calls(_actor(account))
    columns = shown.supplier_columns() if code else shown.call_columns()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(str(column.label), overflow="fold")
    for row in queries.of_call(queries.call(code)) if code else calls:
        table.add_row(*(str(column.cell(row)) for column in columns))
    found = Console(highlight=False)
    (found if found.is_terminal else Console(highlight=False, width=200)).print(table)


@app.command(help=_("Remind by e-mail those who have not sent, as the calendar says. Run it once a day."))
def remind(account: Account = None) -> None:
    from gija.rapporteur.collection import reminders

    typer.echo(_("Suppliers reminded: %(count)d.") % {"count": reminders.remind(_actor(account))})


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)
