from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "gija.police.dossiers"
    label = "police_dossiers"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.police.dossiers.rules import READ

        work(READ, _("Dossiers"), "dossiers:list", _("What was gathered round confirmed hits, with its charts."))
