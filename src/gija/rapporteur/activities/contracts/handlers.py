"""Reports of persons assisted come from the institutions' installations as frozen tables."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.grants import GrantReport
from gija.rapporteur.activities.checks import MISSING, within
from gija.rapporteur.activities.models import Grant, PersonsReport
from gija.vocabulary.errors import GijaError


@receives("grant_report", "rapporteur")
def keep_report(message: GrantReport, envelope: Envelope) -> None:
    """Keep it as another vintage. The same again: nothing; another under its number: refused (`activities.altered`).

    Refuses a grant that is not there or is another institution's (`activities.not_found`) and a period that is not of
    its days (`activities.period`).
    """
    grant = Grant.objects.filter(number=message.grant, application__institution=message.institution).first()
    if grant is None:
        raise GijaError(MISSING)
    if not within(message.period, grant.starts, grant.ends):
        raise GijaError("activities.period")
    there = grant.persons.filter(period=message.period, vintage=message.vintage).first()
    if there is not None:
        if there.hash != message.hash:
            raise GijaError("activities.altered", grant=message.grant, vintage=message.vintage)
        return
    PersonsReport.objects.create(
        grant=grant, period=message.period, vintage=message.vintage, rule=message.rule,
        cells=[{"key": list(cell.key), "value": cell.value} for cell in message.cells], victims=message.victims,
        at_risk=message.at_risk, hash=message.hash, approved_on=dt.date.fromisoformat(message.approved_on),
        letter=envelope.id, received_at=timezone.now(),
    )  # fmt: skip
