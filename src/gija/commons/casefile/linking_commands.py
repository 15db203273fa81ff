"""`gija linkage`: the keys of counting once, and sending the encodings of a half-year. For the senders' consoles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

app = typer.Typer(no_args_is_help=True, add_completion=False, help=_("Count each person once, without names."))
key = typer.Typer(no_args_is_help=True, help=_("The keys of the half-years. Only senders hold them."))
app.add_typer(key, name="key")

Period = Annotated[str, typer.Argument(help=_("The half-year, such as 2014-H1."))]


@app.command(help=_("Send the encodings of all records that the register has, under the key of a half-year."))
def send(
    period: Period,
    out: Annotated[Path | None, typer.Option(help=_("Seal them into this file for the linkage unit."))] = None,
) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from gija.commons.casefile.linking_sending import send_all

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Encoding …"), total=None)
        sent = send_all(period, out, lambda done, total: progress.update(task, completed=done, total=total))
    said = ngettext("%(count)d encoding sealed.", "%(count)d encodings sealed.", sent.records)
    typer.echo(said % {"count": sent.records})
    said = ngettext(
        "%(count)d invented person was mixed in; the register does not count them.",
        "%(count)d invented people were mixed in; the register does not count them.",
        sent.invented,
    )
    typer.echo(said % {"count": sent.invented})
    if out is None:
        typer.echo(_("They wait in the outbox. For a file for the linkage unit give --out FILE."))
    else:
        typer.echo(_("Carry this file to the linkage unit: %(file)s") % {"file": out})


@key.command(help=_("Make the key of a half-year. One sender does it, in the presence of a second person."))
def make(period: Period) -> None:
    from gija.commons.casefile import linking_keys

    typer.echo(linking_keys.make(period).fingerprint)


@key.command(help=_("Seal the key of a half-year for another sender. Then read the fingerprint aloud to them."))
def share(
    period: Period,
    peer: Annotated[str, typer.Argument(help=_("Code of the installation."))],
    file: Annotated[Path, typer.Argument(help=_("The file to write."))],
) -> None:
    from gija.commons.casefile import linking_keys

    typer.echo(linking_keys.share(period, peer, file).fingerprint)


@key.command(help=_("Take the key that another sender sealed for this installation."))
def take(
    file: Annotated[Path, typer.Argument(help=_("The sealed key."))],
    fingerprint: Annotated[str, typer.Option(prompt=True, help=_("As the other sender read it aloud."))],
) -> None:
    from gija.commons.casefile import linking_keys

    found = linking_keys.take(file, fingerprint)
    typer.echo(f"{found.period} {found.id}")


@key.command("list", help=_("List the keys with their fingerprints."))
def list_command() -> None:
    from rich.console import Console
    from rich.table import Table

    from gija.commons.casefile import linking_keys

    table = Table(_("Half-year"), _("Made or taken"), _("Shared by"), _("Fingerprint"))
    for one in linking_keys.all_keys():
        table.add_row(one.period, one.made, one.source or _("made here"), one.fingerprint or _("destroyed"))
    Console().print(table)


@key.command(help=_("Destroy the key of a half-year that has been counted."))
def destroy(period: Period) -> None:
    from gija.commons.casefile import linking_keys

    linking_keys.destroy(period)
    typer.echo(_("The key has been destroyed."))
