from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "gija.rapporteur.cooperation"
    label = "rapporteur_cooperation"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.cooperation import rules

        work(
            rules.READ,
            _("International cooperation"),
            "cooperation:entries",
            _("Partners, channels, activities and what came of them; the table of chapter 9.6."),
        )
