"""The secrets behind what the gate draws by chance: of the ring of keys, one for each purpose.

Somebody who has this program, and it is open, could else run it over every table that fits the figures shown and drop
those for which it would have closed or rounded otherwise (docs/methods/disclosure.md). Another key draws anew; what was
told before is in the ledger and stays as it was told.
"""

from __future__ import annotations

from gija.commons.encryption.ring import ring
from gija.methods.disclosure.rounding.seeds import Seed

ROUNDING = "rapporteur.gate rounding"
CLOSING = "rapporteur.gate suppression"


def secret(purpose: str) -> Seed:
    """The same for the same key and purpose: what is drawn twice for one figure is drawn alike."""
    keys = ring()
    return Seed(keys.derived(keys.active.id, purpose))
