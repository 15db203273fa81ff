from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "gija.rapporteur.reports"
    label = "rapporteur_reports"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.courier.duties import always
        from gija.commons.pages.work import work
        from gija.rapporteur.reports import queries, rules, services

        always("reports.publish_due")(services.publish_due)

        work(
            rules.READ,
            _("Reports"),
            "reports:list",
            _("Reports of the half-year and the year: drafted, frozen, approved by a second person, published."),
            lambda actor: queries.waiting(actor),
        )
