"""`gija restore`: a backup comes back into an empty folder and empty databases, proven, or nothing comes back.

It runs before Django knows where the data lie: everything is unpacked into a folder beside `var`, proven there, and
only then takes its place.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from gija.commons.backup import age
from gija.commons.backup.manifest import Manifest
from gija.commons.backup.unpacking import unpack
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text, terminal_language

HELP = Text("Restore a backup into an empty folder.", "Atkurti atsarginę kopiją tuščiame aplanke.")
HELP_FILE = Text("The backup.", "Atsarginė kopija.")
HELP_IDENTITY = Text("The file with the private key.", "Failas su privačiuoju raktu.")
PROVING = Text("proving", "tikrinama")
DONE = Text(
    "Restored: the installation {installation} as it was on {made}; all files and {count} audit trails are proven.",
    "Atkurta: sistema {installation}, kokia buvo {made}; patikrinti visi failai ir audito sekos ({count}).",
)
PENDING = Text(
    "Run gija migrate: the backup is of an older version.", "Paleiskite gija migrate: kopija yra senesnės versijos."
)
LIES_ELSEWHERE = Text(
    "{name} points elsewhere: what belongs there lies in {folder} now. Move it, or unset the setting.",
    "{name} rodo kitur: kas ten turi būti, dabar yra {folder}. Perkelkite arba nuimkite nuostatą.",
)
ZONES_FIRST = Text(
    "Set GIJA_ZONES={zones} before anything else is run.", "Prieš paleisdami ką kita, nustatykite GIJA_ZONES={zones}."
)
NOT_OPENED = Text(
    "The key ring has a passphrase that was not given: whether the data open was not tried.",
    "Raktų ryšulio slaptafrazė nenurodyta: ar duomenys atsirakina, nepatikrinta.",
)

app = typer.Typer(help=HELP.in_(terminal_language()), add_completion=False, pretty_exceptions_enable=False)


@app.command(help=HELP.in_(terminal_language()))
def restore_command(
    file: Annotated[Path, typer.Argument(help=HELP_FILE.in_(terminal_language()), metavar="FILE.age")],
    identity: Annotated[Path, typer.Option(help=HELP_IDENTITY.in_(terminal_language()))],
) -> None:
    """Restore into the folder that `GIJA_VAR` names, and the databases that `GIJA_DATABASE_…` name."""
    language = terminal_language()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(file.name, total=None)

        def tell(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of)

        manifest, notes = restore(file, identity, tell=tell)
    console = Console()
    said = DONE.fill(installation=manifest.installation, made=manifest.made, count=len(manifest.databases))
    for text in (said, *notes):
        console.print(text.in_(language), highlight=False)


Tell = Callable[[str, int, int], None]


def target_folder() -> Path:
    """Where the installation is to lie."""
    return Path(os.environ.get("GIJA_VAR", "var")).absolute()


def restore(file: Path, identity: Path, tell: Tell = lambda what, done, of: None) -> tuple[Manifest, list[Text]]:
    """Restore a backup; gives its manifest and what is left to do. See `unpacking.unpack` for what is refused."""
    keys, target = age.identities(identity), target_folder()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GijaError("backup.not_empty", folder=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.restoring-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f".{target.name}.restoring-{secrets.token_hex(4)}")
    folder.mkdir(mode=0o700)
    try:
        manifest = unpack(file, keys, folder, _fits, tell)
        notes = _proven(manifest, folder, tell, lambda: _take_place(folder, target))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest, notes + _elsewhere(target)


def _fits(manifest: Manifest) -> None:
    """Refuses a backup of other zones or another engine than the settings name now: it would come back elsewhere."""
    zones = os.environ.get("GIJA_ZONES", ",".join(manifest.zones)).split(",")
    if set(zones) - {""} != set(manifest.zones):
        raise GijaError("backup.other_zones", zones=",".join(manifest.zones))
    for database in manifest.databases:
        name = f"GIJA_DATABASE_{'ACCOUNTS' if database.alias == 'default' else database.alias.upper()}"
        engine = "postgresql" if os.environ.get(name, "").startswith("postgres") else "sqlite"
        if engine != database.engine:
            raise GijaError("backup.other_engine", setting=name, engine=database.engine)


def _proven(manifest: Manifest, folder: Path, tell: Tell, take_place: Callable[[], None]) -> list[Text]:
    """Fill the databases, prove them in the folder, let the folder take its place. A fault leaves all as it was."""
    ours = {"GIJA_VAR": str(folder)}
    before = {
        name: os.environ.pop(name, None) for name in ("GIJA_KEYS", "GIJA_ANCHORS", "GIJA_DATABASES", "GIJA_RELEASES")
    }
    zones_named = "GIJA_ZONES" in os.environ
    os.environ.update(ours | {"GIJA_ZONES": ",".join(manifest.zones)})
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gija.config.settings")
    django.setup()
    from django.conf import settings
    from django.db import connections

    from gija.commons.backup import proving

    try:
        with proving.filled(manifest, folder, tell):
            tell(PROVING.in_(terminal_language()), 0, len(manifest.databases))
            notes = proving.proven(manifest)
            proving.unmark(manifest)
            connections.close_all()  # SQLite puts its files in order
            take_place()
    finally:
        os.environ.update({name: value for name, value in before.items() if value is not None})
    told = [PENDING] if notes.pending else []
    if not zones_named and set(manifest.zones) != set(settings.ALL_ZONES):
        told.append(ZONES_FIRST.fill(zones=",".join(manifest.zones)))
    return told + ([] if notes.opened else [NOT_OPENED])


def _take_place(folder: Path, target: Path) -> None:
    if target.exists():
        target.rmdir()
    folder.rename(target)


def _elsewhere(target: Path) -> list[Text]:
    """The settings that point out of `var`, whose files were restored into it."""
    places = {"KEYS": "keys", "ANCHORS": "anchors", "DATABASES": "databases", "RELEASES": "releases"}
    return [
        LIES_ELSEWHERE.fill(name=f"GIJA_{name}", folder=str(target / place))
        for name, place in places.items()
        if (said := os.environ.get(f"GIJA_{name}")) and Path(said).absolute() != target / place
    ]
