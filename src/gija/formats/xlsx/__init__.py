"""Tables as an XLSX file: notes, sources and statuses beside the numbers; nothing in it is ever a formula.

For the annex of a report and for tables people take away. Asked for by the half-year and annual reports (M035 to M052).
`entry` makes workbooks that others fill in: there the checks beside the cells are formulas, ours only.
"""

from gija.formats.xlsx.values import Cell, Column, Missing, Sheet
from gija.formats.xlsx.writer import printed, write

__all__ = ["Cell", "Column", "Missing", "Sheet", "printed", "write"]
