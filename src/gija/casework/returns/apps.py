from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "gija.casework.returns"
    label = "casework_returns"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.returns import queries, rules
        from gija.commons.casefile import beside as cases
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Safe return"),
            "returns:list",
            _("Returns to another country, and signals of consular posts. Waiting: late, or not taken up."),
            queries.waiting,
        )
        cases.beside(self.zone)(queries.beside)
