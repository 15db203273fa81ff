from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwayConfig(AppConfig):
    name = "gija.casework.pathway"
    label = "casework_pathway"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.pathway import closing, queries, rules
        from gija.commons.casefile import beside as cases
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Cases on their way"),
            "pathway:list",
            _("Screening, risk, safe contact, a child's path, closure. Waiting: late reviews, closures to approve."),
            queries.waiting,
        )
        cases.beside(self.zone)(queries.beside)
        cases.above(self.zone)(queries.above)
        cases.guards(self.zone)(closing.guard)
