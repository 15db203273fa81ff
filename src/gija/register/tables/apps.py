from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    name = "gija.register.tables"
    label = "register_tables"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.register.fields import insist
        from gija.register.tables import queries

        insist(self)
        work(
            queries.READ,
            _("Half-year tables"),
            "register_tables:tables",
            _("Make the table of a period, approve a colleague's, hand it over to the National Rapporteur."),
            queries.waiting_for,
        )
