"""`gija estimates work`: the worker that computes the runs of the page."""

from __future__ import annotations

import signal
import time
from typing import Annotated

import typer
from django.utils.translation import gettext as _

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help=_("Estimates asked for on the pages: their worker.")
)
PAUSE = 2.0  # seconds between two looks of the worker


@app.callback()
def estimates() -> None:
    """A group, though there is one command."""


@app.command("work", help=_("Compute the runs that wait, again and again, until told to stop (Ctrl+C or SIGTERM)."))
def work_command(
    once: Annotated[bool, typer.Option("--once", help=_("End when nothing waits."))] = False,
) -> None:
    from gija.rapporteur.estimates import work

    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, frame: stopped.append(got))
    while True:
        work.run(lambda: not stopped)
        if once or stopped:
            return
        time.sleep(PAUSE)
