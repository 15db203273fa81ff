"""The command that draws a dossier: `dossier.json` to SVG or PNG. Needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gija.figures.relations import picture
from gija.methods.graph import from_json
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text, terminal_language

HELP = Text(
    "Draw dossier.json as chart.svg or chart.png.", "Nubraižyti dosjė (dossier.json): chart.svg arba chart.png."
)
WRITTEN = Text("Written: {file}", "Įrašyta: {file}")
LIMIT = 100_000_000  # bytes of a dossier


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(help=HELP.in_(terminal_language()))
def draw(
    source: Annotated[Path, typer.Argument(metavar="dossier.json")],
    target: Annotated[Path, typer.Argument(metavar="chart.svg|chart.png")],
    fonts: Annotated[Path | None, typer.Option(help="DejaVuSans.ttf …")] = None,
) -> None:
    chart = from_json(_read(source))
    data = picture(chart, target.suffix, terminal_language(), (fonts,) if fonts else ())
    beside = target.with_name(target.name + ".part")  # whole or not at all: a killed process leaves what was there
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise GijaError("figures.not_written", file=target.name) from None
    Console().print(WRITTEN.fill(file=target.name).in_(terminal_language()))


def _read(file: Path) -> object:
    try:
        if file.stat().st_size > LIMIT:
            raise GijaError(
                "common.file_too_large", file=file.name, size=file.stat().st_size // 10**6, limit=LIMIT // 10**6
            )
        found: object = json.loads(file.read_bytes())
    except OSError:
        raise GijaError("common.file_missing", file=file.name) from None
    except (ValueError, RecursionError):
        raise GijaError("figures.json_broken", file=file.name) from None
    return found
