"""The gate between figures and the public: a ledger of all that was released, what it gives away together, and how to
close what would tell of single people.

For the Rapporteur's releases and for anybody with tables of counts. Asked for by the duty to publish statistics on
victims without giving one away. Rounding, cell keys and microdata have rooms of their own beneath this one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gija.methods.disclosure.auditing import Audit, Judged, audit
    from gija.methods.disclosure.certificates import verify
    from gija.methods.disclosure.ledger import Ledger
    from gija.methods.disclosure.stored import release_from, release_to
    from gija.methods.disclosure.suppression import Suppression, suppress
    from gija.methods.disclosure.values import Alone, Interval, Knowledge, Release, Rule

__all__ = [
    "Alone",
    "Audit",
    "Interval",
    "Judged",
    "Knowledge",
    "Ledger",
    "Release",
    "Rule",
    "Suppression",
    "audit",
    "release_from",
    "release_to",
    "suppress",
    "verify",
]
_ROOMS = {
    "auditing": ("Audit", "Judged", "audit"),
    "certificates": ("verify",),
    "ledger": ("Ledger",),
    "stored": ("release_from", "release_to"),
    "suppression": ("Suppression", "suppress"),
    "values": ("Alone", "Interval", "Knowledge", "Release", "Rule"),
}


def __getattr__(name: str) -> object:
    """Loads what is asked for and no more: commands must show their help at once."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(name)
