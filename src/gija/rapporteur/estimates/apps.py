from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EstimatesConfig(AppConfig):
    name = "gija.rapporteur.estimates"
    label = "rapporteur_estimates"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.estimates import handlers, rules  # noqa: F401  registers the handler

        work(
            rules.READ,
            _("The unseen"),
            "estimates:list",
            _("How many victims no list has seen: estimated from lists that overlap, with gates, ranges and quality."),
        )
