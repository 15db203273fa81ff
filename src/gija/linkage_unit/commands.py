"""`gija linkage-unit`: on the unit's own machine, without Django."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gija.vocabulary.text import Text, terminal_language

if TYPE_CHECKING:
    from gija.linkage_unit.running import Done


def said(en: str, lt: str) -> str:
    return Text(en, lt).in_(terminal_language())


app = typer.Typer(
    help=said(
        "Which records are one person: sealed encodings in, clusters out.",
        "Kurie įrašai yra vieno asmens: užantspauduotos koduotės įeina, grupės išeina.",
    ),
    no_args_is_help=True,
    add_completion=False,
)
Home = Annotated[
    Path | None,
    typer.Option(
        help=said(
            "Folder of the unit (default: GIJA_LINKAGE_UNIT, else linkage-unit).",
            "Tarnybos aplankas (numatytasis: GIJA_LINKAGE_UNIT arba linkage-unit).",
        )
    ),
]
Source = Annotated[
    Path,
    typer.Argument(
        help=said("Folder with the sealed files of the senders.", "Aplankas su užantspauduotais siuntėjų failais."),
        exists=True,
        file_okay=False,
    ),
]
Out = Annotated[
    Path,
    typer.Argument(
        help=said("Folder for the files to the register and the senders.", "Aplankas failams registrui ir siuntėjams."),
        file_okay=False,
    ),
]
Period = Annotated[str, typer.Option(help=said("The half-year, such as 2014-H1.", "Pusmetis, pavyzdžiui, 2014-H1."))]
DONE = Text(
    "Run {run}: {records} records, {people} different people (90 of 100 such cases: {low} to {high}).",
    "Paleidimas Nr. {run}: įrašų – {records}, skirtingų žmonių – {people} (90 iš 100 atvejų: nuo {low} iki {high}).",
)
CARRY = Text(
    "To be carried to the register and the senders, and taken in there by gija work receive-file:",
    "Nuneškite registrui ir siuntėjams; ten juos priima komanda gija work receive-file:",
)
DESTROYED = Text(
    "The input was overwritten and deleted. Copies that the storage keeps underneath are not reached.",
    "Įvestis perrašyta ir ištrinta. Kopijų, kurias laiko pati laikmena, tai nepasiekia.",
)


def _folder(home: Path | None) -> Path:
    return home or Path(os.environ.get("GIJA_LINKAGE_UNIT", "linkage-unit"))


@app.command(
    help=said(
        "Make a linkage unit with new keys and print its card.",
        "Sukurti susiejimo tarnybą su naujais raktais ir parodyti jos kortelę.",
    )
)
def make(
    home: Home = None, code: Annotated[str, typer.Option(help=said("Its code.", "Jos kodas."))] = "linkage-unit"
) -> None:
    from gija.linkage_unit import audit
    from gija.linkage_unit.home import make as made

    found = made(_folder(home), code)
    audit.note(found, "linkage_unit.make", {"fingerprint": found.card.fingerprint})
    card(home)


@app.command(
    help=said(
        "Print the card of the unit, for every sender and the register.",
        "Parodyti tarnybos kortelę siuntėjams ir registrui.",
    )
)
def card(home: Home = None) -> None:
    from gija.linkage_unit.home import open_home

    own = open_home(_folder(home)).card
    typer.echo(own.model_dump_json())
    typer.echo(
        said("Fingerprint, to be compared by telephone: ", "Kontrolinis kodas palyginti telefonu: ") + own.fingerprint,
        err=True,
    )


@app.command(help=said("Enter a sender or the register by its card.", "Įvesti siuntėją arba registrą pagal kortelę."))
def know(
    file: Annotated[Path, typer.Argument(help=said("The card.", "Kortelė."))],
    home: Home = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=said("Its keys have changed.", "Jos raktai pasikeitė."))
    ] = False,
) -> None:
    from gija.linkage_unit import audit
    from gija.linkage_unit.home import know as entered
    from gija.linkage_unit.home import open_home, read_card

    unit, found = open_home(_folder(home)), read_card(file)
    entered(unit, found, replace=replace)
    audit.note(unit, "linkage_unit.know", {"peer": found.installation, "fingerprint": found.fingerprint})
    typer.echo(f"{found.installation}: {found.fingerprint}")


@app.command(
    help=said(
        "Count the records of a half-year, write sealed files, destroy the input.",
        "Suskaičiuoti pusmečio įrašus, įrašyti užantspauduotus failus, sunaikinti įvestį.",
    )
)
def run(source: Source, out: Out, period: Period, home: Home = None) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from gija.linkage_unit.home import open_home
    from gija.linkage_unit.running import run as counted

    unit = open_home(_folder(home))
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(said("Comparing …", "Lyginama …"), total=None)
        done = counted(unit, source, out, period, lambda at, total: progress.update(task, completed=at, total=total))
    _told(done, out)


def _told(done: Done, out: Path) -> None:
    """What a run did, and what to do with its files."""
    values = {name: getattr(done, name) for name in ("run", "records", "people", "low", "high")}
    typer.echo(DONE.fill(**values).in_(terminal_language()))
    if done.left_out:
        typer.echo(
            said(
                "Letters left out (another period, or corrected since): ",
                "Neįtraukti laiškai (kito laikotarpio arba vėliau pataisyti): ",
            )
            + str(done.left_out)
        )
    typer.echo(CARRY.in_(terminal_language()))
    for name in done.files:
        typer.echo(f"  {out / name}")
    typer.echo(DESTROYED.in_(terminal_language()))


@app.command(
    help=said(
        "Finish a run that was interrupted after it had counted.", "Užbaigti paleidimą, kuris nutrūko jau suskaičiavęs."
    )
)
def finish(home: Home = None) -> None:
    from gija.linkage_unit.committing import finish as finished
    from gija.linkage_unit.home import alone, open_home

    unit = open_home(_folder(home))
    with alone(unit):
        there = finished(unit)
    typer.echo(said("Finished.", "Užbaigta.") if there else said("There was nothing to finish.", "Nebuvo ko užbaigti."))


@app.command(help=said("Verify the audit trail of the unit.", "Patikrinti tarnybos audito seką."))
def verify(home: Home = None) -> None:
    from gija.linkage_unit import audit
    from gija.linkage_unit.home import open_home

    unit = open_home(_folder(home))
    count, last = audit.verify(unit), audit.latest(unit)
    typer.echo(said("Entries, all whole: ", "Įrašų, visi nepakitę: ") + str(count))
    typer.echo(f"SHA-256 {last['hash'] if last else audit.FIRST}")
