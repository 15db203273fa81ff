"""`gija tips`: the mailbox read by hand, on the server's console. Nothing of a tip is ever shown here."""

from __future__ import annotations

import typer
from django.utils.translation import gettext as _
from rich.console import Console

app = typer.Typer(no_args_is_help=True, help=_("Tips from the public."))


@app.callback()
def tips() -> None:
    """Tips from the public."""


@app.command("read", help=_("Read the mailbox now. Exit code 1: mails that could not be kept."))
def read_command() -> None:
    """Read the mailbox now, and send the acknowledgements that wait."""
    from gija.police.tips.reading import read

    done = read()
    said = _("New: %(new)d. Met again: %(again)d. Not kept: %(failed)d. Acknowledged: %(acknowledged)d.")
    values = {name: getattr(done, name) for name in ("new", "again", "failed", "acknowledged")}
    Console().print(said % values, highlight=False)
    raise typer.Exit(1 if done.failed else 0)


@app.command("sweep", help=_("Erase what closed tips say whose time is over."))
def sweep_command() -> None:
    """Erase what closed tips say whose time is over; the worker does it daily."""
    from gija.police.tips.retention import sweep

    Console().print(_("Erased: %(count)d.") % {"count": sweep()}, highlight=False)
