from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "gija.rapporteur.recommendations"
    label = "rapporteur_recommendations"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.recommendations import queries, rules

        work(
            rules.READ,
            _("Recommendations"),
            "recommendations:recommendations",
            _("What GRETA, the Ombudsman, evaluators and working groups recommended, and what became of it."),
            queries.waiting,
        )
