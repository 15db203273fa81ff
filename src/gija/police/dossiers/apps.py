from collections.abc import Collection

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "gija.police.dossiers"
    label = "police_dossiers"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.police.dossiers.rules import READ
        from gija.police.search.retention import keeps

        work(READ, _("Dossiers"), "dossiers:list", _("What was gathered round confirmed hits, with its charts."))
        keeps("police.dossiers")(_needed)


def _needed(query_ids: Collection[str]) -> set[str]:
    from gija.police.dossiers import queries  # late: every command starts the apps, few need this

    return queries.needed(query_ids)
