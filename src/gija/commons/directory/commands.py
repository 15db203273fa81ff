"""`gija directory`: the institutions this installation knows."""

from __future__ import annotations

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.commons.directory.load import load
from gija.commons.directory.queries import institutions, name_on

app = typer.Typer(no_args_is_help=True, help=_("The institutions this installation knows."))


@app.command("load", help=_("Enter the institutions of Lithuania that are not here yet."))
def load_command() -> None:
    """Enter the institutions of Lithuania that are not here yet."""
    entered = load()
    Console().print(_("Institutions entered: %(count)d.") % {"count": len(entered)})


@app.command("list", help=_("List the institutions that exist today."))
def list_command() -> None:
    """List the institutions that exist today."""
    table = Table(_("Code"), _("Name"), _("Part of"))
    for found in institutions():
        table.add_row(found.code, name_on(found.code, language=get_language() or "lt"), found.parent_id or "")
    Console().print(table)
