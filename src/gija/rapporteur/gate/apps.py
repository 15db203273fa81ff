from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GateConfig(AppConfig):
    name = "gija.rapporteur.gate"
    label = "rapporteur_gate"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.gate import handlers, queries  # noqa: F401  registers the handler

        work(
            queries.READ,
            _("Ledger of releases"),
            "gate:ledger",
            _("Everything that was ever published, withdrawn or cited: what any new figure is checked against."),
        )
