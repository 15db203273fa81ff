from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class RequestsConfig(AppConfig):
    name = "gija.police.requests"
    label = "police_requests"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.police.search.retention import keeps

        work(
            "police.request.read",
            _("Requests to owners"),
            "requests:list",
            _("What was asked of owners and what they ask of us. Waiting: to answer, and our own that are overdue."),
            _waiting,
        )
        keeps("police.requests")(_needed)
        daily("police.requests.remind")(_remind)
        daily("police.requests.sweep")(_sweep)


def _waiting(actor: "Actor") -> int:
    from gija.police.requests import queries  # late: every command starts the apps, few need this

    return queries.waiting(actor)


def _needed(query_ids: Collection[str]) -> set[str]:
    from gija.police.requests import queries

    return queries.open_queries(list(query_ids))


def _remind() -> None:
    from gija.police.requests import services

    services.remind()


def _sweep() -> object:
    from gija.police.requests import retention

    return retention.sweep()
