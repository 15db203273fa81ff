"""`gija backup`: everything into one encrypted file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress, TaskID

from gija.commons.backup import age, making
from gija.commons.backup.manifest import Manifest

app = typer.Typer(help=_("Back up everything into one encrypted file."))


@app.command(help=_("Back up databases, keys, anchors and settings into one file that only the recipients can open."))
def backup(
    file: Annotated[Path, typer.Argument(help=_("The file to write; it must not be there yet."), metavar="FILE.age")],
    to: Annotated[
        list[str] | None,
        typer.Option(help=_("Recipient: age1… or ssh-ed25519 …; repeatable."), envvar="GIJA_BACKUP_TO"),
    ] = None,
    new_identity: Annotated[
        bool, typer.Option("--new-identity", help=_("Make a private key in FILE instead, and show its recipient."))
    ] = False,
) -> None:
    """Write a backup, or make the private key that will open them."""
    if new_identity:
        Console().print(age.new_identity(file), highlight=False, soft_wrap=True)
        return
    manifest = _with_progress(file, to or [])
    Console().print(
        ngettext(
            "%(count)d database is in the backup %(file)s.", "%(count)d databases are in the backup %(file)s.",
            len(manifest.databases),
        ) % {"count": len(manifest.databases), "file": file.name}, highlight=False,
    )  # fmt: skip


def _with_progress(file: Path, to: list[str]) -> Manifest:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=of)
            progress.update(tasks[what], completed=done, total=of)

        return making.backup(file, to, tell)
