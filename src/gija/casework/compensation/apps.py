from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompensationConfig(AppConfig):
    name = "gija.casework.compensation"
    label = "casework_compensation"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.compensation import queries, rules
        from gija.commons.casefile import beside as cases
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Compensation"),
            "compensation:list",
            _("Claims against offenders and applications to the state fund. Waiting: awarded and not wholly paid."),
            queries.waiting,
        )
        cases.beside(self.zone)(queries.beside)
