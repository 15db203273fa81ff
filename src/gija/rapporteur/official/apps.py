from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialConfig(AppConfig):
    name = "gija.rapporteur.official"
    label = "rapporteur_official"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.official import queries

        work(
            queries.READ,
            _("Official statistics"),
            "official:comparison",
            _("Published crime and justice statistics beside what suppliers told: differences, and why."),
        )
