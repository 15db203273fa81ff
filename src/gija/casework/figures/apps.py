from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "gija.casework.figures"
    label = "casework_figures"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.figures import (
            handlers,  # noqa: F401  registers the handler
            queries,
            rules,
        )
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Tables for the Rapporteur"),
            "figures:all",
            _("Counted by rule, made by one, approved by another. Waiting: to approve."),
            queries.waiting,
        )
