from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HoldingsConfig(AppConfig):
    name = "gija.rapporteur.holdings"
    label = "rapporteur_holdings"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.holdings import rules

        work(
            rules.READ,
            _("Personal data the office holds"),
            "holdings:all",
            _("Collections of personal data that the office declared, each with its legal ground; none else."),
        )
