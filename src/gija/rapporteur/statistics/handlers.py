"""Tables that are handed over (by the register, the police, institutions with own cases) become reported observations,
with the vintage their maker gave them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.directory.queries import institution
from gija.messages.tables import TOTAL, Cell, StatisticsTable
from gija.rapporteur.statistics.breakdowns import Breakdown, checked, dimension
from gija.rapporteur.statistics.drafts import Draft
from gija.rapporteur.statistics.drafts import checked as checked_draft
from gija.rapporteur.statistics.models import ZONE, ReceivedTable
from gija.rapporteur.statistics.points import Basis, Point
from gija.rapporteur.statistics.services import observation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators

# What a table measures -> the indicator it is kept under; and which zone alone may count it. An institution's own
# measures are called as their indicators are.
INDICATORS = {
    "records": "register_records",
    "people": "register_people",
    "people_lower": "register_people_lower",
    "people_upper": "register_people_upper",
    "tips": "tips_received",
}
OF_CASEWORK = tuple(code for code, one in indicators().items() if one.family == "institutions")
OF_PROCEDURE = tuple(code for code, one in indicators().items() if one.family == "procedure")
OF_POLICE = ("tips", *OF_PROCEDURE)
INDICATORS |= {code: code for code in (*OF_CASEWORK, *OF_PROCEDURE)}
REGISTER, LONGEST = "register", 60


@receives("statistics_table", "rapporteur")
def keep_table(message: StatisticsTable, envelope: Envelope) -> None:
    """Keep a frozen table and its cells. The same table again: nothing; another under its number: refused.

    Refuses a measure that has no indicator here, or that the sending zone does not count
    (`statistics.unknown_measure`), and a table that one institution made and another approved
    (`statistics.two_institutions`). Vintages may come out of order.
    """
    if message.made_by.institution != message.approved_by.institution:
        raise GijaError("statistics.two_institutions", table=message.table)
    table = dataset(message, envelope.from_zone)
    there = ReceivedTable.objects.filter(table=table, period=message.period, vintage=message.vintage).first()
    if there is not None:
        if there.hash != message.hash:
            raise GijaError("statistics.table_altered", table=message.table, vintage=message.vintage)
        return
    authority = institution(message.approved_by.institution).kind
    for cell in message.cells:
        point = checked_draft(Draft(_point(message, cell, authority, envelope.from_zone)))
        observation(point, message.vintage).save(using=ZONE)
    ReceivedTable.objects.create(
        table=table,
        period=message.period,
        vintage=message.vintage,
        hash=message.hash,
        title_en=message.title.en,
        title_lt=message.title.lt,
        cells=len(message.cells),
        made_by=message.made_by.institution,
        approved_by=message.approved_by.institution,
        approved_on=dt.date.fromisoformat(message.approved_on),
        letter=envelope.id,
        received_at=timezone.now(),
    )


def dataset(message: StatisticsTable, zone: str) -> str:
    """The name a table is kept under. Several institutions hand over tables of one name: each has its own."""
    supplier = message.approved_by.institution
    name = message.table if zone == REGISTER else f"{message.table}-{supplier}"
    if len(name) > LONGEST:
        raise GijaError("statistics.table_name", table=message.table)
    return name


def _point(message: StatisticsTable, cell: Cell, authority: str, zone: str) -> Point:
    if cell.measure not in INDICATORS or zone != _zone_of(cell.measure):
        raise GijaError("statistics.unknown_measure", measure=cell.measure)
    of = indicators()[INDICATORS[cell.measure]]
    return Point(
        indicator=of.code,
        period=message.period,
        breakdown=_breakdown(message, cell),
        value=cell.value,
        status=cell.status,
        basis=Basis(of.base, of.stage, of.counted, authority, "reported", dataset(message, zone)),
        source=zone,
        line=f"{message.table} {message.period} v{message.vintage}",
        vintage=message.vintage,
        published_at=message.frozen_on,
        known_from=dt.date.fromisoformat(message.approved_on),
    )


def _zone_of(measure: str) -> str:
    if measure in OF_CASEWORK:
        return "casework"
    return "police" if measure in OF_POLICE else REGISTER


def _breakdown(message: StatisticsTable, cell: Cell) -> Breakdown:
    pairs = zip(message.dimensions, cell.key, strict=True)
    return checked(tuple((dimension(d.name, d.list), code) for d, code in pairs if code != TOTAL))
