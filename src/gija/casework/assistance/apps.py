from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistanceConfig(AppConfig):
    name = "gija.casework.assistance"
    label = "casework_assistance"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.assistance import queries, rules
        from gija.casework.assistance.plans import queries as plans
        from gija.casework.assistance.reintegration import queries as ways
        from gija.commons.casefile import beside as cases
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Assistance"),
            "assistance:list",
            _("What was done for whom, by the sheet; the catalogue of services; people assisted."),
        )
        work(
            rules.READ,
            _("Support plans"),
            "assistance:plans",
            _("Aims, steps and reviews. Waiting: steps and reviews that are late, plans to be approved."),
            plans.waiting,
        )
        work(
            rules.READ,
            _("Reintegration"),
            "assistance:ways",
            _("Courses, groups, jobs. Waiting: jobs of which it is time to ask whether they were kept."),
            ways.waiting,
        )
        cases.beside(self.zone)(queries.beside)
        cases.beside(self.zone)(plans.beside)
        cases.beside(self.zone)(ways.beside)
