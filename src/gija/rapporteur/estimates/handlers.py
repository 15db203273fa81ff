"""Capture histories that the register hands over. The courier writes the inbox row and the audit entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.captures import CaptureCounts
from gija.rapporteur.estimates.models import ZONE, Capture, Origin
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:
    from gija.methods.estimation import CaptureTable

TITLE = "register"
OTHERS = "other_kinds"  # no code of the vocabulary: the disclosure gate judges no overlap with it
Histories = Iterable[tuple[tuple[str, ...], int]]


@receives(CaptureCounts.kind, ZONE)
def keep_counts(message: CaptureCounts, envelope: Envelope) -> None:
    """Keep the histories of a period; the same vintage again: nothing, other counts or another interval under its
    number: refused (`estimates.changed`)."""
    from gija.methods.estimation import Strata
    from gija.rapporteur.estimates import services, values

    strata = Strata((), ((),), (table_of((one.lists, one.people) for one in message.histories),))
    low, high = message.people_lower, message.people_upper
    known = Capture.objects.filter(
        title=TITLE, period=message.period, origin=Origin.REGISTER, vintage=message.vintage
    ).first()  # fmt: skip
    if known is not None:
        there = (known.digest, known.people_low, known.people_high)
        if there != (values.sha256(values.content_of(strata)), low, high):
            raise GijaError("estimates.changed")
        return
    people = (low, high) if low is not None and high is not None else None
    services.keep(None, strata, TITLE, message.period, Origin.REGISTER, people, message.vintage)


def table_of(histories: Histories) -> CaptureTable:
    """A capture table from (lists, people), lists in the order of their codes. Where there are more lists than a table
    has room for, those with the fewest people become one, `OTHERS`, which comes last."""
    from gija.methods.estimation import CaptureTable
    from gija.methods.estimation.capture.table import MOST_LISTS

    found = [(frozenset(lists), people) for lists, people in histories]
    on: Counter[str] = Counter()
    for lists, people in found:
        on.update(dict.fromkeys(lists, people))
    largest = sorted(on, key=lambda name: (-on[name], name))[: MOST_LISTS - (len(on) > MOST_LISTS)]
    names = (*sorted(largest), *([OTHERS] if len(on) > len(largest) else []))
    place = {name: names.index(name) if name in largest else len(largest) for name in on}
    counted: Counter[tuple[int, ...]] = Counter()
    for lists, people in found:
        counted[tuple(sorted({place[name] for name in lists}))] += people
    return CaptureTable.of(names, counted)
