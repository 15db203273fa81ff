"""Reports made from figures: the annual report from what was published, the half-year report from the register's table.

Builders take values and give a `ReportData`; they know no database. Their text and order stand in `data/*.yaml`.
"""

from gija.rapporteur.reports.building.annual import annual
from gija.rapporteur.reports.building.common import Setting
from gija.rapporteur.reports.building.half_year import HALF_YEAR_TABLES, Handed, half_year
from gija.rapporteur.reports.building.one_table import one_table

__all__ = ["HALF_YEAR_TABLES", "Handed", "Setting", "annual", "half_year", "one_table"]
