from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor
    from gija.methods.search import Index


class AlertsConfig(AppConfig):
    name = "gija.police.alerts"
    label = "police_alerts"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.police.databases import hooks
        from gija.police.search.retention import keeps

        work(
            "police.alert.read",
            _("Alerts"),
            "alerts:list",
            _("Saved questions, and what has become a hit since."),
            _new,
        )
        hooks.refreshed.append(_refreshed)
        daily("police.alerts.live")(_live)
        keeps("alerts")(_kept)


def _new(actor: "Actor") -> int:
    from gija.police.alerts import queries  # late: every command starts the apps, few need this

    return queries.unseen(actor).count()


def _refreshed(database: str, index: "Index") -> None:
    from gija.police.alerts import matching

    matching.look(database)


def _live() -> object:
    from gija.police.alerts import matching

    return matching.daily()


def _kept(query_ids: Collection[str]) -> set[str]:
    from gija.police.alerts import queries

    return queries.needed(query_ids)
