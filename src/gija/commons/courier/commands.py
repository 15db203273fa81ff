"""`gija work`: carry messages between zones and installations."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.commons.courier import drawn, duties, peers, sealed
from gija.commons.courier.keys import card, read_card
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.queries import error_text, stocks
from gija.commons.courier.work import Outcome, run_once
from gija.vocabulary.errors import GijaError

app = typer.Typer(help="Carry messages between zones and installations.")
peer_app = typer.Typer(no_args_is_help=True, help="The installations we exchange messages with.")
app.add_typer(peer_app, name="peer")

PAUSE = 1.0  # seconds between looks into the outboxes


@app.callback(invoke_without_command=True)
def work(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Carry what is due now, then end.")] = False,
    seconds: Annotated[float | None, typer.Option(help="End after so many seconds.", min=0)] = None,
) -> None:
    """Carry what is due, again and again, until told to stop (Ctrl+C or SIGTERM)."""
    if context.invoked_subcommand is None:
        run(once=once, seconds=seconds)


def run(*, once: bool = False, seconds: float | None = None) -> None:
    """The loop of the worker. A letter in hand is finished before it ends; log lines hold numbers and codes only."""
    going_on = _until_told(seconds)
    while True:
        done = duties.do_due()
        outcome = run_once(going_on=going_on)
        _tell(outcome, done)
        if once or not going_on():
            return
        time.sleep(PAUSE)


def _until_told(seconds: float | None) -> Callable[[], bool]:
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, frame: stopped.append(got))
    end = None if seconds is None else time.monotonic() + seconds
    return lambda: not stopped and (end is None or time.monotonic() < end)


def _tell(outcome: Outcome, done: list[str]) -> None:
    """One plain line for a pass in which anything happened."""
    if outcome.delivered or outcome.refused or outcome.dead or done:
        at = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        duty = f" duties={','.join(done)}" if done else ""
        line = f"{at} delivered={outcome.delivered} refused={outcome.refused} given_up={outcome.dead}{duty}"
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


@app.command("status")
def status_command() -> None:
    """What lies in the outboxes and inboxes. Exit code 1 where a letter was given up."""
    table = Table(_("Database"), *(str(state.label) for state in Outgoing.State), _("received"))
    found = stocks()
    for stock in found:
        table.add_row(
            stock.database, *(str(stock.states[state]) for state in Outgoing.State.values), str(stock.received)
        )
    Console().print(table)
    raise typer.Exit(1 if any(stock.states[Outgoing.State.DEAD] for stock in found) else 0)


@app.command("send-file")
def send_file_command(
    peer: Annotated[str, typer.Argument(help="Code of the installation.")],
    file: Annotated[Path, typer.Argument(help="The file to write.")],
) -> None:
    """Write the undelivered letters for an installation into a sealed file, as many as it takes."""
    count, console = sealed.send_file(peer, file), Console()
    console.print(_("Letters sealed for %(peer)s: %(count)d.") % {"peer": peer, "count": count}, highlight=False)
    if left := sealed.waiting(peer):
        console.print(_("In no file yet: %(count)d. Write another.") % {"count": left}, highlight=False)


@app.command("receive-file")
def receive_file_command(
    file: Annotated[Path, typer.Argument(help="The sealed file: letters or receipts.")],
    receipts: Annotated[Path | None, typer.Option(help="Where to write the receipts for the sender.")] = None,
) -> None:
    """Read a sealed file. Exit code 1 where a letter was refused."""
    read = sealed.receive_file(file, receipts)
    console, language = Console(), get_language() or "lt"
    said = _("From %(sender)s: %(new)d new, %(again)d received before, %(refused)d refused, %(receipts)d receipts.")
    values = {name: getattr(read, name) for name in ("sender", "new", "again", "refused", "receipts")}
    console.print(said % values, highlight=False)
    for fault in dict.fromkeys(fault.text.in_(language) for fault in read.faults):
        console.print(fault, style="red", highlight=False)
    raise typer.Exit(1 if read.refused else 0)


@app.command("crossings")
def crossings_command(
    write: Annotated[bool, typer.Option("--write", help="Draw the table into docs/developer/crossings.md.")] = False,
) -> None:
    """Show every crossing between zones, as the docs do."""
    if write:
        drawn.PAGE.write_text(drawn.drawn_into(drawn.PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(drawn.table() + "\n")


@peer_app.command("show-key")
def show_key_command() -> None:
    """Print the card of this installation for the administrator of another, with its fingerprint."""
    own = card()
    sys.stdout.write(own.model_dump_json() + "\n")
    fingerprint = _("Fingerprint, to be compared by telephone: %s") % own.fingerprint
    Console(stderr=True).print(fingerprint, highlight=False)


@peer_app.command("add")
def add_command(
    file: Annotated[Path, typer.Argument(help="The card of the other installation.")],
    url: Annotated[str, typer.Option(help="Its address (https://…); without it, sealed files only.")] = "",
    certificate: Annotated[Path | None, typer.Option(help="The certificate its server must show (PEM).")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Its keys have changed.")] = False,
) -> None:
    """Enter an installation, or change its address or keys."""
    found = read_card(_text(file, "courier.bad_card"))
    shown = _text(certificate, "courier.bad_certificate_file") if certificate else ""
    peers.add_peer(found, url=url, certificate=shown, replace=replace)
    said = _("%(peer)s has been added. Fingerprint: %(fingerprint)s")
    values = {"peer": found.installation, "fingerprint": found.fingerprint}
    Console().print(said % values, highlight=False)


@peer_app.command("list")
def list_command() -> None:
    """List the installations we exchange messages with."""
    table = Table(_("Installation"), _("Zones"), _("Line"), _("State"), _("Last fault"))
    for one in Peer.objects.all():
        fault = error_text(one.error_code, one.error_values)
        state = _("active") if one.active else _("switched off")
        said = fault.in_(get_language() or "lt") if fault else ""
        table.add_row(one.code, ", ".join(one.zones), one.url or _("none: sealed files"), state, said)
    Console().print(table)


@peer_app.command("off")
def off_command(peer: Annotated[str, typer.Argument(help="Code of the installation.")]) -> None:
    """Neither send to an installation nor accept anything from it."""
    peers.switch_off(peer)


@peer_app.command("tie")
def tie_command(
    peer: Annotated[str, typer.Argument(help="Code of the installation.")],
    institutions: Annotated[list[str], typer.Argument(help="Codes of the institutions it may send records for.")],
) -> None:
    """Take from an installation only what is sent in the name of these institutions."""
    found = peers.tie(peer, institutions)
    said = _("%(peer)s may send for: %(institutions)s")
    Console().print(said % {"peer": found.code, "institutions": ", ".join(found.institutions)}, highlight=False)


def _text(file: Path, code: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise GijaError(code, file=file.name) from None
