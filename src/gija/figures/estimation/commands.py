"""`gija estimate table.csv`: how many people no list has seen, with its gates; a record and a report on demand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gija.vocabulary.text import Text, terminal_language

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable
    from gija.methods.estimation.running import Run


def said(en: str, lt: str) -> str:
    return Text(en, lt).in_(terminal_language())


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(
    help=said(
        "Estimate from overlapping lists how many people none of them has seen.",
        "Pagal susikertančius sąrašus įvertinti, kiek žmonių nematė nė vienas.",
    )
)
def estimate(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="table.csv",
            help=said(
                "CSV: a column of 0 and 1 for each list, and counts.", "CSV: po 0 ir 1 stulpelį sąrašui ir skaičiai."
            ),
        ),
    ],
    methods: Annotated[
        str,
        typer.Option(help="stepwise,bic,downhill,decomposable,latent,threshold"),
    ] = "stepwise,downhill,decomposable,latent,threshold",
    report: Annotated[Path | None, typer.Option(help=said("Write a PDF here.", "Įrašyti PDF čia."))] = None,
    record: Annotated[
        Path | None,
        typer.Option(help=said("Write all results as JSON here.", "Visus rezultatus JSON pavidalu įrašyti čia.")),
    ] = None,
    replicates: Annotated[
        int, typer.Option(help=said("Bootstrap replicates.", "Savirankos kartojimai."), min=20)
    ] = 1000,
    seed: Annotated[int, typer.Option(help=said("Same seed, same answer.", "Ta pati sėkla – tas pats atsakymas."))] = 1,
    workers: Annotated[int, typer.Option(help=said("Threads.", "Gijos (procesoriaus)."), min=1)] = 2,
    language: Annotated[str, typer.Option(help=said("en or lt, of the report.", "Ataskaitos kalba: en arba lt."))] = "",
) -> None:
    from gija.methods.estimation import CaptureTable

    wanted = tuple(name.strip() for name in methods.split(",") if name.strip())
    found = _run(CaptureTable.read(table), wanted, seed, replicates, workers)
    _tell(found)
    if record:
        _save_record(found, record)
    if report:
        _save_report(found, report, language or terminal_language())


def _run(table: CaptureTable, methods: tuple[str, ...], seed: int, replicates: int, workers: int) -> Run:
    from rich.console import Console
    from rich.progress import Progress

    from gija.methods.estimation.running import run
    from gija.methods.estimation.telling.words import method_words

    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {
            name: progress.add_task(method_words(name).in_(terminal_language()), total=None)
            for name in (*methods, "checks")
        }

        def tell(method: str, done: int, of: int) -> None:
            progress.update(tasks[method], completed=done, total=of)

        return run(table, methods, seed=seed, replicates=replicates, workers=workers, tell=tell)


def _tell(found: Run) -> None:
    """Gates first, then the methods, then what may be said."""
    from rich.console import Console
    from rich.table import Table

    from gija.figures.estimation.paper import HEADINGS, rows_of

    language, console = terminal_language(), Console()
    for gate in found.diagnosis.gates:
        console.print(f"! {gate.text.in_(language)}", highlight=False, soft_wrap=True, markup=False)
    shown = Table(box=None)
    for place, heading in enumerate(HEADINGS):
        shown.add_column(heading.in_(language), justify="right" if place else "left")
    for row in rows_of(found, language):
        shown.add_row(*row)
    console.print(shown)
    for text in found.sentences:
        console.print(text.in_(language), highlight=False, soft_wrap=True, markup=False)


def _save_record(found: Run, file: Path) -> None:
    import json

    _whole(file, (json.dumps(found.record(), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())


def _save_report(found: Run, file: Path, language: str) -> None:
    from datetime import UTC, datetime

    from gija.figures.estimation.paper import pdf
    from gija.methods.estimation.showing import plots_of

    _whole(file, pdf(found, list(plots_of(found).values()), language, datetime.now(UTC).date()))


def _whole(file: Path, data: bytes) -> None:
    """Whole or not at all: a killed process leaves what was there."""
    from gija.vocabulary.errors import GijaError

    beside = file.with_name(file.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise GijaError("figures.not_written", file=file.name) from None
