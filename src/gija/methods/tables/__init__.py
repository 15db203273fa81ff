"""The cube of counts: build it by written rules, its periods and margins, and close what would tell of single people.

For the register's half-year table and whoever counts people from Python. Asked for by the half-year statistics of the
database of victims; the simple protection here holds until the gate that knows every release.
"""

from gija.methods.tables.building import cube
from gija.methods.tables.counting import Known, Revision, lists_of, people, rows
from gija.methods.tables.periods import Period
from gija.methods.tables.protection import THRESHOLD, protect
from gija.methods.tables.values import TOTAL, Cell, Cube, Dimension, Release
from gija.methods.tables.words import rules, why

__all__ = [
    "THRESHOLD",
    "TOTAL",
    "Cell",
    "Cube",
    "Dimension",
    "Known",
    "Period",
    "Release",
    "Revision",
    "cube",
    "lists_of",
    "people",
    "protect",
    "rows",
    "rules",
    "why",
]
