"""`gija keys`: the key ring, on the server's console. Whoever may run it owns the server: entries name the console."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gija.commons.encryption import rotation
from gija.commons.encryption.ring import Key, file, rewrite, ring
from gija.commons.encryption.ringfile import passphrase
from gija.commons.encryption.targets import all_targets, used
from gija.vocabulary.errors import GijaError

app = typer.Typer(no_args_is_help=True, help=_("The keys that identity is encrypted under."))


@app.command("list", help=_("List the keys with their state and how many values are under each."))
def list_command() -> None:
    """List the keys with their state and how many values are under each."""
    counts = used()
    table = Table(_("Key"), _("Made"), _("State"), *counts)
    for key in ring().keys:
        state = _("retired") if key.secret is None else _("active") if key == ring().active else _("old")
        table.add_row(key.id, key.made, state, *(str(counted[key.id]) for counted in counts.values()))
    console = Console()
    console.print(table)
    known = {key.id for key in ring().usable}
    for database, counted in counts.items():
        for lost in sorted(set(counted) - known):
            said = GijaError("encryption.lost_values", database=database, count=counted[lost], key=lost)
            console.print(said.text.in_(get_language() or "lt"), style="red", highlight=False)
    console.print(str(file()), highlight=False, soft_wrap=True)
    if not passphrase():
        console.print(_("The key ring has no passphrase: whoever can read the file can read the data."))


@app.command("new", help=_("Make a new key; from now on everything is encrypted under it."))
def new_command() -> None:
    """Make a new key; from now on everything is encrypted under it. Back up afterwards."""
    _tell_new(rotation.new_key())


def _tell_new(key: Key) -> None:
    said = _("The new key is %(key)s. Make a backup now: without the key ring the data cannot be read.")
    Console().print(said % {"key": key.id}, highlight=False)


@app.command("rotate", help=_("Encrypt everything under the active key. Exit code 1: rows did not open."))
def rotate_command(
    new: Annotated[bool, typer.Option("--new", help=_("Make a new key first."))] = False,
) -> None:
    """Encrypt everything under the active key. Goes on with a run that was stopped. Exit code 1: rows did not open."""
    if new:
        _tell_new(rotation.new_key())
    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(name, total=rotation.waiting(found)) for name, found in all_targets().items()}
        runs = rotation.rotate_all(lambda name, rows, total: progress.update(tasks[name], completed=rows))
    console = Console()
    for run in runs:
        said = ngettext("%(count)d row encrypted anew.", "%(count)d rows encrypted anew.", run.rows)
        console.print(f"{run.database}: " + said % {"count": run.rows}, highlight=False)
        for model, row, code in run.faults:
            console.print(f"{run.database}: {model} {row}: {code}", style="red", highlight=False)
    raise typer.Exit(1 if any(run.faults for run in runs) else 0)


@app.command("retire", help=_("Destroy a key that nothing is under any more."))
def retire_command(
    key: Annotated[str, typer.Argument(help=_("The id of the key, as gija keys list shows it."))],
) -> None:
    """Destroy a key that nothing is under any more. Refused while anything is."""
    rotation.retire(key)
    Console().print(_("The key %(key)s has been destroyed.") % {"key": key}, highlight=False)


@app.command("passphrase", help=_("Give the key ring another passphrase."))
def passphrase_command() -> None:
    """Give the key ring another passphrase (asked, or `GIJA_KEYS_NEW_PASSPHRASE`; empty takes it off)."""
    asked = _("New passphrase of the key ring")
    word = os.environ.get("GIJA_KEYS_NEW_PASSPHRASE")
    if word is None:
        word = str(
            typer.prompt(asked, default="", show_default=False, hide_input=True, confirmation_prompt=True, err=True)
        )
    rewrite(word)
    Console().print(_("Done. Set GIJA_KEYS_PASSPHRASE or GIJA_KEYS_PASSPHRASE_FILE accordingly."))
