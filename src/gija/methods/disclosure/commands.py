"""`gija protect`: a table in, a table that gives no single person away out, with the reasons. Without Django."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gija.vocabulary.text import Text, terminal_language


def said(en: str, lt: str) -> str:
    return Text(en, lt).in_(terminal_language())


def option(en: str, lt: str, *names: str, **more: Any) -> Any:
    return typer.Option(*names, help=said(en, lt), **more)


HELP = Text(
    "Protect a table of counts of people (CSV: a column for each breakdown, then n): the protected table, why cells "
    "are closed, and the certificate, audited with every release of the ledger.",
    "Apsaugoti žmonių skaičių lentelę (CSV: po stulpelį kiekvienam pjūviui, tada n): apsaugota lentelė, kodėl "
    "langeliai neskelbiami, ir pažymėjimas; tikrinama kartu su visais žurnalo išleidimais.",
)
Source = Annotated[Path, typer.Argument(metavar="table.csv")]
Method = Annotated[str, option("suppress, round or cellkey", "suppress (slėpti), round (apvalinti) ar cellkey")]
Kept = Annotated[Path | None, option("Folder of all that was released.", "Aplankas su viskuo, kas jau paskelbta.")]
Out = Annotated[Path | None, option("Folder for the files.", "Aplankas failams.")]
Name = Annotated[str, option("Name of the release.", "Išleidimo pavadinimas.")]
Day = Annotated[str, option("Its day, 2026-07-01.", "Jo diena, 2026-07-01.")]
Population = Annotated[
    str,
    option(
        "Whom it counts: tables of one population are audited together.",
        "Ką skaičiuoja: vienos populiacijos lentelės tikrinamos kartu.",
    ),
]
Hierarchy = Annotated[
    list[str] | None,
    option(
        "COLUMN=FILE.csv with code,parent; may be repeated.", "STULPELIS=FAILAS.csv su code,parent; galima kartoti."
    ),
]
Threshold = Annotated[int, option("Smaller counts are closed.", "Mažesni skaičiai neskelbiami.", min=2, max=100)]
Base = Annotated[int, option("Of rounding: 3 or 5.", "Apvalinimo: 3 arba 5.")]
Secret = Annotated[
    Path | None,
    option(
        "File with the secret of the chance; made where absent. Keep it. round and cellkey need one; suppress with one "
        "tells nothing by which cells it closes.",
        "Atsitiktinumo paslapties failas; jei nėra, sukuriamas. Saugokite. round ir cellkey jo reikia; suppress su juo "
        "neišduoda nieko tuo, kuriuos langelius slepia.",
    ),
]
Seconds = Annotated[float, option("Most time for the audit.", "Daugiausia laiko patikrai.", min=1)]
Compare = Annotated[
    bool, option("Only tell what each method costs.", "Tik pasakyti, kiek kainuoja kiekvienas metodas.", "--compare")
]
Goes = Annotated[
    bool, option("It goes out now: add it to the ledger.", "Skelbiama dabar: įrašyti į žurnalą.", "--release")
]
Known = Annotated[
    bool,
    option(
        "Readers know that cells are closed because of small ones (say so if you tell them).",
        "Skaitytojai žino, kad langeliai neskelbiami dėl mažų skaičių (nurodykite, jei jiems tai sakote).",
        "--threshold-known",
    ),
]
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(help=HELP.in_(terminal_language()), no_args_is_help=True)
def protect(
    table: Source,
    method: Method = "suppress",
    ledger: Kept = None,
    out: Out = None,
    name: Name = "",
    day: Day = "",
    population: Population = "people",
    hierarchy: Hierarchy = None,
    threshold: Threshold = 5,
    base: Base = 3,
    secret: Secret = None,
    seconds: Seconds = 60.0,
    compare: Compare = False,
    release: Goes = False,
    threshold_known: Known = False,
) -> None:
    from rich.console import Console

    from gija.methods.disclosure import doing
    from gija.methods.disclosure.protecting import Ask

    console = Console(highlight=False, soft_wrap=True)
    asked = doing.Asked(table, ledger, out or table.parent, population, tuple(hierarchy or ()), secret, release)
    ask = Ask(method, name or table.stem, day, threshold, base, seconds=seconds, threshold_known=threshold_known)
    words = said("Comparing …", "Lyginama …") if compare else said("Protecting and auditing …", "Saugoma, tikrinama …")
    with Console(stderr=True).status(words):
        lines = doing.compared(asked, ask) if compare else doing.protected(asked, ask)
    for line in lines:
        console.print(line.in_(terminal_language()), markup=False)
