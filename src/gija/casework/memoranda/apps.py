from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemorandaConfig(AppConfig):
    name = "gija.casework.memoranda"
    label = "casework_memoranda"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.memoranda import queries, reminding, rules
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Memoranda"),
            "memoranda:list",
            _("Which bodies agreed to do what, until when. Waiting: what ends soon and is not renewed."),
            queries.waiting,
        )
        daily("casework.memoranda_remind")(reminding.remind_daily)
