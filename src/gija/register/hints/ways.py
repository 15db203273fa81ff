"""Where an institution keeps its cases: the zone and the installation that letters to it are addressed to.

Two things tell: the administrator's tie (`gija work peer tie`), and the installation that its latest record came from.
"""

from __future__ import annotations

from dataclasses import dataclass

from gija.commons.courier.keys import identity
from gija.commons.courier.models import Incoming, Peer
from gija.commons.directory.queries import institution
from gija.register.records.models import REGISTER, Origin
from gija.vocabulary.errors import GijaError

POLICE = frozenset({"police", "border_guard", "prosecution"})  # kinds whose records come from the police zone
HERE = ""  # this installation, or the only one that runs the zone: the courier decides when it carries


@dataclass(frozen=True, slots=True)
class Way:
    """`installation` empty: whichever runs the zone."""

    zone: str
    installation: str


def way_to(code: str) -> Way:
    """The way to an institution. A tie holds above where its latest record came from; of several ties, that one."""
    came = _came(code)
    zone = came.from_zone if came else _zone_of(code)
    tied = [one.code for one in Peer.objects.filter(active=True) if zone in one.zones and code in one.institutions]
    latest = came.from_installation if came else ""
    if len(tied) == 1 or (tied and latest not in tied):
        return Way(zone, tied[0] if len(tied) == 1 else HERE)
    return Way(zone, HERE if latest == identity().code else latest)


def _came(code: str) -> Incoming | None:
    """The letter that brought the institution's latest record, as the inbox noted it."""
    origin = Origin.objects.filter(institution=code).first()
    return Incoming.objects.using(REGISTER).filter(letter=origin.letter).first() if origin else None


def _zone_of(code: str) -> str:
    """The zone an institution of its kind keeps its cases in."""
    try:
        return "police" if institution(code).kind in POLICE else "casework"
    except GijaError:
        return "casework"
