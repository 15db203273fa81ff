"""Controlled rounding: every cell a multiple of 3 or 5, sums that still come out, and chance that cannot be undone.

For tables of persons that are published again and again; who may publish decides the release workflow. Asked for by
the National Rapporteur's duty to publish figures that give no single person away.
"""

from gija.methods.disclosure.rounding.periods import Carried, round_period
from gija.methods.disclosure.rounding.reach import reach
from gija.methods.disclosure.rounding.rounding import BASES, round_cells
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.system import Additive, cube_system, with_margins
from gija.methods.disclosure.rounding.tables import round_table
from gija.methods.disclosure.rounding.values import Aim, Rounded

__all__ = [
    "BASES",
    "Additive",
    "Aim",
    "Carried",
    "Rounded",
    "Seed",
    "cube_system",
    "reach",
    "round_cells",
    "round_period",
    "round_table",
    "with_margins",
]
