"""An answer on the terminal: a table of databases, in the terminal's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from gija.police.search.exports import kind_text, reasons, written
from gija.police.search.models import SearchQuery
from gija.police.search.queries import Hit, Line, Result
from gija.police.search.questions import clean
from gija.police.search.words import OUTCOMES, TAGS, Level, Outcome
from gija.vocabulary.entities import entity_type
from gija.vocabulary.lists import code_list

STYLES = {"hit": "bold green", "refer": "bold magenta", "silent": "bold yellow", "no_hit": ""}


def console() -> Console:
    """The terminal; a file or a pipe gets lines wide enough to be read."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=140)


def show(result: Result, language: str) -> None:
    """Print the overall answer, each database's own, and what to do next."""
    screen = console()
    screen.print(_cell(result.text.in_(language), "bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in (_("Database"), _("Answer"), _("As of"), _("Score"), _("Hit number"), _("Graded"), _("Why")):
        table.add_column(heading, overflow="fold")
    for line in result.lines:
        _add(table, line, language)
    screen.print(table)
    _tell_next(screen, result, language)


def _add(table: Table, line: Line, language: str) -> None:
    name, as_of = _cell(line.name.in_(language)), written(line.as_of)
    silence = _silence(line, language) if line.silent else ""
    for hit in line.hits:
        why = reasons(hit, language) if hit.level is Level.CONTENT else _("ask the owner")
        table.add_row(
            name, _tag("hit", language), as_of, f"{hit.score:.2f}", hit.short, _cell(graded(hit, language)), _cell(why)
        )
    if line.cut:
        table.add_row("", "", "", "", "", "", _cell(_("There may be more than is shown."), "yellow"))
    if line.refer:
        table.add_row(name, _tag("refer", language), as_of, "", "", "", _("ask the owner"))
    elif not line.hits:
        table.add_row(name, _tag(line.tag, language), as_of, "", "", "", _cell(silence))
    if silence and line.tag != "silent":
        table.add_row("", _tag("silent", language), "", "", "", "", _cell(silence))


def graded(hit: Hit, language: str) -> str:
    """Fact or assessment, source evaluation, handling code, day of review: what the level lets through of them."""
    review = _("review on %(day)s") % {"day": hit.review_on} if hit.review_on else ""
    worth = hit.evaluation.in_(language) if hit.evaluation else ""
    return "; ".join(part for part in (kind_text(hit.kind, language), worth, hit.handling, review) if part)


def _silence(line: Line, language: str) -> str:
    return (line.error or line.state.text).in_(language)


def _tell_next(screen: Console, result: Result, language: str) -> None:
    for line in result.referrals:
        owner = f"{line.owner.in_(language)}, {line.contact} ({line.handling})"
        screen.print(_cell(_("Ask the owner of “%(database)s”: %(owner)s; refer to search %(query)s.") % {
            "database": line.name.in_(language), "owner": owner, "query": result.query.id,
        }))  # fmt: skip
    hit = next((h for line in result.lines for h in line.hits if h.level is Level.CONTENT), None)
    if hit:
        screen.print(
            _cell(
                _("Next: gija dossier confirm %(number)s --reason …, then gija dossier gather %(number)s")
                % {"number": hit.short}
            )
        )


def show_history(found: Sequence[SearchQuery], language: str) -> None:
    """Print questions asked: when, by whom, of what type, for what, with what outcome; never what was sought."""
    screen = console()
    if not found:
        screen.print(_("No searches yet."))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in (_("Asked at"), _("Who"), _("Type"), _("Purpose"), _("Answer"), _("Search")):
        table.add_column(heading, overflow="fold")
    purposes = code_list("purpose")
    for query in found:
        asked = timezone.localtime(query.asked_at).strftime("%Y-%m-%d %H:%M")
        type_ = entity_type(query.type).text.in_(language)
        outcome = OUTCOMES[Outcome(query.outcome)].in_(language)
        table.add_row(
            asked, _cell(query.actor_name), type_, purposes[query.purpose].text.in_(language), outcome, query.id
        )
    screen.print(table)


def _tag(tag: str, language: str) -> Cell:
    return Cell(TAGS[tag].in_(language), STYLES[tag])


def _cell(text: str, style: str = "") -> Cell:
    """Text as text: markup of rich and escape sequences of a terminal that come from a database do nothing."""
    return Cell(clean(text), style)
