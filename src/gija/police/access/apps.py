from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class AccessConfig(AppConfig):
    name = "gija.police.access"
    label = "police_access"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.police.search.retention import keeps

        work(
            "police.glass.review",
            _("Break-glass"),
            "access:review",
            _("Who opened what the rules keep closed, when and why. Waiting: not reviewed yet."),
            _waiting,
        )
        keeps("police.access")(_needed)


def _waiting(actor: "Actor") -> int:
    from gija.police.access import queries  # late: every command starts the apps, few need this

    return queries.to_review(actor)


def _needed(query_ids: Collection[str]) -> set[str]:
    from gija.police.access import queries

    return queries.needed(query_ids)
