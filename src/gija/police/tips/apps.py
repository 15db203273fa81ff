from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class TipsConfig(AppConfig):
    name = "gija.police.tips"
    label = "police_tips"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import always, daily
        from gija.commons.pages.work import work
        from gija.police.search.retention import keeps
        from gija.police.tips import handlers  # noqa: F401  registers what receives

        work(
            "police.tip.read",
            _("Tips"),
            "tips:list",
            _("What the public reports and asks. Waiting: tips nobody has taken on, and your own that are overdue."),
            _waiting,
        )
        keeps("police.tips")(_needed)
        always("police.tips.read")(_read)
        always("police.tips.public")(_carry)
        daily("police.tips.sweep")(_sweep)


def _waiting(actor: "Actor") -> int:
    from gija.police.tips import queries  # late: every command starts the apps, few need this

    return queries.waiting(actor)


def _needed(query_ids: Collection[str]) -> set[str]:
    from gija.police.tips import queries

    return queries.linked_queries(list(query_ids))


def _read() -> object:
    from gija.police.tips import config

    if config.mailbox() is None:
        return None
    from gija.police.tips import reading

    return reading.read_when_due()


def _carry() -> object:
    from gija.police.tips import publishing

    return publishing.carry()


def _sweep() -> object:
    from gija.police.tips import retention

    return retention.sweep()
