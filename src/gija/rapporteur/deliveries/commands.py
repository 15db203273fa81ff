"""`gija deliver`: SDMX and the European Union's yearly statistics as files, by the rights of the pages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Figures to other bodies: SDMX, and the yearly statistics of the European Union."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
Out = Annotated[Path | None, typer.Option(help=_("File to write; without it, its usual name here."))]


@app.command(help=_("Figures as SDMX: csv (SDMX-CSV 2.0), xml (SDMX-ML 2.1) or structure."))
def sdmx(
    kind: Annotated[str, typer.Argument(help=_("csv, xml or structure"))],
    indicator: Annotated[str, typer.Argument(help=_("Code of an indicator; without it: all."))] = "",
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=_("As known on this day: 2016-01-31."))
    ] = None,
    vintages: Annotated[bool, typer.Option("--vintages", help=_("With every vintage."))] = False,
    account: Account = None,
    out: Out = None,
) -> None:
    from gija.rapporteur.deliveries import services

    day = as_of.date() if as_of else None
    _write(
        services.as_sdmx(_actor(account), kind, indicator, as_of=day, vintages=vintages, language=_language()), out
    )  # fmt: skip


@app.command(help=_("The European Union's yearly statistics: xlsx (tables and completeness) or csv (every cell)."))
def eu19a(
    year: Annotated[str, typer.Argument(help=_("Year, for example 2024."))],
    kind: Annotated[str, typer.Argument(help=_("xlsx or csv"))] = "xlsx",
    account: Account = None,
    out: Out = None,
) -> None:
    from gija.rapporteur.deliveries import services

    _write(services.as_eu19a(_actor(account), kind, year, _language()), out)


def _write(file: object, out: Path | None) -> None:
    from gija.rapporteur.deliveries.services import File

    assert isinstance(file, File)  # noqa: S101 - narrows the type without importing Django for --help
    to = out or Path(file.name)
    to.write_bytes(file.content)
    typer.echo(str(to))


def _language() -> str:
    return get_language() or "en"


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)
