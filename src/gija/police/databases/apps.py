from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatabasesConfig(AppConfig):
    name = "gija.police.databases"
    label = "police_databases"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work

        work(
            "police.database.read",
            _("Databases"),
            "databases:list",
            _("Which databases are asked, how fresh they are."),
        )
