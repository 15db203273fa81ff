"""`gija dossier`: confirm a hit, gather its dossier, write the files; by the same right and trace as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gija.police.sameness.commands import train

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from gija.commons.permissions import Actor
    from gija.police.dossiers.models import Dossier
    from gija.police.dossiers.queries import View
    from gija.police.dossiers.values import Progress

LISTED = 40  # entities that the terminal lists

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help=_("Confirm a hit, gather its dossier, write its files. Every act is logged."),
)

app.command("train", help=_("Train the model of likeness on databases of which the truth is known."))(train)

Candidate = Annotated[str, typer.Argument(help=_("Number of the hit, as the search printed it."))]
Number = Annotated[str, typer.Argument(help=_("Number of the dossier."))]
Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
Reason = Annotated[str, typer.Option(help=_("Reason in words."))]
Steps = Annotated[int, typer.Option(min=1, max=3, help=_("How many steps round the object."))]
Out = Annotated[Path, typer.Option(help=_("Folder for the files."))]
Force = Annotated[bool, typer.Option("--force", help=_("Replace files that are there."))]


@app.command(help=_("Confirm that a hit is what was sought."))
def confirm(candidate: Candidate, reason: Reason, account: Account = None) -> None:
    from gija.police.search import services
    from gija.police.search.queries import candidate_by_short_id

    with _acting(account) as actor:
        found = services.confirm(actor, candidate_by_short_id(actor, candidate).pk, reason)
    _screen().print(_("The hit %(number)s is confirmed.") % {"number": found.short})


@app.command(help=_("Gather the dossier of a confirmed hit, live from all databases."))
def gather(
    candidate: Candidate,
    account: Account = None,
    reason: Reason = "",
    steps: Steps = 2,
    out: Annotated[Path | None, typer.Option(help=_("Write the files into this folder, too."))] = None,
    force: Force = False,
) -> None:
    from gija.police.dossiers import services
    from gija.police.dossiers.files import refuse_existing
    from gija.police.search.queries import candidate_by_short_id

    if out is not None and not force:
        refuse_existing(out)
    with _acting(account) as actor:
        found_hit = candidate_by_short_id(actor, candidate)
        with _progress() as told:
            found = services.gather(actor, found_hit.pk, steps, reason=reason, progress=told)
        _show(found)
        if out is not None:
            _write(actor, found, out, force)


@app.command(help=_("Write the files of a dossier: data, chart for Analyst's Notebook, drawing."))
def export(number: Number, out: Out, account: Account = None, reason: Reason = "", force: Force = False) -> None:
    from gija.police.dossiers.files import refuse_existing
    from gija.police.dossiers.queries import dossier_by_short_id

    if not force:
        refuse_existing(out)
    with _acting(account) as actor:
        _write(actor, dossier_by_short_id(actor, number), out, force, reason)


@app.command("list", help=_("The dossiers of your institution, latest first."))
def list_(
    account: Account = None, limit: Annotated[int, typer.Option(min=1, max=1000, help=_("How many."))] = 20
) -> None:
    from rich.table import Table

    from gija.commons.permissions import require
    from gija.police.dossiers import queries, words
    from gija.police.dossiers.rules import READ

    with _acting(account) as actor:
        require(actor, READ)
        found = list(queries.own_dossiers(actor)[:limit])
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in (_("Dossier"), _("Gathered"), _("Object"), _("Gathered by"), _("Reason")):
        table.add_column(heading, overflow="fold")
    for one in found:
        type_ = words.type_text(one.type).in_(_language())
        table.add_row(one.short, queries.moment(one.created), type_, one.actor_name, one.reason)
    _screen().print(table if found else _("No dossier has been gathered yet."))


def _show(dossier: Dossier) -> None:
    """What was gathered, in numbers; whatever is missing is said."""
    from gija.police.dossiers.queries import View

    screen, view = _screen(), View(dossier, _language())
    told = {
        "number": dossier.short,
        "entities": len(view.chart.entities),
        "relations": len(view.chart.relations),
        "databases": len(view.states),
    }
    screen.print(
        _("Dossier %(number)s: %(entities)d entities, %(relations)d relations from %(databases)d databases.") % told
    )
    screen.print(_pieces(view))
    left = len(view.chart.entities) - LISTED
    if left > 0:
        screen.print(_("… and %(count)d more: see the files or the page.") % {"count": left})
    for row in view.states:
        if not row.state.complete:
            what = _("not everything was given") if row.cut else row.state.state.text.in_(_language())
            line = {"database": row.name.in_(_language()), "state": what}
            screen.print(_("Incomplete: %(database)s (%(state)s)") % line, style="yellow")
    for cut in view.cuts:
        screen.print(cut, style="yellow", markup=False)


def _pieces(view: View) -> Table:
    """The first entities with what each rests on: fact or assessment, source evaluation, handling code."""
    from rich.table import Table
    from rich.text import Text as Cell

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in (_("Type"), _("Entity"), _("Fact or assessment"), _("Source evaluation"), _("Handling code")):
        table.add_column(heading, overflow="fold")
    for row in view.entities()[:LISTED]:
        kinds, worth = ({one.kind for one in row.places}, {one.evaluation for one in row.places if one.evaluation})
        said = (row.type, row.label, ", ".join(sorted(kinds)), ", ".join(sorted(worth)) or "–", row.handling)
        table.add_row(*(Cell("".join(c for c in cell if c.isprintable())) for cell in said))
    return table


def _write(actor: Actor, dossier: Dossier, out: Path, force: bool, reason: str = "") -> None:
    from gija.police.dossiers import services
    from gija.police.dossiers.files import write_files

    made = services.export(actor, dossier.pk, _language(), reason=reason)
    for path in write_files(out, made, force=force):
        _screen().print(str(path), markup=False)


@contextmanager
def _acting(account: str | None) -> Iterator[Actor]:
    """The signed-in actor. A refusal leaves its audit entry here, as the pages' gate leaves it there."""
    from gija.commons.accounts.services import sign_in_for_command
    from gija.commons.audit.refusals import record_refusal
    from gija.commons.permissions.matrix import NotPermittedError
    from gija.vocabulary.errors import GijaError

    try:
        yield sign_in_for_command(account)
    except NotPermittedError as refused:
        record_refusal(refused.actor, refused.action)
        raise GijaError(refused.code, **refused.values) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    """Steps and entities so far, while the databases answer."""
    from rich.console import Console

    with Console(stderr=True).status(_("Asking the databases …")) as status:

        def told(step: int, steps: int, entities: int) -> None:
            said = {"step": step, "steps": steps, "entities": entities}
            status.update(_("Step %(step)d of %(steps)d: %(entities)d entities so far") % said)

        yield told


def _screen() -> Console:
    from rich.console import Console

    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=140)


def _language() -> str:
    return get_language() or "en"
