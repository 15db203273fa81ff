from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "gija.rapporteur.plan"
    label = "rapporteur_plan"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.plan import queries, rules

        work(
            rules.READ,
            _("Programmes and plans"),
            "plan:plans",
            _("What was promised, by whom, and what has become of it; drafts, amendments, evaluation."),
            lambda actor: queries.to_decide(actor),
        )
        work(
            rules.REPORT,
            _("Measures of your institution"),
            "plan:own",
            _("Report what has become of what your institution promised, with evidence."),
            queries.waiting,
        )
