"""The ledger as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from gija.commons.permissions import Actor, require
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import release_from
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import drawing, protecting, rounding
from gija.rapporteur.gate.going import Passed
from gija.rapporteur.gate.models import Entry
from gija.rapporteur.gate.rounding import Series
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError

READ = "rapporteur.ledger.read"


def ledger(before: str = "") -> Ledger:
    """All that was ever told, from the rows; `before`: up to the release of that name, if it is in.

    `disclosure.ledger_broken` where a row is not what was put in.
    """
    found = Ledger()
    for row in Entry.objects.all():
        if before and row.name == before:
            break
        content = json.loads(row.content)
        if row.kind == "release":
            found.add(release_from(content))
        else:
            found.withdraw(**content)
        if found.digest != row.head:
            raise GijaError("disclosure.ledger_broken", file=str(row.pk))
    return found


def passed(name: str, day: str, points: Iterable[Point], base: int = 0, series: Series | None = None) -> Passed:
    """What of these figures may go out beside all that is known; of a release that is out already, what could then.

    `base`: rounded to its multiples, fed back over the `series`; 0: closed where they must be.
    """
    known = ledger(name)
    return _passed(name, day, tuple(points), base, series or Series(), _Known(known, known.digest))


@dataclass(frozen=True)
class _Known:
    """The ledger, told apart by its digest."""

    ledger: Ledger = field(compare=False)
    digest: str


@lru_cache(maxsize=16)  # a page and its files are asked for one after the other
def _passed(name: str, day: str, points: tuple[Point, ...], base: int, series: Series, known: _Known) -> Passed:
    if base:
        return rounding.rounded(name, day, points, known.ledger, base, drawing.secret(drawing.ROUNDING), series)
    return protecting.passed(name, day, points, known.ledger, drawing.secret(drawing.CLOSING))


def release(name: str) -> Release | None:
    """One release of the ledger by its name; None where it is not in."""
    row = Entry.objects.filter(kind="release", name=name).first()
    return release_from(json.loads(row.content)) if row else None


def entries(actor: Actor | None) -> list[Entry]:
    """The rows, latest first, for who may read the ledger."""
    require(actor, READ)
    return list(Entry.objects.order_by("-id"))


def entry(actor: Actor | None, pk: int) -> Entry:
    """One row; `gate.unknown` where there is none."""
    require(actor, READ)
    found: Entry | None = Entry.objects.filter(pk=pk).first()
    if found is None:
        raise GijaError("gate.unknown")
    return found
