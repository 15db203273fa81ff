"""`gija demo`: build the demo country, do the main job on it, list its accounts."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.conf import settings
from django.utils.translation import get_language
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from gija.demo.build import HOLDINGS, Told, build_files, write_mappings
from gija.demo.country.chance import data
from gija.demo.words import say

if TYPE_CHECKING:
    from gija.demo.main_job import Teller


def _language() -> str:
    return (get_language() or "en")[:2]


def _help(code: str) -> str:
    return say(code, _language())


PEOPLE, SEED = 20_000, 2013
People = Annotated[int, typer.Option(help=_help("help_people"))]
Seed = Annotated[int, typer.Option(help=_help("help_seed"), min=0)]
Servers = Annotated[bool, typer.Option("--servers", help=_help("help_servers"))]


class Job(StrEnum):
    """The jobs that the demo can do."""

    HIT = "hit"
    HALF_YEAR = "half-year"
    BOTH = "both"
    HELP = "help"
    ALL = "all"


Jobs = Annotated[Job, typer.Option(help=_help("help_job"))]

app = typer.Typer(
    help=_help("help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(help=_help("help_build"))
def build(
    people: People = PEOPLE,
    seed: Seed = SEED,
    servers: Servers = False,
    out: Annotated[Path | None, typer.Option(help=_help("help_out_build"), file_okay=False)] = None,
) -> None:
    from gija.demo.accounts import require_demo_mode

    require_demo_mode()
    folder, started, screen = (out or _folder()).resolve(), time.monotonic(), _screen()
    screen.print(_help_filled("building", people=_thousands(people)))
    with _progress() as told:
        steps = _Counted(told)
        facts = _build(folder, people, seed, steps)
        if servers:
            _try_servers(people, seed, told)
    if not steps.count:
        screen.print(_help("nothing_to_do"))
    counts = {"residents": _thousands(people), "networks": len(facts["networks"]), "databases": len(HOLDINGS)}
    screen.print(_help_filled("built", **counts, seconds=f"{time.monotonic() - started:.1f}"))
    screen.print(_help_filled("truth_at", file=_near(folder / "truth.json")), soft_wrap=True)


@app.command(help=_help("help_run"))
def run(
    out: Annotated[Path, typer.Option(help=_help("help_out_run"), file_okay=False)] = Path("demo-out"),
    servers: Servers = False,
    job: Jobs = Job.ALL,
) -> None:
    from gija.demo.accounts import require_demo_mode
    from gija.demo.main_job import Teller, read_truth

    require_demo_mode()
    folder, started, screen = _built_folder(), time.monotonic(), _screen()
    truth = read_truth(folder)
    tell = Teller(lambda text: screen.print(text, markup=False, soft_wrap=True), _language())
    if job in (Job.HIT, Job.BOTH, Job.ALL):
        _first_job(truth, folder, out, servers, tell)
    if job in (Job.HALF_YEAR, Job.BOTH, Job.ALL):
        _second_job(truth, folder, out, screen)
    if job in (Job.HELP, Job.ALL):
        _third_job(screen)
    tell("done", seconds=f"{time.monotonic() - started:.1f}")


def _first_job(truth: dict[str, Any], folder: Path, out: Path, servers: bool, tell: Teller) -> None:
    from gija.demo.main_job import run as do_main_job

    people, seed = truth["country"]["residents"], truth["country"]["seed"]
    with ExitStack() as stack:
        with _progress() as told:
            _build(folder, people, seed, told)
            if servers:
                from gija.demo.hosting import hosted

                stack.enter_context(hosted(people, seed, settings.DATABASE_MAPPINGS, told))
        _list_files("wrote", do_main_job(truth, out, tell), out, tell)


def _second_job(truth: dict[str, Any], folder: Path, out: Path, screen: Console) -> None:
    from gija.config.migrate import migrate_all
    from gija.demo.accounts import enter_everybody
    from gija.demo.main_job import Teller
    from gija.demo.second_job import run as do_second_job
    from gija.demo.victims.truth import write_truth
    from gija.demo.victims.whole import make_lists

    tell = Teller(lambda text: screen.print(text, markup=False, soft_wrap=True), _language())
    tell("second_job")
    with _progress(screen if screen.is_terminal else None) as told:  # one console: it speaks while the progress turns
        told("step_migrate", "")
        migrate_all()
        told("step_accounts", "")
        enter_everybody()
        lists = make_lists(truth["country"]["seed"])
        write_truth(lists, folder)
        files = do_second_job(lists, out, tell, told)
    _list_files("job_wrote", files, out, tell)


def _third_job(screen: Console) -> None:
    from gija.config.migrate import migrate_all
    from gija.demo.accounts import enter_everybody
    from gija.demo.helping import run as help_people
    from gija.demo.main_job import Teller

    tell = Teller(lambda text: screen.print(text, markup=False, soft_wrap=True), _language())
    tell("third_job")
    with _progress(screen if screen.is_terminal else None) as told:
        told("step_migrate", "")
        migrate_all()
        told("step_accounts", "")
        enter_everybody()
        help_people(tell, told)


def _list_files(code: str, files: Sequence[Path], out: Path, tell: Teller) -> None:
    tell(code, folder=_near(out))
    width = max(len(file.name) for file in files)
    for file in files:
        tell.speak(f"   {file.name:<{width}} {_help('file_' + file.name)}")


@app.command(help=_help("help_accounts"))
def accounts() -> None:
    from rich.table import Table

    from gija.commons.accounts.demo import DEMO_PASSWORD
    from gija.commons.directory.queries import name_on
    from gija.vocabulary.lists import code_list

    table = Table(*(_help(heading) for heading in ("email", "role", "institution")), box=None, pad_edge=False)
    for email, about in data("institutions")["accounts"].items():
        role = code_list("role")[about["role"]].text.in_(_language())
        table.add_row(email, role, name_on(about["institution"], language=_language()))
    screen = _screen()
    screen.print(table)
    screen.print(_help_filled("password", password=DEMO_PASSWORD))


def _build(folder: Path, people: int, seed: int, told: Told) -> dict[str, Any]:
    """Everything a demo installation needs; what stands is left."""
    from gija.config.migrate import migrate_all
    from gija.demo.accounts import enter_everybody
    from gija.demo.indexing import refresh_indexes

    told("step_migrate", "")
    migrate_all()
    told("step_accounts", "")
    enter_everybody()
    facts = build_files(folder, people, seed, told)
    write_mappings(folder, settings.DATABASE_MAPPINGS)
    refresh_indexes(folder, told)
    return facts


def _try_servers(people: int, seed: int, told: Told) -> None:
    """Fill both servers and index what is in them, to show that it works; they end with the command."""
    from gija.demo.hosting import hosted

    with hosted(people, seed, settings.DATABASE_MAPPINGS, told):
        pass


class _Counted:
    """Tells on, and counts the steps that change something."""

    def __init__(self, told: Told) -> None:
        self.told, self.count = told, 0

    def __call__(self, code: str, name: str) -> None:
        self.count += code in ("step_country", "step_write", "step_truth", "step_index")
        self.told(code, name)


@contextmanager
def _progress(console: Console | None = None) -> Iterator[Told]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    names = _names()
    with Progress(*columns, console=console or Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")

        def told(code: str, name: str) -> None:
            progress.update(task, description=say(code, _language(), name=names.get(name, name)))

        yield told


def _names() -> dict[str, str]:
    """The databases' names as their owners call them."""
    from importlib.resources import files

    import yaml

    folder = files("gija.demo").joinpath("mappings")
    said = {code: folder.joinpath(f"{code}.yaml").read_text(encoding="utf-8") for code in HOLDINGS}
    return {code: str(yaml.safe_load(text)["name"][_language()]) for code, text in said.items()}


def _folder() -> Path:
    return Path(settings.VAR) / "demo"


def _built_folder() -> Path:
    """Where the mappings say the demo databases are: the last build may have named a folder of its own."""
    from gija.vocabulary.errors import GijaError

    kept = Path(settings.DATABASE_MAPPINGS) / "border.yaml"
    try:
        import yaml

        file = yaml.safe_load(kept.read_text(encoding="utf-8"))["connection"]["file"]
    except (OSError, KeyError, TypeError):
        raise GijaError("demo.not_built") from None
    return (kept.parent / str(file)).resolve().parent


def _thousands(number: int) -> str:
    """As both languages may read it: with a space that does not break."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _near(path: Path) -> str:
    """A path as short as it can be said from here."""
    path = path.resolve()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _help_filled(code: str, **values: object) -> str:
    return say(code, _language(), **values)


def _screen() -> Console:
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=160)
