from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "gija.casework.teams"
    label = "casework_teams"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.teams import handing, queries, rules
        from gija.commons.casefile import beside as cases
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Teams"),
            "teams:list",
            _("Who leads which case, and who helps. Waiting: handed over and not acknowledged, or led by nobody."),
            handing.waiting,
        )
        cases.beside(self.zone)(queries.beside)
