from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "gija.rapporteur.statistics"
    label = "rapporteur_statistics"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.statistics import handlers, queries  # noqa: F401  registers the handler

        work(
            queries.READ,
            _("Figures"),
            "statistics:indicators",
            _("Indicators with their sources, definitions and breaks in series; what the checks find."),
        )
