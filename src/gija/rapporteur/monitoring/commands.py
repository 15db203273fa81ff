"""`gija monitoring`: check all watched series, list what may be said, by the same rights as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Watch the series: check all of them, list what may be said."),
)  # fmt: skip
Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]


@app.command(help=_("Check all watched series together and open the alerts that are new."))
def check(account: Account = None) -> None:
    from gija.rapporteur.monitoring import services

    made = services.check(_actor(account))
    told = _("%(series)d series checked with %(tests)d tests; claims: %(claims)d.")
    typer.echo(told % {"series": made.series, "tests": made.tests, "claims": made.claims})


@app.command("list", help=_("What the last check says of each series."))
def list_command(account: Account = None) -> None:
    from gija.commons.permissions import require
    from gija.rapporteur.monitoring import queries, rules

    language = get_language() or "en"
    for one in queries.findings(require(_actor(account), rules.READ)):
        typer.echo(f"{one.name.in_(language)}: {one.said.in_(language)}")


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)
