from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class SubjectsConfig(AppConfig):
    name = "gija.police.subjects"
    label = "police_subjects"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.police.requests.keepers import keeps_for
        from gija.police.search.retention import keeps

        work(
            "police.subject.handle",
            _("Data subjects"),
            "subjects:list",
            _("People who ask what is held on them. Waiting: not answered yet."),
            _waiting,
        )
        keeps("police.subjects")(_needed)
        keeps_for("police.subjects")(_there)
        daily("police.subjects.sweep")(_sweep)


def _waiting(actor: "Actor") -> int:
    from gija.police.subjects import queries  # late: every command starts the apps, few need this

    return queries.waiting(actor)


def _needed(query_ids: Collection[str]) -> set[str]:
    from gija.police.subjects import queries

    return queries.needed(list(query_ids))


def _there(request_ids: Collection[str]) -> set[str]:
    from gija.police.subjects import retention

    return retention.there(request_ids)


def _sweep() -> object:
    from gija.police.subjects import retention

    return retention.sweep()
