"""`gija names compare`, `evaluate` and `calibrate`: the name model from the command line, without Django."""

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


@app.command(
    help=said(
        "Count false hits among random pairs of different people (CSV: name, or given_name and family_name; "
        "birth_date, sex if known).",
        "Suskaičiuoti klaidingas atitiktis tarp atsitiktinių skirtingų žmonių porų (CSV: name arba given_name ir "
        "family_name; birth_date, sex, jei žinoma).",
    )
)
def calibrate(
    people: Annotated[Path, typer.Argument(help=said("CSV file of different people.", "Skirtingų žmonių CSV failas."))],
    pairs: Annotated[int, typer.Option(min=1, help=said("How many pairs.", "Kiek porų."))] = 1_000_000,
    seed: Annotated[int, typer.Option(help=said("Beginning of the chance.", "Atsitiktinumo pradžia."))] = 1,
    threshold: Annotated[
        float | None, typer.Option(help=said("Another threshold than the one fixed.", "Kita riba nei nustatytoji."))
    ] = None,
    rare: Annotated[
        bool, typer.Option("--rare", help=said("Weigh by how rare names are there.", "Sverti pagal vardų retumą."))
    ] = False,
) -> None:
    from rich.console import Console

    from gija.methods.names.calibration import false_hits, rarity_of, read_people
    from gija.methods.names.comparing import HIT_THRESHOLD

    console, limit = Console(), HIT_THRESHOLD if threshold is None else threshold
    everyone = read_people(people)
    with console.status(said("Comparing …", "Lyginama …")):
        found = false_hits(everyone, pairs, seed, limit, rarity_of(everyone) if rare else None)
    share, low, high = found.per(100_000)
    console.print(
        said("people", "žmonių") + f" {len(everyone):,}; " + said("pairs", "porų") + f" {found.pairs:,}; "
        + said("threshold", "riba") + f" {limit}; " + said("false hits", "klaidingų atitikčių") + f" {found.hits:,}; "
        + said("namesakes left out", "bendravardžių praleista") + f" {found.namesakes:,}",
        highlight=False,
    )  # fmt: skip
    console.print(
        said("in 100,000 pairs", "100 000 porų") + f": {share:.2f} (95 % Wilson {low:.2f}–{high:.2f})", highlight=False
    )


_SCRIPTS = {
    "latin": Text("Latin", "lotynų"),
    "cyrillic": Text("Cyrillic", "kirilica"),
    "greek": Text("Greek", "graikų"),
    "arabic": Text("Arabic", "arabų"),
    "hebrew": Text("Hebrew", "hebrajų"),
    "georgian": Text("Georgian", "gruzinų"),
    "armenian": Text("Armenian", "armėnų"),
    "han": Text("Chinese", "kinų"),
    "kana": Text("Japanese", "japonų"),
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


def _share(value: float | None, interval: tuple[float, float]) -> str:
    """A share with its 95 % Wilson interval."""
    return "-" if value is None else f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"


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
        shares = (
            _share(c.recall, c.recall_interval),
            _share(c.precision, c.precision_interval),
            "-" if c.f1 is None else f"{c.f1:.3f}",
        )
        table.add_row(_script(name), f"{c.hit + c.missed:,}", f"{c.false + c.quiet:,}", f"{c.false:,}", *shares)
    console = Console()
    console.print(table, highlight=False)
    console.print(said("In brackets: 95 % Wilson interval.", "Skliaustuose: 95 % Vilsono intervalas."), highlight=False)
