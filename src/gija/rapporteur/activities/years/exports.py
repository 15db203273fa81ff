"""The table of a programme year as a file: true counts, for use inside; nothing of it is published from here."""

from __future__ import annotations

import csv
import io

from django.db import transaction
from django.utils.translation import gettext as _

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.models import ZONE
from gija.rapporteur.activities.years import yearly
from gija.rapporteur.statistics.exports import FORMULA


def taken(actor: Actor | None, year: int) -> bytes:
    """CSV: status, list, code, at least, at most; semicolons, UTF-8 with mark. That it was taken is audited."""
    actor = require(actor, rules.EXPORT)
    found = yearly.of(actor, year)
    with transaction.atomic(using=ZONE):
        record(
            ZONE, actor, rules.EXPORT, object_type="grant_year", object_id=str(year), details={"rows": len(found.rows)}
        )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Who was assisted"), _("By"), _("Code"), _("At least"), _("At most")])
    for one in found.rows:
        cells = [one.status, one.list, one.code, str(one.people.least), str(one.people.most)]
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    writer.writerow([_("For use inside: true counts, small ones too. Published figures pass the disclosure gate.")])
    return ("\ufeff" + out.getvalue()).encode()
