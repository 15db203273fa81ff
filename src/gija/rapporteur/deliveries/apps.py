from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveriesConfig(AppConfig):
    name = "gija.rapporteur.deliveries"
    label = "rapporteur_deliveries"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.deliveries import queries

        work(
            queries.READ,
            _("Figures to other bodies"),
            "deliveries:overview",
            _("SDMX files, and the yearly statistics of the European Union with what is missing in them."),
        )
