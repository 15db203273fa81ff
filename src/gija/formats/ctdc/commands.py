"""The command `gija ctdc`: records as the 27 columns of CTDC 2024. Needs no database."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from gija.formats import ctdc
from gija.formats.htcds import records
from gija.vocabulary.text import Text, terminal_language

HELP = Text(
    "The columns of CTDC's Global Synthetic Dataset (2024).",
    "CTDC pasaulinio sintetinio duomenų rinkinio (2024) stulpeliai.",
)
HELP_WRITE = Text("Write records (JSON) as CSV; not for publication.", "Įrašyti įrašus (JSON) kaip CSV; ne skelbimui.")
HELP_LOST = Text("List what is lost, and why.", "Išvardyti, kas prarandama ir kodėl.")
WRITTEN = Text(
    "Written: {file}, records: {rows}; left out, because no victims: {left}",
    "Įrašyta: {file}, įrašų: {rows}; praleista, nes ne aukos: {left}",
)
FIELD, WHY = Text("Field", "Laukas"), Text("Why", "Kodėl")

app = typer.Typer(
    help=HELP.in_(terminal_language()), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command(help=HELP_WRITE.in_(terminal_language()))
def write(source: Path, target: Path) -> None:
    found = ctdc.write(records.load(records.bytes_of(source)))
    records.replace(target, found.text.encode())
    console, said = Console(), terminal_language()
    console.print(WRITTEN.fill(file=target.name, rows=found.rows, left=found.left_out).in_(said))
    for note in ctdc.notes().values():
        console.print(note.in_(said))


@app.command(help=HELP_LOST.in_(terminal_language()))
def lost() -> None:
    said = terminal_language()
    table = Table(FIELD.in_(said), WHY.in_(said))
    for one in ctdc.losses():
        table.add_row(one.field, one.why.in_(said))
    Console().print(table)
    Console().print(ctdc.note("proxy").in_(said))
