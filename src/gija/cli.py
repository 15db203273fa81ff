"""The command `gija`: gathers each room's commands. A room's code is imported only when its command is called."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass

from gija import __version__
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text, terminal_language


@dataclass(frozen=True, slots=True)
class Room:
    """One command: the module whose `app` (a typer.Typer) answers it, and whether it needs Django's settings."""

    module: str
    django: bool
    text: Text


ROOMS = {
    "search": Room(
        "gija.police.search.commands",
        True,
        Text("Ask the databases: hit or no hit", "Klausti duomenų bazių: yra atitiktis ar ne"),
    ),
    "dossier": Room(
        "gija.police.dossiers.commands",
        True,
        Text(
            "Confirm a hit, gather the dossier, draw the chart",
            "Patvirtinti atitiktį, surinkti dosjė, nubraižyti schemą",
        ),
    ),
    "database": Room(
        "gija.police.databases.commands",
        True,
        Text("Check and index the databases", "Tikrinti ir indeksuoti duomenų bazes"),
    ),
    "audit": Room("gija.commons.audit.commands", True, Text("Verify the audit trail", "Patikrinti audito seką")),
    "account": Room(
        "gija.commons.accounts.commands",
        True,
        Text("Make and change accounts", "Kurti ir keisti paskyras"),
    ),
    "directory": Room(
        "gija.commons.directory.commands", True, Text("The institutions known here", "Čia žinomos institucijos")
    ),
    "work": Room(
        "gija.commons.courier.commands",
        True,
        Text("Carry messages between zones and installations", "Perduoti pranešimus tarp zonų ir sistemų"),
    ),
    "statistics": Room(
        "gija.rapporteur.statistics.commands",
        True,
        Text("Load, list and check published figures", "Įkelti, peržiūrėti ir tikrinti paskelbtus skaičius"),
    ),
    "monitoring": Room(
        "gija.rapporteur.monitoring.commands",
        True,
        Text(
            "Check the watched series, list what may be said",
            "Patikrinti stebimas eilutes, parodyti, ką galima teigti",
        ),
    ),
    "trends": Room(
        "gija.methods.trends.commands",
        False,
        Text(
            "Trends in small counts, never claimed from noise",
            "Mažų skaičių kryptys, niekada neteigiamos iš triukšmo",
        ),
    ),
    "reconciliation": Room(
        "gija.rapporteur.reconciliation.commands",
        True,
        Text(
            "Why the figures of two bodies differ, step by step",
            "Kodėl dviejų įstaigų skaičiai skiriasi, žingsnis po žingsnio",
        ),
    ),
    "collection": Room(
        "gija.rapporteur.collection.commands",
        True,
        Text(
            "Data calls: open, remind, who has not sent", "Kvietimai teikti duomenis: skelbti, priminti, kas nepateikė"
        ),
    ),
    "official": Room(
        "gija.rapporteur.official.commands",
        True,
        Text("Official statistics beside the collected figures", "Oficialioji statistika šalia surinktų skaičių"),
    ),
    "deliver": Room(
        "gija.rapporteur.deliveries.commands",
        True,
        Text("Figures to other bodies: SDMX, European Union", "Skaičiai kitoms įstaigoms: SDMX, Europos Sąjunga"),
    ),
    "keys": Room(
        "gija.commons.encryption.commands",
        True,
        Text("The keys that identity is encrypted under", "Raktai, kuriais užšifruota tapatybė"),
    ),
    "backup": Room(
        "gija.commons.backup.commands",
        True,
        Text(
            "Back up everything into one encrypted file", "Padaryti visko atsarginę kopiją viename užšifruotame faile"
        ),
    ),
    "restore": Room(
        "gija.commons.backup.restoring",
        False,
        Text("Restore a backup into an empty folder", "Atkurti atsarginę kopiją tuščiame aplanke"),
    ),
    "register": Room(
        "gija.register.tables.commands",
        True,
        Text("Half-year tables of the register", "Registro pusmečio lentelės"),
    ),
    "report": Room(
        "gija.rapporteur.reports.commands",
        True,
        Text("Make the files of a report", "Parengti ataskaitos failus"),
    ),
    "count": Room(
        "gija.methods.linkage.commands",
        False,
        Text("Count the different people on several lists", "Suskaičiuoti skirtingus žmones keliuose sąrašuose"),
    ),
    "protect": Room(
        "gija.methods.disclosure.commands",
        False,
        Text("Protect a table so that it gives no one away", "Apsaugoti lentelę, kad ji nieko neatskleistų"),
    ),
    "linkage-unit": Room(
        "gija.linkage_unit.commands",
        False,
        Text("Which records are one person: the linkage unit", "Kurie įrašai yra vieno asmens: susiejimo tarnyba"),
    ),
    "linkage": Room(
        "gija.commons.casefile.linking_commands",
        True,
        Text("Keys of counting once, and sending encodings", "Susiejimo raktai ir koduočių siuntimas"),
    ),
    "tips": Room(
        "gija.police.tips.commands",
        True,
        Text("Read the mailbox of tips", "Nuskaityti pranešimų pašto dėžutę"),
    ),
    "batch": Room(
        "gija.police.batches.commands",
        True,
        Text("Batches of questions, and their worker", "Klausimų paketai ir jų vykdytojas"),
    ),
    "htcds": Room(
        "gija.formats.htcds.commands",
        False,
        Text("Read and write IOM's case data standard", "Skaityti ir rašyti TMO bylų duomenų standartą"),
    ),
    "ctdc": Room(
        "gija.formats.ctdc.commands",
        False,
        Text("Write records in the columns of CTDC", "Rašyti įrašus CTDC stulpeliais"),
    ),
    "estimates": Room(
        "gija.rapporteur.estimates.commands",
        True,
        Text("The worker of the estimates asked for on the pages", "Puslapiuose užsakytų įverčių skaičiavimo procesas"),
    ),
    "estimate": Room(
        "gija.figures.estimation.commands",
        False,
        Text("Estimate how many people no list has seen", "Įvertinti, kiek žmonių nematė nė vienas sąrašas"),
    ),
    "names": Room("gija.methods.names.commands", False, Text("Compare names", "Lyginti vardus")),
    "chart": Room(
        "gija.formats.anx.commands",
        False,
        Text("Read and check chart files", "Skaityti ir tikrinti schemų failus"),
    ),
    "draw": Room(
        "gija.figures.commands",
        False,
        Text("Draw a dossier as a picture (SVG, PNG)", "Nubraižyti dosjė paveikslu (SVG, PNG)"),
    ),
    "demo": Room(
        "gija.demo.commands",
        True,
        Text("Build the demo country, run the main job", "Sukurti demonstracinę šalį, atlikti pagrindinį darbą"),
    ),
    "migrate": Room(
        "gija.config.migrate",
        True,
        Text("Bring every database up to date", "Atnaujinti visų duomenų bazių struktūrą"),
    ),
    "serve": Room("gija.config.serve", True, Text("Open Gija in the browser", "Atverti Giją naršyklėje")),
}


