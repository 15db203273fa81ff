"""The command `gija htcds`: read a spreadsheet or a form of IOM's standard, write records in it. Needs no database."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gija.formats import htcds
from gija.formats.htcds import cells, records, xlsform
from gija.formats.htcds.values import Notice
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text, terminal_language

HELP = Text("IOM's Human Trafficking Case Data Standard (HTCDS 2.0).", "TMO bylų duomenų standartas (HTCDS 2.0).")
HELP_READ = Text(
    "Read a spreadsheet, a form's answers or JSON; say what is wrong, taken for granted, lost.",
    "Nuskaityti lentelę, anketos atsakymus arba JSON; pasakyti, kas blogai, ko laikomasi, kas prarandama.",
)
HELP_WRITE = Text("Write records (JSON) as HTCDS: .csv or .json.", "Įrašyti įrašus (JSON) kaip HTCDS: .csv arba .json.")
HELP_FORM = Text("Say what is understood of an XLSForm.", "Pasakyti, kas suprantama iš XLSForm anketos.")
HELP_LOST = Text("List what each direction loses, and why.", "Išvardyti, kas prarandama kiekviena kryptimi ir kodėl.")
HELP_TO = Text("Write the records here (no names).", "Kur įrašyti įrašus (be vardų).")
HELP_KIND = Text("Kind of the institution, for example ngo.", "Įstaigos rūšis, pavyzdžiui, ngo.")
HELP_DAY = Text("Day of registration where the file has none.", "Registravimo diena, jei faile jos nėra.")
READ = Text("Cases read: {cases}. Places that are wrong: {faults}.", "Nuskaityta bylų: {cases}. Blogų vietų: {faults}.")
ROW, FIELD, WRONG = Text("Row", "Eilutė"), Text("Field", "Laukas"), Text("What is wrong", "Kas blogai")
ROWS, MEANS = Text("Rows", "Eilučių"), Text("What it means", "Ką tai reiškia")
UNKNOWN = Text(
    "Columns that mean nothing here (by number): {columns}", "Čia nieko nereiškiantys stulpeliai (numeriai): {columns}"
)
WRITTEN = Text("Written: {file}, records: {count}", "Įrašyta: {file}, įrašų: {count}")
QUESTION, UNDERSTOOD = Text("Question", "Klausimas"), Text("Understood as", "Suprasta kaip")
NOT_KEPT, MISSPELT = Text("not kept", "neišsaugoma"), Text("misspelt in the form", "anketoje parašyta su klaida")
NOTHING, STRANGE = Text("nothing", "nieko"), Text("choices not understood: {count}", "nesuprastų pasirinkimų: {count}")
WHY, VALUES = Text("Why", "Kodėl"), Text("Values", "Reikšmės")
FROM = Text("HTCDS → record", "HTCDS → įrašas")
INTO = Text("Record → HTCDS", "Įrašas → HTCDS")
SHOWN = 200
NOT_WHOLE = 1

app = typer.Typer(
    help=HELP.in_(terminal_language()), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
Kind = Annotated[str, typer.Option(help=HELP_KIND.in_(terminal_language()))]
Day = Annotated[str, typer.Option(help=HELP_DAY.in_(terminal_language()), metavar="YYYY-MM-DD")]
To = Annotated[Path | None, typer.Option(help=HELP_TO.in_(terminal_language()))]


@app.command(help=HELP_READ.in_(terminal_language()))
def read(file: Path, to: To = None, kind: Kind = "", registered: Day = "") -> None:
    if kind and kind not in code_list("institution_kind"):
        raise GijaError("htcds.own_code", list="kind")
    if registered and len(cells.date(registered) or "") < 10:
        raise GijaError("htcds.day")
    found = htcds.read(records.bytes_of(file), kind=kind, registered=registered)
    _tell(found, Console())
    if found.faults:
        raise typer.Exit(NOT_WHOLE)
    if to is not None:
        records.replace(to, records.dump([dict(one.facts) for one in found.cases]))
        Console().print(WRITTEN.fill(file=to.name, count=len(found.cases)).in_(terminal_language()))


def _tell(found: htcds.Read, console: Console) -> None:
    said = terminal_language()
    console.print(READ.fill(cases=len(found.cases), faults=len(found.faults)).in_(said))
    if found.unknown:
        console.print(UNKNOWN.fill(columns=", ".join(map(str, found.unknown))).in_(said))
    if found.faults:
        wrong = Table(ROW.in_(said), FIELD.in_(said), WRONG.in_(said))
        for one in found.faults[:SHOWN]:
            wrong.add_row(str(one.row), one.field, one.error.text.in_(said))
        console.print(wrong)
    if found.notices:
        table = Table(FIELD.in_(said), MEANS.in_(said), ROWS.in_(said))
        for (field, code), rows in Counter((one.field, one.code) for one in found.notices).items():
            table.add_row(field, Notice(0, field, code).text.in_(said), str(rows))
        console.print(table)


@app.command(help=HELP_WRITE.in_(terminal_language()))
def write(source: Path, target: Path) -> None:
    said = records.load(records.bytes_of(source))
    if target.suffix not in (".csv", ".json"):
        raise GijaError("anx.kind_of_file", file=target.name, expected=".csv, .json")
    text = htcds.as_csv(said) if target.suffix == ".csv" else htcds.as_json(said)
    records.replace(target, text.encode())
    console = Console()
    console.print(WRITTEN.fill(file=target.name, count=len(said)).in_(terminal_language()))
    console.print(htcds.attribution().in_(terminal_language()))


@app.command(help=HELP_FORM.in_(terminal_language()))
def form(file: Path) -> None:
    said = terminal_language()
    table = Table(ROW.in_(said), QUESTION.in_(said), UNDERSTOOD.in_(said), "")
    for one in xlsform.read(records.bytes_of(file)):
        notes = [
            *([MISSPELT.in_(said)] if one.misspelt else []),
            *([] if one.taken or one.field is None else [NOT_KEPT.in_(said)]),
            *([STRANGE.fill(count=one.strange).in_(said)] if one.strange else []),
        ]
        table.add_row(str(one.row), escape(one.name), one.field or NOTHING.in_(said), "; ".join(notes))
    Console().print(table)


@app.command(help=HELP_LOST.in_(terminal_language()))
def lost() -> None:
    said = terminal_language()
    for title, losses in ((FROM, htcds.reading_loses()), (INTO, htcds.writing_loses())):
        table = Table(FIELD.in_(said), VALUES.in_(said), WHY.in_(said), title=title.in_(said))
        for one in losses:
            table.add_row(one.field, ", ".join(one.values), one.why.in_(said))
        Console().print(table)
    Console().print(htcds.attribution().in_(said))
