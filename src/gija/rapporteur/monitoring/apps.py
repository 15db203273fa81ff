from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "gija.rapporteur.monitoring"
    label = "rapporteur_monitoring"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.monitoring import queries, rules

        work(
            rules.READ,
            _("Monitoring"),
            "monitoring:overview",
            _("Series, forms, countries, stages and assistance; trends that passed a test; threats."),
            queries.open_alerts,
        )
        work(
            rules.CHILDREN,
            _("Children"),
            "monitoring:children",
            _("What published figures tell of children."),
        )
