from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReconciliationConfig(AppConfig):
    name = "gija.rapporteur.reconciliation"
    label = "rapporteur_reconciliation"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.reconciliation import comparing, queries, rules
        from gija.rapporteur.statistics import checks

        checks.also(comparing.large_differences)
        work(
            rules.SETTLE,
            _("Reconciliation"),
            "reconciliation:overview",
            _("Where the figures of two bodies differ, and why. What nobody has explained waits."),
            lambda actor: queries.unexplained(),
        )
        work(
            rules.ANSWER,
            _("Questions about differences"),
            "reconciliation:own",
            _("The National Rapporteur asks why your figure differs from another body's."),
            queries.waiting,
        )
