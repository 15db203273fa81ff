"""The cube of counts: build it by written rules, with its periods, hierarchies and margins.

For the register's half-year table and whoever counts people from Python. Asked for by the half-year statistics of the
database of victims. What would tell of single people is closed by `gija.methods.disclosure`, never here.
"""

from gija.methods.tables.building import cube
from gija.methods.tables.counting import Known, Revision, lists_of, people, rows
from gija.methods.tables.periods import Period
from gija.methods.tables.values import TOTAL, Cell, Cube, Dimension
from gija.methods.tables.words import rules

__all__ = [
    "TOTAL",
    "Cell",
    "Cube",
    "Dimension",
    "Known",
    "Period",
    "Revision",
    "cube",
    "lists_of",
    "people",
    "rows",
    "rules",
]