def usage() -> str:
    lt = terminal_language() == "lt"
    width = max(map(len, ROOMS))
    lines = [f"  {name:<{width}}  {room.text.in_(terminal_language())}" for name, room in ROOMS.items()]
    head = "Naudojimas: gija KOMANDA …" if lt else "Usage: gija COMMAND …"
    more = "gija KOMANDA --help pasako daugiau." if lt else "gija COMMAND --help says more."
    return "\n".join([f"Gija {__version__}", head, "", *lines, "", more])


def _keep_refusal(error: GijaError) -> None:
    """A refusal on the command line leaves its one audit entry, as it does on the pages."""
    from gija.commons.audit.refusals import record_refusal
    from gija.commons.permissions import NotPermittedError

    if isinstance(error, NotPermittedError):
        record_refusal(error.actor, error.action)


def main() -> None:
    """Run one command. A `GijaError` is one sentence in the user's language and exit code 2, never a traceback."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help", "--version") or arguments[0] not in ROOMS:
        print(usage())  # noqa: T201
        sys.exit(0 if arguments[:1] in (["-h"], ["--help"], ["--version"]) else 2)
    room = ROOMS[arguments[0]]
    if room.django:
        import django
        from django.utils import translation

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gija.config.settings")
        django.setup()
        translation.activate(terminal_language())
    app = importlib.import_module(room.module).app
    try:
        app(args=arguments[1:], prog_name=f"gija {arguments[0]}")
    except GijaError as error:
        if room.django:
            _keep_refusal(error)
        print(error.text.in_(terminal_language()), file=sys.stderr)  # noqa: T201
        sys.exit(2)


if __name__ == "__main__":
    main()
