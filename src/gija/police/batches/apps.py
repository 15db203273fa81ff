from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class BatchesConfig(AppConfig):
    name = "gija.police.batches"
    label = "police_batches"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            "police.batch.ask",
            _("Batches"),
            "batches:list",
            _("Ask the databases about every row of a file."),
            _ready,
        )
        daily("police.batches.sweep")(_sweep)


def _ready(actor: "Actor") -> int:
    from gija.police.batches import queries  # late: every command starts the apps, few need this

    return queries.to_look_at(actor).count()


def _sweep() -> object:
    from gija.police.batches import services

    return services.sweep()
