"""Reports made from figures, tables, plans and answers, each as its outline in `data/*.yaml` says.

Builders take values and give a `ReportData`; they know no database. `templates` lists the kinds of report.
"""

from gija.rapporteur.reports.building.annual import annual
from gija.rapporteur.reports.building.common import Setting
from gija.rapporteur.reports.building.half_year import HALF_YEAR_TABLES, half_year
from gija.rapporteur.reports.building.known import Answer, Handed, Knowledge, PlanTold, Told
from gija.rapporteur.reports.building.one_table import one_table
from gija.rapporteur.reports.building.templates import TEMPLATES, SectionPlan, Template, template

__all__ = [
    "HALF_YEAR_TABLES", "TEMPLATES", "Answer", "Handed", "Knowledge", "PlanTold", "SectionPlan", "Setting", "Template",
    "Told", "annual", "half_year", "one_table", "template",
]  # fmt: skip
