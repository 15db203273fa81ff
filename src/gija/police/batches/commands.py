"""`gija search --batch FILE` and `gija batch`: a file of questions from the command line, and the worker.

Exit code of an answered batch: 0 a hit (or an owner to ask) in some row, 1 none, 3 none so far because databases were
silent, 2 an error. Interrupted, it is paused and can be resumed.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.commons.permissions import Actor
    from gija.police.batches.models import Batch

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_("Batches: files of questions, and their worker."))
ENGINES = ("local", "spark")
SHOWN = 20  # faults told on the terminal
PAUSE = 2.0  # seconds between two looks of the worker

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
Number = Annotated[str, typer.Argument(help=_("Number of the batch."))]
Out = Annotated[Path | None, typer.Option(help=_("File for the answers: .csv or .xlsx."))]


def hang(search: typer.Typer) -> None:
    """Let `gija search` take a file: `gija search --batch FILE --out FILE`."""

    @search.callback(invoke_without_command=True)
    def batch(
        context: typer.Context,
        batch: Annotated[Path | None, typer.Option(help=_("A file of questions (CSV or XLSX), one a row."))] = None,
        engine: Annotated[str, typer.Option(help=_("local, or spark for more than one machine."))] = "local",
        out: Out = None,
        type_: Annotated[str, typer.Option("--type", help=_("What is sought, where no column says so."))] = "person",
        account: Account = None,
        purpose: Annotated[str, typer.Option(help=_("Purpose: a code, for example criminal_investigation."))] = "",
        reason: Annotated[str, typer.Option(help=_("Reason in words."))] = "",
        database: Annotated[list[str] | None, typer.Option(help=_("Only this database (may be repeated)."))] = None,
    ) -> None:
        if context.invoked_subcommand is None and batch is not None:
            raise typer.Exit(_search(batch, engine, out, type_, account, purpose, reason, database))


def _search(
    file: Path, engine: str, out: Path | None, type_: str, account: str | None, purpose: str, reason: str,
    databases: list[str] | None,
) -> int:  # fmt: skip
    from gija.police.batches import services
    from gija.police.search import questions

    _check_out(out)
    if engine not in ENGINES:
        raise GijaError("batches.engine_unknown")
    if not file.is_file():
        raise GijaError("common.file_missing", file=file.name)
    actor = _signed_in(account)
    questions.purpose(purpose), questions.reason(reason)  # before a million rows are read
    with _progress(_("Reading"), None) as told:
        made = services.make(actor, file, type_, told)
    _tell_faults(made)
    services.start(actor, made.pk, purpose, reason, databases)
    return _run(actor, made.pk, out, engine)


def _check_out(out: Path | None) -> None:
    from gija.police.batches.exports import FORMS

    if out is None or out.suffix.lower().removeprefix(".") not in FORMS:
        raise GijaError("batches.out_missing")


def _run(actor: Actor, batch_id: str, out: Path | None, engine: str) -> int:
    """Ask it here, with a bar; write the answers. Ctrl+C pauses it."""
    from gija.police.batches import engines, queries, services, work

    batch = queries.one(actor, batch_id)
    before = queries.progress(batch).done
    try:
        with (
            engines.spark(batch) if engine == "spark" else nullcontext() as source,
            _progress(_("Asking"), batch.rows, before) as told,
        ):
            done = [before]

            def add(_batch: Batch, rows: int) -> None:
                done[0] += rows
                told(done[0])

            work.run(told=add, only=batch_id, source=source)
    except KeyboardInterrupt:
        services.pause(actor, batch_id)
        _console().print(_("Paused. Go on with: gija batch resume %(number)s --out FILE") % {"number": batch_id})
        return 2
    return _finish(actor, batch_id, out)


def _finish(actor: Actor, batch_id: str, out: Path | None) -> int:
    from gija.police.batches import exports, queries, services
    from gija.police.batches.models import State

    batch = queries.one(actor, batch_id)
    if batch.state == State.STOPPED:
        raise GijaError(batch.error)
    if out is not None:
        services.exported(actor, batch, out.suffix.lower().removeprefix("."))
        exports.write(batch, out, _language())
    services.looked_at(batch)
    return _show(batch, out)


def _show(batch: Batch, out: Path | None) -> int:
    from gija.police.batches import queries
    from gija.police.batches.words import STATES
    from gija.police.search.words import OUTCOMES, Outcome

    told, console = queries.progress(batch), _console()
    console.print(f"{batch.pk}: {STATES[batch.state].in_(_language())}, {told.done}/{told.rows}")  # type: ignore[index]
    for outcome, count in told.outcomes:
        console.print(f"  {OUTCOMES[Outcome(outcome)].in_(_language())}: {count}")
    silent = [one for one in queries.databases(batch, told) if one.silent]
    for one in silent:
        said = _("Silent: %(database)s (%(rows)d rows)") % {"database": one.name.in_(_language()), "rows": one.silent}
        console.print(f"  {said}")
    if out is not None:
        console.print(_("Answers: %(file)s") % {"file": str(out)})
    return 0 if told.told else 3 if silent or told.done < told.rows else 1


def _tell_faults(batch: Batch) -> None:
    from gija.police.batches.exports import faults

    console = _console(err=True)
    if batch.faulty:
        console.print(_("Rows left out: %(count)d") % {"count": batch.faulty})
    for row, field, text in faults(batch, _language())[:SHOWN]:
        console.print(f"  {row} {field}: {text}")


@app.command("list", help=_("The batches of your institution, latest first."))
def list_command(account: Account = None) -> None:
    from rich.table import Table

    from gija.commons.permissions import require
    from gija.police.batches import queries
    from gija.police.batches.words import STATES
    from gija.police.search.exports import written

    actor = require(_signed_in(account), queries.READ)
    table = Table(_("Read in"), _("Who"), _("Rows"), _("State"))
    table.add_column(_("Batch"), no_wrap=True)  # cut short, it could not be typed
    for one in queries.own(actor)[:100]:
        state = STATES[one.state].in_(_language())  # type: ignore[index]
        table.add_row(written(one.made_at), one.actor_name, str(one.rows), state, one.pk)
    _console().print(table)


@app.command("status", help=_("How far a batch is."))
def status_command(number: Number, account: Account = None) -> None:
    from gija.police.batches import queries

    raise typer.Exit(_show(queries.one(_signed_in(account), number.upper()), None))


@app.command("resume", help=_("Go on with a batch, here."))
def resume_command(number: Number, out: Out = None, account: Account = None) -> None:
    from gija.police.batches import services

    actor = _signed_in(account)
    services.resume(actor, number.upper())
    raise typer.Exit(_run(actor, number.upper(), out, "local"))


@app.command("result", help=_("Write the answers of a batch to a file."))
def result_command(number: Number, out: Out = None, account: Account = None) -> None:
    _check_out(out)
    raise typer.Exit(_finish(_signed_in(account), number.upper(), out))


def _plain(name: str, text: str) -> None:
    @app.command(name, help=text)
    def command(number: Number, account: Account = None) -> None:
        from gija.police.batches import services

        getattr(services, name)(_signed_in(account), number.upper())


_plain("pause", _("Pause a batch."))
_plain("cancel", _("Ask no more of a batch."))
_plain("erase", _("Erase rows and answers of a batch before their day."))


@app.command("work", help=_("Ask the batches that wait, again and again, until told to stop (Ctrl+C or SIGTERM)."))
def work_command(
    once: Annotated[bool, typer.Option("--once", help=_("End when nothing waits."))] = False,
) -> None:
    from gija.police.batches import work

    going_on = _until_told()
    while True:
        work.run(going_on)
        if once or not going_on():
            return
        time.sleep(PAUSE)


def _until_told() -> Callable[[], bool]:
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, frame: stopped.append(got))
    return lambda: not stopped


def _signed_in(account: str | None) -> Actor:
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)


def _language() -> str:
    return get_language() or "en"


def _console(*, err: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=err, highlight=False, markup=False, soft_wrap=True)


class _progress:  # noqa: N801  a context manager, used as a function
    """A bar on the terminal's error stream; gives who is told how many rows are done."""

    def __init__(self, words: str, total: int | None, done: int = 0) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Progress(*parts, console=_console(err=True), transient=True)
        self.task = self.bar.add_task(words, total=total, completed=done)

    def __enter__(self) -> Callable[[int], None]:
        self.bar.start()
        return lambda count: self.bar.update(self.task, completed=count)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
