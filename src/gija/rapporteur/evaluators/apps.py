from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluatorsConfig(AppConfig):
    name = "gija.rapporteur.evaluators"
    label = "rapporteur_evaluators"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.accounts.terms import bind
        from gija.commons.pages.work import work
        from gija.rapporteur.evaluators import queries, rules

        work(
            rules.READ,
            _("Independent evaluator"),
            "evaluators:tenders",
            _("Tenders, contracts, reports delivered, and what is handed over to the next contractor."),
        )
        bind(rules.ROLE, lambda institution: bool(queries.in_force(institution)))
