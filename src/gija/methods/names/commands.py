"""`gija names compare` and `gija names evaluate`: the name model from the command line, without Django."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gija.vocabulary.text import Text, terminal_language

if TYPE_CHECKING:
    from gija.methods.names.evaluation import Counts


def said(en: str, lt: str) -> str:
    return Text(en, lt).in_(terminal_language())


app = typer.Typer(
    help=said(
        "Compare names and measure how well that is done.", "Lyginti vardus ir matuoti, kaip gerai tai pavyksta."
    ),
    no_args_is_help=True,
    add_completion=False,
)


@app.command(help=said("Compare two names and say why.", "Palyginti du vardus ir pasakyti, kodėl."))
def compare(
    first: Annotated[str, typer.Argument(help=said("One name, any script.", "Vienas vardas, bet koks raštas."))],
    second: Annotated[str, typer.Argument(help=said("The other name.", "Kitas vardas."))],
) -> None:
    from rich.console import Console
    from rich.table import Table

    from gija.methods.names.comparing import HIT_THRESHOLD
    from gija.methods.names.comparing import compare as compared

    found = compared(first, second)
    hit = found.score >= HIT_THRESHOLD
    verdict = said("hit", "atitiktis") if hit else said("no hit", "nėra atitikties")
    console = Console()
    console.print(
        f"{found.score:.3f}  {verdict}  " + said("(threshold", "(riba") + f" {HIT_THRESHOLD})", highlight=False
    )
    table = Table(said("Part", "Dalis"), said("Weight", "Svoris"), box=None, pad_edge=False)
    for part in found.parts:
        table.add_row(part.text.in_(terminal_language()), f"{part.weight:+.3f}")
    console.print(table, highlight=False)


@app.command(
    help=said(
        "Measure recall, precision and F1 on lists (person,name) or labelled pairs (name1,name2,is_match[,schema]).",
        "Išmatuoti atkūrimą, tikslumą ir F1 pagal sąrašus (person,name) ar poras (name1,name2,is_match[,schema]).",
    )
)
def evaluate(
    files: Annotated[list[Path], typer.Argument(help=said("CSV files, UTF-8.", "CSV failai, UTF-8."))],
    threshold: Annotated[
        float | None, typer.Option(help=said("Another threshold than the one fixed.", "Kita riba nei nustatytoji."))
    ] = None,
) -> None:
    from rich.console import Console

    from gija.methods.names.comparing import HIT_THRESHOLD
    from gija.methods.names.evaluation import evaluate as evaluated
    from gija.methods.names.evaluation import read_pairs

    console, limit = Console(), HIT_THRESHOLD if threshold is None else threshold
    for file in files:
        with console.status(said("Comparing …", "Lyginama …")):
            found = evaluated(read_pairs(file), limit)
        console.print(f"\n{file.name}  " + said("threshold", "riba") + f" {limit}", highlight=False)
        _show(found)


_SCRIPTS = {
    "latin": Text("Latin", "lotynų"),
    "cyrillic": Text("Cyrillic", "kirilica"),
    "greek": Text("Greek", "graikų"),
    "other": Text("other", "kitas"),
    "person": Text("all persons", "visi asmenys"),
    "company": Text("companies:", "įmonės:"),
    "organization": Text("organisations:", "organizacijos:"),
    "legalentity": Text("legal entities:", "juridiniai asmenys:"),
    "vessel": Text("vessels:", "laivai:"),
}


def _script(key: str) -> str:
    """`latin-cyrillic` in words; a schema that is not known stays as the file writes it."""

    def word(code: str) -> str:
        return _SCRIPTS[code].in_(terminal_language()) if code in _SCRIPTS else code

    return " ".join("–".join(map(word, part.split("-"))) for part in key.split(" "))


def _show(found: dict[str, Counts]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column(said("Script", "Raštas"), no_wrap=True, min_width=24)
    heads = (
        ("Same", "Tas pats"),
        ("Different", "Skirtingi"),
        ("False hits", "Klaidingos atitiktys"),
        ("Recall", "Atkūrimas"),
        ("Precision", "Tikslumas"),
        ("F1", "F1"),
    )
    for en, lt in heads:
        table.add_column(said(en, lt), justify="right")
    for name, c in found.items():
        shares = ("-" if v is None else f"{v:.3f}" for v in (c.recall, c.precision, c.f1))
        table.add_row(_script(name), f"{c.hit + c.missed:,}", f"{c.false + c.quiet:,}", f"{c.false:,}", *shares)
    Console().print(table, highlight=False)
