from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClocksConfig(AppConfig):
    name = "gija.casework.clocks"
    label = "casework_clocks"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.clocks import queries, reminding, rules
        from gija.commons.casefile import beside as cases
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Periods of law"),
            "clocks:list",
            _("Reflection periods, permits and deadlines of your cases. Waiting: what is late or ends soon."),
            queries.waiting,
        )
        work(
            rules.ASK,
            _("May this person be expelled?"),
            "clocks:ask",
            _("For the migration authority: hit or no hit over the reflection periods that run."),
        )
        cases.beside(self.zone)(queries.beside)
        daily("casework.periods_remind")(reminding.remind_daily)
