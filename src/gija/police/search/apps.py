from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gija.commons.permissions import Actor


class SearchConfig(AppConfig):
    name = "gija.police.search"
    label = "police_search"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work

        work(
            "police.search.ask",
            _("Search"),
            "search:ask",
            _("Ask all databases about a person, a vehicle, a phone … Each answers hit or no hit."),
        )
        work(
            "police.search.read",
            _("Searches"),
            "search:history",
            _("What your institution has asked. Waiting: your hits to decide on, colleagues' to confirm with them."),
            _waiting,
        )
        from gija.police.search import duties  # noqa: F401  its daily duty


def _waiting(actor: "Actor") -> int:
    from gija.police.search import queries  # late: every command starts the apps, few need this

    return queries.waiting(actor)
