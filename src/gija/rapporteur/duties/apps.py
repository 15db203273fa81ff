from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "gija.rapporteur.duties"
    label = "rapporteur_duties"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.rapporteur.duties import queries, reminding, rules

        daily("duties.remind")(reminding.remind_daily)
        work(
            rules.READ,
            _("Duties"),
            "duties:duties",
            _("Who must report to whom until when; what is late, and the proof of what was sent."),
            queries.waiting,
        )
