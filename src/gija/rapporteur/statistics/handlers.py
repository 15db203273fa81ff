"""Tables that the register hands over become reported observations, with the vintage the register gave them."""

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

# What a table measures -> the indicator it is kept under.
INDICATORS = {
    "records": "register_records",
    "people": "register_people",
    "people_lower": "register_people_lower",
    "people_upper": "register_people_upper",
    "tips": "tips_received",
}
OF_POLICE = ("tips",)  # measures that the police count; all others are the register's


@receives("statistics_table", "rapporteur")
def keep_table(message: StatisticsTable, envelope: Envelope) -> None:
    """Keep a frozen table and its cells. The same table again: nothing; another under its number: refused.

    Refuses a measure that has no indicator here (`statistics.unknown_measure`). Vintages may come out of order.
    """
    there = ReceivedTable.objects.filter(
        table=message.table, period=message.period, vintage=message.vintage
    ).first()  # fmt: skip
    if there is not None:
        if there.hash != message.hash:
            raise GijaError("statistics.table_altered", table=message.table, vintage=message.vintage)
        return
    authority = institution(message.approved_by.institution).kind
    for cell in message.cells:
        point = checked_draft(Draft(_point(message, cell, authority)))
        observation(point, message.vintage).save(using=ZONE)
    ReceivedTable.objects.create(
        table=message.table,
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


def _point(message: StatisticsTable, cell: Cell, authority: str) -> Point:
    if cell.measure not in INDICATORS:
        raise GijaError("statistics.unknown_measure", measure=cell.measure)
    source = "police" if cell.measure in OF_POLICE else "register"
    return Point(
        indicator=INDICATORS[cell.measure],
        period=message.period,
        breakdown=_breakdown(message, cell),
        value=cell.value,
        status=cell.status,
        basis=Basis("as_table", "as_table", f"{source}_table", authority, "reported", message.table),
        source=source,
        line=f"{message.table} {message.period} v{message.vintage}",
        vintage=message.vintage,
        published_at=message.frozen_on,
        known_from=dt.date.fromisoformat(message.approved_on),
    )


def _breakdown(message: StatisticsTable, cell: Cell) -> Breakdown:
    pairs = zip(message.dimensions, cell.key, strict=True)
    return checked(tuple((dimension(d.name, d.list), code) for d, code in pairs if code != TOTAL))
