from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatabasesConfig(AppConfig):
    name = "gija.police.databases"
    label = "police_databases"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.police.databases.duty import keep_fresh

        work(
            "police.database.read",
            _("Databases"),
            "databases:list",
            _("Which databases are asked, how fresh they are."),
        )
        daily("police.refresh_indexes")(keep_fresh)
