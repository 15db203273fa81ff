from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfServiceConfig(AppConfig):
    name = "gija.rapporteur.selfservice"
    label = "rapporteur_selfservice"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.selfservice import queries

        work(
            queries.ASK,
            _("Tables on request"),
            "selfservice:start",
            _("Make a table of the register's figures yourself: with noise that protects, checked against all before."),
        )
