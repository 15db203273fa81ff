"""`gija official`: import published statistics and set them beside the collected ones, by the rights of the pages."""

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
    help=_("Official crime and justice statistics beside the collected figures."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]


@app.command(help=_("Import a publication."))
def load(
    file: Annotated[Path, typer.Argument(help=_("CSV file."), exists=True, dir_okay=False)],
    publisher: Annotated[str, typer.Option(help=_("Code of the publisher, for example interior_it."))],
    document: Annotated[str, typer.Option(help=_("What the publication is called."))],
    published: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("Day of publication: 2024-03-01."))],
    account: Account = None,
) -> None:
    from gija.rapporteur.official import services

    count = services.load(_actor(account), file.read_bytes(), publisher, document, published.date())
    typer.echo(_("Official figures imported: %(count)d.") % {"count": count})


@app.command(help=_("Official figures beside the collected ones, as CSV."))
def compare(
    account: Account = None,
    out: Annotated[Path | None, typer.Option(help=_("Write the table as CSV to this file."))] = None,
) -> None:
    from gija.commons.permissions import require
    from gija.rapporteur.official import queries, shown

    require(_actor(account), queries.READ)
    content = shown.table(queries.comparisons(), get_language() or "en")
    if out is None:
        typer.echo(content.decode("utf-8-sig"), nl=False)
    else:
        out.write_bytes(content)


def _actor(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)
