"""The command `gija chart`: look into a chart file, check it, and turn a dossier into one. Needs no database."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gija.formats.anx import read_with_positions, words, write
from gija.methods.graph import Chart, every_provenance, from_json, layout, to_json
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text, terminal_language

HELP = Text("Chart files of Analyst's Notebook (.anx).", "„Analyst's Notebook“ schemų failai (.anx).")
HELP_SHOW = Text("Show what a chart file holds.", "Parodyti, kas yra schemos faile.")
HELP_CHECK = Text("Check that a chart file can be read.", "Patikrinti, ar schemos failas perskaitomas.")
HELP_CONVERT = Text(
    "Turn dossier.json into chart.anx, or a chart file into dossier.json.",
    "Paversti dosjė (dossier.json) schema (chart.anx) arba schemą – dosjė.",
)
FINE = Text(
    "The file {file} is a sound chart: {entities} objects, {relations} relations, {facts} pieces with their database.",
    "Failas {file} – tvarkinga schema: objektų – {entities}, ryšių – {relations}, nurodytų kilmės įrašų – {facts}.",
)
NO_ORIGIN = Text(
    "{count} objects and relations do not say which database they come from.",
    "Objektų ir ryšių, kurių kilmės duomenų bazė nenurodyta: {count}.",
)
WRITTEN = Text("Written: {file}", "Įrašyta: {file}")
OBJECT, KIND = Text("Object", "Objektas"), Text("Type", "Rūšis")
RELATION, COUNT = Text("Relation", "Ryšys"), Text("Number", "Skaičius")
SHOWN = 200


app = typer.Typer(
    help=HELP.in_(terminal_language()), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
File = Annotated[Path, typer.Argument(metavar="FILE.anx")]


def _bytes(file: Path) -> bytes:
    """Everything in the file; too much is refused before it is read."""
    from gija.formats.anx.opening import LIMIT

    try:
        size = file.stat().st_size
        if size > LIMIT * 1_000_000:
            raise GijaError("anx.too_large", size=size // 1_000_000, limit=LIMIT)
        return file.read_bytes()
    except OSError:
        raise GijaError("common.file_missing", file=file.name) from None


@app.command(help=HELP_SHOW.in_(terminal_language()))
def show(file: File) -> None:
    chart, _ = read_with_positions(_bytes(file))
    said, console = terminal_language(), Console()
    console.print(f"[bold]{escape(chart.title)}[/bold]")
    things = Table(OBJECT.in_(said), KIND.in_(said))
    for one in chart.entities[:SHOWN]:
        focus = " ◎" if one.id == chart.focus else ""
        things.add_row(escape(one.label) + focus, escape(words.types().name(one.type, said)))
    relations = Table(RELATION.in_(said), COUNT.in_(said))
    for code, count in sorted(Counter(one.type for one in chart.relations).items()):
        relations.add_row(escape(words.links().name(code, said)), str(count))
    console.print(things)
    console.print(relations)
    console.print(_fine(file, chart))


@app.command(help=HELP_CHECK.in_(terminal_language()))
def check(file: File) -> None:
    chart, _ = read_with_positions(_bytes(file))
    console = Console()
    console.print(_fine(file, chart))
    bare = sum(not one.provenance for one in chart.entities) + sum(not one.provenance for one in chart.relations)
    if bare:
        console.print(NO_ORIGIN.fill(count=bare).in_(terminal_language()))


@app.command(help=HELP_CONVERT.in_(terminal_language()))
def convert(source: Path, target: Path) -> None:
    if source.suffix == ".json" and target.suffix == ".anx":
        chart = from_json(_json(source))
        data = write(chart, layout(chart), terminal_language())
    elif source.suffix == ".anx" and target.suffix == ".json":
        chart, _ = read_with_positions(_bytes(source))
        data = (json.dumps(to_json(chart), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        wrong = source if source.suffix not in (".json", ".anx") else target
        raise GijaError("anx.kind_of_file", file=wrong.name, expected=".json → .anx, .anx → .json")
    _replace(target, data)
    Console().print(WRITTEN.fill(file=target.name).in_(terminal_language()))


def _json(file: Path) -> object:
    try:
        found: object = json.loads(_bytes(file))
    except (ValueError, RecursionError):
        raise GijaError("anx.json_broken", file=file.name) from None
    return found


def _replace(target: Path, data: bytes) -> None:
    """Whole or not at all: a killed process leaves what was there."""
    beside = target.with_name(target.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise GijaError("anx.not_written", file=target.name) from None


def _fine(file: Path, chart: Chart) -> str:
    facts = sum(1 for _ in every_provenance(chart))
    counts = {"entities": len(chart.entities), "relations": len(chart.relations), "facts": facts}
    return FINE.fill(file=escape(file.name), **counts).in_(terminal_language())
