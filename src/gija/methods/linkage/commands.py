"""`gija count people` and `gija count calibrate`: how many different people several lists hold. Without Django."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gija.methods.linkage.schemes import DEFAULT
from gija.vocabulary.text import Text, terminal_language

if TYPE_CHECKING:
    from rich.console import Console

    from gija.methods.linkage import Count


def said(en: str, lt: str) -> str:
    return Text(en, lt).in_(terminal_language())


RESULT = Text(
    "Different people: {value}. In 90 of 100 such cases the true number lies between {low} and {high}.",
    "Skirtingų žmonių: {value}. 90 iš 100 tokių atvejų tikrasis skaičius yra tarp {low} ir {high}.",
)
Files = Annotated[
    list[Path],
    typer.Argument(
        help=said(
            "CSV: name or given_name, family_name; birth_date, sex, personal_code.",
            "CSV: name arba given_name, family_name; birth_date, sex, personal_code.",
        )
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        help=said(
            "File of at least 32 bytes; without it a key for this run only.",
            "Bent 32 baitų failas; be jo – tik šiam kartui sukurtas raktas.",
        )
    ),
]
app = typer.Typer(
    help=said("Count how many different people lists hold.", "Suskaičiuoti, kiek skirtingų žmonių yra sąrašuose."),
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def linkage() -> None:
    """Subcommands only."""


@app.command(
    help=said(
        "Count the different people in two or more CSV files, each of which holds a person once.",
        "Suskaičiuoti skirtingus žmones dviejuose ar daugiau CSV failų; kiekviename žmogus yra vieną kartą.",
    )
)
def people(files: Files, key_file: KeyFile = None) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from gija.methods.linkage import count_people, encode
    from gija.methods.linkage.files import read_people

    key, console = _key(key_file), Console()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(said("Reading …", "Skaitoma …"), total=len(files) + 1)
        lists = []
        for number, file in enumerate(files):
            lists.append(encode(read_people(file), key, sender=str(number)))
            progress.advance(task)
        progress.update(task, description=said("Comparing …", "Lyginama …"))
        found = count_people(
            lists, progress=lambda done, total: progress.update(task, completed=len(files) + done / total)
        )
    _told(console, found)


def _told(console: Console, found: Count) -> None:
    console.print(
        RESULT.fill(value=found.value, low=found.low, high=found.high).in_(terminal_language()),
        highlight=False,
        soft_wrap=True,
    )
    for note in found.notes:
        console.print(f"- {note.in_(terminal_language())}", highlight=False, soft_wrap=True)


def _key(file: Path | None) -> bytes:
    """The key: the bytes of the file as they are; without a file one that nobody keeps."""
    from gija.vocabulary.errors import GijaError

    if file is None:
        return secrets.token_bytes(32)
    try:
        return file.read_bytes()
    except OSError as error:
        raise GijaError("linkage.file_missing", file=file.name) from error


@app.command(
    help=said(
        "Measure on invented people how alike one person and two are in a scheme.",
        "Išmatuoti su išgalvotais žmonėmis, kiek schemoje panašus vienas žmogus ir du skirtingi.",
    )
)
def calibrate(
    scheme: Annotated[str, typer.Option(help=said("Version of the scheme.", "Schemos versija."))] = DEFAULT,
    people: Annotated[int, typer.Option(help=said("Invented people.", "Išgalvotų žmonių skaičius."), min=100)] = 6_000,
    seed: Annotated[int, typer.Option(help=said("Another seed, other people.", "Kita sėkla – kiti žmonės."))] = 2006,
    out: Annotated[Path | None, typer.Option(help=said("Write here.", "Įrašyti čia."))] = None,
) -> None:
    from rich.console import Console

    from gija.methods.linkage.calibrating import calibrate as counted
    from gija.methods.linkage.calibrating import save
    from gija.methods.linkage.schemes import scheme as chosen

    file, console = out or Path(f"{scheme}.yaml"), Console()
    with console.status(said("Comparing …", "Lyginama …")) as status:
        made = counted(chosen(scheme), people, seed, lambda kind: status.update(kind))
    save(made, file)
    console.print(said("Written: ", "Įrašyta: ") + str(file), highlight=False)
