"""What is seen of international cooperation, and its table for chapter 9.6 of the answers about the Rapporteur."""

from __future__ import annotations

import csv
import io

from django.db import transaction
from django.db.models import Q, QuerySet

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, may, require
from gija.figures.telling import DataTable
from gija.rapporteur.cooperation import rules
from gija.rapporteur.cooperation.models import ZONE, Entry
from gija.rapporteur.cooperation.services import MISSING
from gija.rapporteur.statistics.exports import FORMULA
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

HEADINGS = (
    Text("Partner", "Partneris"), Text("Country", "Šalis"), Text("Channel", "Kanalas"), Text("Activity", "Veikla"),
    Text("Period", "Laikotarpis"), Text("Papers", "Dokumentai"), Text("Outcome", "Rezultatas"),
    Text("Source", "Šaltinis"),
)  # fmt: skip


def entries(actor: Actor | None, channel: str = "", year: int | None = None, country: str = "") -> QuerySet[Entry]:
    """By channel, country and year, the latest first; struck ones only for who keeps the register. An activity whose
    days no source tells is of no year."""
    who = require(actor, rules.READ)
    found = Entry.objects.all() if may(who, rules.KEEP) else Entry.objects.filter(struck="")
    if channel:
        found = found.filter(channel=channel)
    if country:
        found = found.filter(pk__in=[pk for pk, codes in found.values_list("pk", "countries") if country in codes])
    if year is not None:
        begun = Q(first__gt="", first__lt=str(year + 1))
        found = found.filter(begun & (Q(last="") | Q(last__gte=str(year))))
    return found


def entry(actor: Actor | None, pk: int) -> Entry:
    """`cooperation.not_found` where it is not there."""
    found = entries(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def period(of: Entry) -> str:
    if not of.first or of.first == of.last:
        return of.first
    return f"{of.first} – {of.last or '…'}"


def countries(of: Entry, language: str) -> str:
    known = code_list("country").codes
    return ", ".join(known[code].text.in_(language) for code in of.countries)


def table(actor: Actor | None, language: str, year: int | None = None) -> DataTable:
    """What stands (nothing struck out), as the table that chapter 9.6 of the answers takes."""
    rows = [_row(one, language) for one in entries(actor, year=year).filter(struck="")]
    return DataTable(tuple(heading.in_(language) for heading in HEADINGS), tuple(rows))


def _row(of: Entry, language: str) -> tuple[str, ...]:
    channel = code_list("cooperation_channel").codes[of.channel].text.in_(language)
    partner, activity, outcome = (of.text(name).in_(language) for name in ("partner", "activity", "outcome"))
    return (partner, countries(of, language), channel, activity, period(of), of.papers, outcome, of.source)


def taken(actor: Actor | None, language: str) -> bytes:
    """The table as CSV: semicolons, UTF-8 with mark, no cell that a sheet would run. That it was taken is audited."""
    actor = require(actor, rules.EXPORT)
    found = table(actor, language)
    with transaction.atomic(using=ZONE):
        details = {"rows": len(found.rows)}
        record(ZONE, actor, rules.EXPORT, object_type="cooperation", object_id="table", details=details)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (found.headings, *found.rows):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()
