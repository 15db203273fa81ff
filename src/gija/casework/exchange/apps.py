from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "gija.casework.exchange"
    label = "casework_exchange"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.exchange import (
            duties,
            handlers,  # noqa: F401  registers the handlers
        )
        from gija.casework.exchange.queries import READ, beside, waiting
        from gija.commons.casefile import beside as cases
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            READ,
            _("Exchange of information"),
            "exchange:list",
            _("Ask another organisation about a person who agrees, or offer what you know."),
            waiting,
        )
        cases.beside(self.zone)(beside)
        daily("casework.exchange_recall")(duties.recall_withdrawn)
        daily("casework.exchange_expire")(duties.expire)
