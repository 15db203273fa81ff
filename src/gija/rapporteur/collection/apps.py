from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionConfig(AppConfig):
    name = "gija.rapporteur.collection"
    label = "rapporteur_collection"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.rapporteur.collection import queries, reminders, rules

        daily("collection.remind")(reminders.remind_daily)
        work(
            rules.FILL,
            _("Figures to send"),
            "collection:own",
            _("Data calls to your institution: fill in on the page or by file, see the checks, hand over."),
            queries.waiting,
        )
        work(
            rules.APPROVE,
            _("Figures to approve"),
            "collection:approving",
            _("Figures your colleagues handed over: approve and send, or give back."),
            queries.to_approve,
        )
        work(
            rules.WATCH,
            _("Data calls"),
            "collection:calls",
            _("Who was asked for what, who has sent, what waits to be accepted; calendar and revision policy."),
            lambda actor: queries.to_accept(),
        )
