from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "gija.rapporteur.activities"
    label = "rapporteur_activities"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.rapporteur.activities import queries, rules
        from gija.rapporteur.activities.contracts import handlers as _handlers  # noqa: F401 - receives
        from gija.rapporteur.activities.contracts import reminding

        daily("grants.remind")(reminding.remind_daily)
        work(
            rules.READ,
            _("Grants"),
            "activities:calls",
            _("Calls for projects, applications, awards, contracts, reports, and the programme year."),
            queries.waiting,
        )
        work(
            rules.ASSESS,
            _("Applications to assess"),
            "activities:assessing",
            _("Declare whether there is a conflict of interest, then score every criterion."),
            queries.to_score,
        )
        work(
            rules.APPLY,
            _("Apply for a grant"),
            "activities:offers",
            _("Calls for projects, your applications, your grants and their reports."),
            queries.owes,
        )
