"""The yearly statistics of article 19a of Directive 2011/36/EU as amended by (EU) 2024/1712: tables and completeness.

For the National Rapporteur, who sends them; the groups are those of the project's record model. The article was not
read: whatever is written here says *unverified* until it is quoted beside the indicators.
"""

from gija.formats.eu19a.tables import Line, Table, TableSet, tables
from gija.formats.eu19a.values import Asked, Told
from gija.formats.eu19a.writing import csv, xlsx

__all__ = ["Asked", "Line", "Table", "TableSet", "Told", "csv", "tables", "xlsx"]
